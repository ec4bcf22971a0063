import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { visitorNameLength } from '../consultations/vocabulary.js';
import { Instant, lineOfText, Token } from '../platform/primitives.js';
import { ConsentView } from '../consents/contract.js';
import { ChildCard, ClassroomView, Preferences, SchoolView } from '../people/contract.js';
import { regionRoles, staffRoles } from '../people/vocabulary.js';
import { shortestPassword } from './password-rules.js';
import { LockView, PictureKey, PictureSequence } from './lock-contract.js';

/** Code that `wx.login` gave; works once. */
export const WeChatLogin = z.strictObject({ code: z.string().min(1).max(200) }).meta({ id: 'WeChatLogin' });
export const PasswordLogin = z
  .strictObject({
    login: z.string().trim().toLowerCase().min(1).max(64),
    password: z.string().min(1).max(200),
    /** Proof that somebody has signed in on this device under this name before. */
    device: z.string().max(200).optional(),
  })
  .meta({ id: 'PasswordLogin' });
/** Digits and letters of a binding code; spaces and dashes are forgiven. */
export const BindRequest = z
  .strictObject({
    code: z
      .string()
      .max(40)
      .transform((v) => v.replace(/[\s-]/g, '').toUpperCase())
      .pipe(z.string().regex(/^[A-Z0-9]{8}$/, '绑定码是 8 位字母和数字')),
  })
  .meta({ id: 'BindRequest' });
/** Somebody whom no school knows goes on under the name she gives; the code is the one that she scanned. */
export const BecomeVisitor = z
  .strictObject({ name: lineOfText(visitorNameLength), code: Token })
  .meta({ id: 'BecomeVisitor' });
/** `pictures`: her picture PIN, where she has one. */
export const ActAs = z
  .strictObject({ person: Token, pictures: PictureSequence.optional() })
  .meta({ id: 'ActAs' });
export const ChangePassword = z
  .strictObject({
    current: z.string().min(1).max(200),
    next: z.string().min(shortestPassword, `新密码至少 ${shortestPassword} 位`).max(200),
  })
  .meta({ id: 'ChangePassword' });

export const PersonCard = z.object({ token: Token, name: z.string() }).meta({ id: 'PersonCard' });

/** Somebody of a phone that may be shared: found by her drawing, let in by her picture PIN where she has one. */
export const PhonePerson = PersonCard.extend({
  picture: PictureKey,
  hasPin: z.boolean(),
  /** Known to no school; there only for who is. */
  visitor: z.literal(true).optional(),
}).meta({ id: 'PhonePerson' });
export type PhonePerson = z.infer<typeof PhonePerson>;

/** Who is acting, for whom, and with which account others share the phone. */
export const SessionView = z
  .object({
    /** Bearer token; only in the answer that creates the session. */
    token: z.string().optional(),
    expiresAt: Instant,
    /** null: the WeChat account is bound to nobody yet, or several people share it and none is chosen. */
    person: PhonePerson.nullable(),
    /** Known to no school: sees what she asked herself and nothing else. */
    visitor: z.boolean(),
    /** Everybody who is bound to this WeChat account. */
    people: z.array(PhonePerson),
    lock: LockView,
    schools: z.array(
      SchoolView.extend({
        roles: z.array(z.object({ role: z.enum(keysOf(staffRoles)), classroom: ClassroomView.nullable() })),
      }),
    ),
    regionRoles: z.array(z.enum(keysOf(regionRoles))),
    children: z.array(ChildCard),
    /** Which doors of the admin page are open to this person. */
    abilities: z.object({
      report: z.boolean(),
      workOnIssues: z.boolean(),
      seeBoard: z.boolean(),
      configure: z.boolean(),
      manageStaff: z.boolean(),
      safeguarding: z.boolean(),
      seeDeliveries: z.boolean(),
      seeCounty: z.boolean(),
      /** Children by office, as far as each class of fields is open to her. */
      seeChildren: z.boolean(),
      /** Keeps families in order: all of a school, or those of her own classroom. */
      manageFamilies: z.boolean(),
      /** Gives offices above the schools. */
      manageRegion: z.boolean(),
      reviewOpenings: z.boolean(),
      seeAudit: z.boolean(),
      /** Children whom schools have given to her as 儿童主任. */
      seeVillage: z.boolean(),
      /** What is handed to her as a partner. */
      seeTasks: z.boolean(),
    }),
    /** How the program behaves for the acting person. */
    preferences: Preferences,
    /** What she has agreed to; known without a network too. */
    consents: z.array(ConsentView),
    mustChangePassword: z.boolean(),
    /** Her office asks for a second step of signing in, and she has not set one up. */
    mustSetUpSecondStep: z.boolean(),
    /** WeChat templates that the phone may ask permission for; one accept allows one message. */
    subscribeTemplates: z.array(z.object({ key: z.enum(['progress', 'work']), id: z.string() })),
  })
  .meta({ id: 'SessionView' });
export type SessionView = z.infer<typeof SessionView>;

/** What a tap on WeChat's permission dialog gave: the templates that were accepted, each worth one message. */
export const GrantCredits = z
  .strictObject({ accepted: z.array(z.enum(['progress', 'work'])).max(2) })
  .meta({ id: 'GrantCredits' });
