import { Entity, Index } from 'typeorm';
import { At, Code, Flag, Id, Json, Line, Ref, TokenColumn, Whole } from '../database/columns.js';
import { Ciphered } from '../database/encrypted-columns.js';

/** One human being. Global: the same mother may have children in two schools. */
@Entity('person')
@Index('person_token', ['token'], { unique: true })
export class Person {
  @Id() id!: number;
  @TokenColumn() token!: string;
  @Line(60) name!: string;
  @At() createdAt!: Date;
  /** The drawing that she picked for herself; null: one is given to her. See shared/session/pictures.ts. */
  @Code({ nullable: true }) picture!: string | null;
  /** Since when she has a picture PIN; null: she has none. Stands here so that no request has to ask for it apart. */
  @At({ nullable: true }) pinSince!: Date | null;
  /** When she came by herself, through a printed code, and gave this name; null for whom a school or office knows. */
  @At({ nullable: true }) visitorSince!: Date | null;
}

/** One WeChat account (openid in one app). Several persons may share it, because they share a phone. */
@Entity('account')
@Index('account_openid', ['appId', 'openid'], { unique: true })
@Index('account_unionid', ['unionid'])
export class Account {
  @Id() id!: number;
  @TokenColumn() appId!: string;
  @TokenColumn({ length: 128 }) openid!: string;
  @TokenColumn({ nullable: true, length: 128 }) unionid!: string | null;
  /** Openid of the same human at the service account, known once she follows it. */
  @TokenColumn({ nullable: true, length: 128 }) serviceOpenid!: string | null;
  @At() createdAt!: Date;
}

/** Binding of a person to a WeChat account. Ended bindings stay as history. */
@Entity('account_person')
@Index('account_person_account', ['accountId'])
@Index('account_person_person', ['personId'])
export class AccountPerson {
  @Id() id!: number;
  @Ref() accountId!: number;
  @Ref() personId!: number;
  @At() boundAt!: Date;
  @At({ nullable: true }) endedAt!: Date | null;
}

/** Login of a member of staff to the admin page. */
@Entity('password_login')
@Index('password_login_login', ['login'], { unique: true })
@Index('password_login_person', ['personId'])
export class PasswordLogin {
  @Id() id!: number;
  @Ref() personId!: number;
  @TokenColumn() login!: string;
  /** argon2id, PHC string. */
  @Line(255) hash!: string;
  @Flag() mustChange!: boolean;
  @At({ nullable: true }) endedAt!: Date | null;
}

/** Tries to sign in under a name, from one known device or from all others together. See sign-in-guard.ts. */
@Entity('sign_in_tries')
@Index('sign_in_tries_slot', ['nameHash', 'slot'], { unique: true })
@Index('sign_in_tries_tried', ['triedAt'])
export class SignInTries {
  @Id() id!: number;
  /** Keyed hash of the name: it need not be anybody's. */
  @TokenColumn() nameHash!: string;
  /** Step, and after a colon the known device. */
  @TokenColumn() slot!: string;
  @Whole() tries!: number;
  @At() triedAt!: Date;
  @At({ nullable: true }) pausedUntil!: Date | null;
}

/** The second step of somebody's sign-ins: a secret that she shares with an app on her phone, encrypted. */
@Entity('totp')
@Index('totp_person', ['personId'], { unique: true })
export class Totp {
  @Id() id!: number;
  @Ref() personId!: number;
  /** null: none is in force yet. */
  @Ciphered('totp', { nullable: true }) secret!: string | null;
  /** Shown to her and not yet confirmed with a code. */
  @Ciphered('totp', { nullable: true }) pendingSecret!: string | null;
  @At({ nullable: true }) since!: Date | null;
  /** The last step of which a code was taken; neither it nor an earlier one is taken again. */
  @Whole() lastStep!: number;
}

/** A code on paper, for who has lost her phone. Good once. */
@Entity('recovery_code')
@Index('recovery_code_hash', ['personId', 'codeHash'], { unique: true })
export class RecoveryCode {
  @Id() id!: number;
  @Ref() personId!: number;
  /** Keyed hash: without the installation's secret there is nothing to try it against. */
  @TokenColumn() codeHash!: string;
  @At({ nullable: true }) usedAt!: Date | null;
}

/** A signed-in phone or browser. It always has at most one acting person. */
@Entity('session')
@Index('session_token_hash', ['tokenHash'], { unique: true })
@Index('session_person', ['personId'])
@Index('session_account', ['accountId'])
export class Session {
  @Id() id!: number;
  /** SHA-256 of the bearer token: a stolen table opens no session. */
  @TokenColumn() tokenHash!: string;
  @Code() kind!: 'wechat' | 'password';
  @Ref({ nullable: true }) accountId!: number | null;
  @Ref({ nullable: true }) personId!: number | null;
  @At() createdAt!: Date;
  @At() expiresAt!: Date;
  @At({ nullable: true }) endedAt!: Date | null;
  /** Until when the acting person's picture PIN counts as tapped here. Means nothing where she has none. */
  @At({ nullable: true }) unlockedUntil!: Date | null;
  /** What the device called itself, e.g. `Windows 电脑 · Edge`; null: nobody asked. */
  @Line(60, { nullable: true }) device!: string | null;
  /** The quarter of an hour in which a browser was last used; null for phones. */
  @At({ nullable: true }) seenAt!: Date | null;
  /** Her office asks for a second step, and she has none yet: it opens nothing but the setting up of one. */
  @Flag() needsTotp!: boolean;
}

/** The picture PIN of somebody who wanted one. Twelve pictures are few: guesses are counted and paused. */
@Entity('picture_pin')
@Index('picture_pin_person', ['personId'], { unique: true })
export class PicturePin {
  @Id() id!: number;
  @Ref() personId!: number;
  /** argon2id (PHC string) over a keyed hash: without the installation's secret there is nothing to try it against. */
  @Line(255) hash!: string;
  @Whole() failures!: number;
  @At({ nullable: true }) lockedUntil!: Date | null;
}

/** One-time code that binds a WeChat account to a person; handed over in person. */
@Entity('binding_code')
@Index('binding_code_hash', ['codeHash'], { unique: true })
@Index('binding_code_person', ['personId'])
export class BindingCodeRow {
  @Id() id!: number;
  @TokenColumn() codeHash!: string;
  @Ref() personId!: number;
  @Ref() createdBy!: number;
  @At() createdAt!: Date;
  @At() expiresAt!: Date;
  @At({ nullable: true }) usedAt!: Date | null;
}

/** What one tap on "allow" gave: how many messages of a template may still be sent to an account. */
@Entity('subscription_credit')
@Index('subscription_credit_template', ['accountId', 'templateKey'], { unique: true })
export class SubscriptionCredit {
  @Id() id!: number;
  @Ref() accountId!: number;
  @Code() templateKey!: string;
  @Whole() credits!: number;
  @At() changedAt!: Date;
}

/**
 * A data key that records may be written with. What a server starts with must hold every key of this list, or it would
 * find families' data that it cannot read.
 */
@Entity('encryption_key')
export class EncryptionKeyRow {
  @TokenColumn({ primary: true, length: 16 }) keyId!: string;
  /** Keyed hash that tells whether a key is the one that was used; empty: nobody has looked yet. */
  @TokenColumn() fingerprint!: string;
  @At() sinceAt!: Date;
}

/** Small facts of the installation: the demo marker, the schema's own notes. */
@Entity('installation')
export class Installation {
  @TokenColumn({ primary: true }) key!: string;
  @Json() value!: unknown;
}
