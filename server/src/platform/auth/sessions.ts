import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { Clock, days, later, minutes } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { AffiliationSource } from './actor.js';
import type { Actor } from './actor.js';
import { AccountPerson, PasswordLogin, Person, Session } from './identity.entity.js';

/**
 * How exactly it is kept when a browser was last used: a row that is written at each request is a row too many. Of
 * phones it is not kept at all: beside the time of a sealed report it would lead to who reported.
 */
const seenEvery = minutes(15);

/** Phones stay signed in for a month, browsers of the office for a working day. */
const lifetime = { wechat: days(30), password: days(0.5) };

/** The quarter of an hour in which an instant lies. */
const quarterOf = (at: Date): Date => new Date(Math.floor(at.getTime() / seenEvery) * seenEvery);

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A living session, with what is known of whoever acts in it. */
export interface KnownSession {
  session: Session;
  /** null: bound to nobody, or nobody chosen yet. */
  actor: Actor | null;
  /** She signed in with a first password and has not changed it. */
  mustChange: boolean;
  /** Her office asks for a second step, and she has not set one up. */
  needsTotp: boolean;
}

export interface OpenedSession {
  /** Bearer token; exists only in this answer. */
  token: string;
  session: Session;
}

/** Opens, finds and ends sessions. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly affiliations: AffiliationSource,
  ) {}

  async open(
    tx: Tx,
    given: {
      kind: Session['kind'];
      accountId: number | null;
      personId: number | null;
      unlockedUntil?: Date | null;
      device?: string | null;
      needsTotp?: boolean;
    },
  ): Promise<OpenedSession> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const repository = tx.global(Session);
    const session = repository.create({
      ...given,
      tokenHash: hashOf(token),
      createdAt: now,
      expiresAt: later(now, lifetime[given.kind]),
      endedAt: null,
      unlockedUntil: given.unlockedUntil ?? null,
      device: given.device ?? null,
      seenAt: given.kind === 'password' ? quarterOf(now) : null,
      needsTotp: given.needsTotp ?? false,
    });
    await repository.insert(session);
    return { token, session };
  }

  /**
   * The living session of a bearer token, with its acting person. A person whose binding or login has ended, even a
   * moment ago, is no longer acting: the check is made at every request.
   */
  async find(token: string): Promise<KnownSession | null> {
    const read = this.database.read;
    const session = await read.global(Session).findOneBy({ tokenHash: hashOf(token), endedAt: IsNull() });
    return session ? this.known(session) : null;
  }

  /** Who acts in a session, as far as it lives and has shown all that its login asks for. */
  async actorOf(id: number): Promise<Actor | null> {
    const session = await this.database.read.global(Session).findOneBy({ id, endedAt: IsNull() });
    const known = session && (await this.known(session));
    return known && !known.needsTotp ? known.actor : null;
  }

  /** A session that was just opened or read, with its acting person; null once it stands on nothing any more. */
  async known(session: Session): Promise<KnownSession | null> {
    const { read } = this.database;
    if (session.expiresAt <= this.clock.now()) return null;
    const { id: sessionId, accountId, personId, needsTotp } = session;
    if (personId === null) return { session, actor: null, mustChange: false, needsTotp };
    const onPhone = this.usersOf(accountId);
    // Three questions that do not wait for each other: a slow line to the database is gone through once.
    const [person, hold, affiliations] = await Promise.all([
      read.global(Person).findOneBy({ id: personId }),
      this.holdOn(session, personId, onPhone),
      this.affiliations.of(personId, onPhone),
    ]);
    if (!person || !hold) return null;
    return {
      session,
      actor: {
        sessionId,
        accountId,
        personId: person.id,
        token: person.token,
        name: person.name,
        locked: this.isLocked(session, person),
        visitor: person.visitorSince !== null,
        ...affiliations,
      },
      mustChange: hold.mustChange,
      needsTotp,
    };
  }

  /** A browser of the office has a password of its own; the pictures are for phones that lie on the table. */
  private isLocked({ kind, unlockedUntil }: Session, { pinSince }: Person): boolean {
    if (kind !== 'wechat' || pinSince === null) return false;
    return unlockedUntil === null || unlockedUntil <= this.clock.now();
  }

  /** The login or binding that the session stands on; null once it has ended. */
  private async holdOn(
    { kind }: Session,
    personId: number,
    onPhone: Promise<readonly number[]>,
  ): Promise<{ mustChange: boolean } | null> {
    if (kind === 'password')
      return this.database.read.global(PasswordLogin).findOneBy({ personId, endedAt: IsNull() });
    return (await onPhone).includes(personId) ? { mustChange: false } : null;
  }

  /** Who uses a phone, today. */
  private async usersOf(accountId: number | null): Promise<number[]> {
    if (accountId === null) return [];
    const bound = await this.database.read.global(AccountPerson).findBy({ accountId, endedAt: IsNull() });
    return bound.map((row) => row.personId);
  }

  /** Notes that a browser is in use. */
  async seen({ id, kind, seenAt: before }: Session): Promise<void> {
    const seenAt = quarterOf(this.clock.now());
    if (kind !== 'password' || (before !== null && before >= seenAt)) return;
    await this.database.write((tx) => tx.global(Session).update({ id }, { seenAt }));
  }

  async end(tx: Tx, sessionId: number): Promise<void> {
    await tx.global(Session).update({ id: sessionId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }

  /** Ends every session of these phones, whoever acts in it. */
  async endAllOn(tx: Tx, accountIds: readonly number[]): Promise<void> {
    if (accountIds.length === 0) return;
    await tx
      .global(Session)
      .update({ accountId: In([...accountIds]), endedAt: IsNull() }, { endedAt: this.clock.now() });
  }

  /** Ends every session in which the person acts, but for one where `except` is given. */
  async endAllOf(tx: Tx, personId: number, except?: number): Promise<void> {
    const others = except === undefined ? {} : { id: Not(except) };
    await tx
      .global(Session)
      .update({ personId, endedAt: IsNull(), ...others }, { endedAt: this.clock.now() });
  }
}
