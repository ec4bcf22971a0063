import { z } from 'zod';
import { Instant, Token } from '../platform/primitives.js';
import { SessionView } from './contract.js';

/** Six digits of the app, or a code from paper; blanks and dashes are forgiven. */
const SecondCode = z
  .string()
  .max(40)
  .transform((value) => value.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[A-Z2-8]{10})$/, '请填 6 位数字；手机不在身边，就填一个备用码'));
/** Six digits of the app. */
const AppCode = z
  .string()
  .max(20)
  .transform((value) => value.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, '请填手机上显示的 6 位数字'));
const Password = z.string().min(1).max(200);

/** The password was right, and the code of the second step is asked for. The ticket opens nothing else. */
export const SecondStepAsked = z
  .object({ secondStep: z.object({ ticket: z.string(), expiresAt: Instant }) })
  .meta({ id: 'SecondStepAsked' });
export type SecondStepAsked = z.infer<typeof SecondStepAsked>;

/** A session that a password opened, with a proof by which this device is known the next time. */
export const PasswordSession = SessionView.extend({ device: z.string() }).meta({ id: 'PasswordSession' });
export type PasswordSession = z.infer<typeof PasswordSession>;

/** What signing in with a password answers. */
export const PasswordSignIn = z.union([SecondStepAsked, PasswordSession]).meta({ id: 'PasswordSignIn' });
export type PasswordSignIn = z.infer<typeof PasswordSignIn>;

export const FinishSignIn = z
  .strictObject({ ticket: z.string().min(1).max(1000), code: SecondCode })
  .meta({ id: 'FinishSignIn' });

/** How the acting person signs in to the admin page. */
export const OwnAccount = z
  .object({
    /** null: she has no login, and uses the mini program only. */
    login: z.string().nullable(),
    /** Since when her sign-ins ask for a code of her app. */
    secondStepSince: Instant.nullable(),
    /** Her office asks for it: it can be moved to another phone, not done without. */
    secondStepRequired: z.boolean(),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: 'OwnAccount' });
export type OwnAccount = z.infer<typeof OwnAccount>;

/** Where the acting person is signed in. */
export const OwnSession = z
  .object({
    token: Token,
    kind: z.enum(['wechat', 'password']),
    device: z.string().nullable(),
    openedAt: Instant,
    /** The quarter of an hour in which a browser was last used; of phones it is not kept. */
    seenAt: Instant.nullable(),
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'OwnSession' });
export const OwnSessionList = z.object({ items: z.array(OwnSession) }).meta({ id: 'OwnSessionList' });
export type OwnSessionList = z.infer<typeof OwnSessionList>;

/** Sets an app up. `code`: of the app in use, where there is one. */
export const BeginSecondStep = z
  .strictObject({ password: Password, code: SecondCode.optional() })
  .meta({ id: 'BeginSecondStep' });
/** What the app takes over: shown once. */
export const SecondStepSecret = z
  .object({
    /** Base32, for who types it. */
    secret: z.string(),
    /** QR code of the address that apps read, as an SVG drawing. */
    qr: z.string(),
  })
  .meta({ id: 'SecondStepSecret' });
export type SecondStepSecret = z.infer<typeof SecondStepSecret>;
export const ConfirmSecondStep = z.strictObject({ code: AppCode }).meta({ id: 'ConfirmSecondStep' });
/** For taking the second step away, and for new codes on paper. */
export const ProveSecondStep = z
  .strictObject({ password: Password, code: SecondCode })
  .meta({ id: 'ProveSecondStep' });
/** Codes on paper, shown once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
