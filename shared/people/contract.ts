import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Day, Instant, lineOfText, Token } from '../platform/primitives.js';
import { relations, schoolKinds, staffRoles } from './vocabulary.js';

/** How the program behaves for a person; the keys of `preferenceDefaults`. */
export const Preferences = z
  .object({ simpleMode: z.boolean(), readsAloud: z.boolean() })
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof Preferences>;
/** What is left out stays as it is. */
export const ChangePreferences = z
  .strictObject({ simpleMode: z.boolean().optional(), readsAloud: z.boolean().optional() })
  .meta({ id: 'ChangePreferences' });
export type ChangePreferences = z.infer<typeof ChangePreferences>;
/** What those of the school may set for a guardian whom they know. */
export const ArrangePreferences = z
  .strictObject({ simpleMode: z.boolean() })
  .meta({ id: 'ArrangePreferences' });
export type ArrangedPreferences = z.infer<typeof ArrangePreferences>;

export const StaffRoleName = z.enum(keysOf(staffRoles)).meta({ id: 'StaffRoleName' });

export const SchoolView = z
  .object({ token: Token, name: z.string(), kind: z.enum(keysOf(schoolKinds)) })
  .meta({ id: 'SchoolView' });
export type SchoolView = z.infer<typeof SchoolView>;

export const ClassroomView = z.object({ token: Token, name: z.string() }).meta({ id: 'ClassroomView' });
export type ClassroomView = z.infer<typeof ClassroomView>;
export const ClassroomList = z.object({ items: z.array(ClassroomView) }).meta({ id: 'ClassroomList' });

export const PlaceView = z.object({ token: Token, name: z.string() }).meta({ id: 'PlaceView' });
export type PlaceView = z.infer<typeof PlaceView>;
export const PlaceList = z.object({ items: z.array(PlaceView) }).meta({ id: 'PlaceList' });
export const CreatePlace = z.strictObject({ name: lineOfText(30) }).meta({ id: 'CreatePlace' });

/** A child as her own guardian or her own teachers see her in a list: basic fields only. */
export const ChildCard = z
  .object({
    token: Token,
    name: z.string(),
    classroom: ClassroomView.nullable(),
    school: SchoolView,
    /** How the reader is related to the child; null for staff. */
    relation: z.enum(keysOf(relations)).nullable(),
    classTeachers: z.array(z.string()),
  })
  .meta({ id: 'ChildCard' });
export type ChildCard = z.infer<typeof ChildCard>;
export const ChildList = z.object({ items: z.array(ChildCard) }).meta({ id: 'ChildList' });
export type ChildList = z.infer<typeof ChildList>;
/**
 * mine: of whom the reader is a guardian · classroom: of the classrooms whose class teacher she is · given: those that
 * schools have given to her as 儿童主任, as far as their families agreed.
 */
export const ChildrenQuery = z.object({ scope: z.enum(['mine', 'classroom', 'given']).default('mine') });

export const StaffRoleView = z
  .object({ role: StaffRoleName, classroom: ClassroomView.nullable(), fromDay: Day, toDay: Day.nullable() })
  .meta({ id: 'StaffRoleView' });

export const StaffMember = z
  .object({
    token: Token,
    name: z.string(),
    roles: z.array(StaffRoleView),
    login: z.string().nullable(),
    /** Until when wrong tries keep her sign-in waiting on devices that are not known; null: they do not. */
    pausedUntil: Instant.nullable(),
    /** Her sign-ins ask for a code of her app. */
    secondStep: z.boolean(),
    /** The phones and browsers she is signed in on, as they call themselves; null: nobody asked. */
    signedInOn: z.array(z.object({ kind: z.enum(['wechat', 'password']), device: z.string().nullable() })),
    wechatBound: z.boolean(),
    active: z.boolean(),
  })
  .meta({ id: 'StaffMember' });
export type StaffMember = z.infer<typeof StaffMember>;
export const StaffPage = pageOf(StaffMember, 'StaffPage');
export const StaffQuery = PageQuery.extend({
  school: Token.optional(),
  active: z.enum(['true', 'false']).default('true'),
});

export const GiveRole = z
  .strictObject({
    role: StaffRoleName,
    classroom: Token.nullable().default(null),
    /** The first day on which it holds; null: today. */
    fromDay: Day.nullable().default(null),
    /** The last day on which it holds; null: until it is ended. */
    toDay: Day.nullable().default(null),
    because: lineOfText(100).nullable().default(null),
  })
  .refine(({ fromDay, toDay }) => fromDay === null || toDay === null || toDay >= fromDay, {
    message: '结束的日子要在开始以后',
    path: ['toDay'],
  })
  .meta({ id: 'GiveRole' });
/** Login names: 3–32 of a–z, 0–9, dot, dash; unique over all schools. */
export const StaffLogin = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9.-]{2,31}$/, '账号用 3–32 个小写字母、数字、点或横线');
export const CreateStaff = z
  .strictObject({
    name: lineOfText(30),
    roles: z.array(GiveRole).min(1, '至少选一个岗位').max(8),
    login: StaffLogin.nullable().default(null),
  })
  .meta({ id: 'CreateStaff' });

/**
 * Somebody new. The first password is shown exactly once to the one who made it: `repeated` tells that this request was
 * carried out before, and that the password, if there is a login, went with the first answer. It can only be reset.
 */
export const CreatedStaff = z
  .object({ member: StaffMember, firstPassword: z.string().nullable(), repeated: z.boolean() })
  .meta({ id: 'CreatedStaff' });

/** The first password that takes the place of a lost one, shown exactly once. */
export const NewPassword = z
  .object({ member: StaffMember, firstPassword: z.string() })
  .meta({ id: 'NewPassword' });

/** One-time code that binds a WeChat account to a person; shown once, handed over in person. */
export const BindingCode = z.object({ code: z.string(), expiresAt: Instant }).meta({ id: 'BindingCode' });
export type BindingCode = z.infer<typeof BindingCode>;

const StaffName = z.object({ token: Token, name: z.string(), roles: z.array(StaffRoleName) });
/** People to choose from when something is handed to somebody. */
export const AssigneeList = z.object({ items: z.array(StaffName) }).meta({ id: 'AssigneeList' });
/** Staff of a school by name, for who wants to say that it is about one of them. */
export const StaffNameList = z.object({ items: z.array(StaffName) }).meta({ id: 'StaffNameList' });
export type StaffNameList = z.infer<typeof StaffNameList>;
export const SchoolQuery = z.object({ school: Token.optional() });
