import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Clock, days, later } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { AffiliationSource } from './actor.js';
import type { Actor } from './actor.js';
import { AccountPerson, PasswordLogin, Person, Session } from './identity.entity.js';

/** Phones stay signed in for a month, browsers of the office for a working day. */
const lifetime = { wechat: days(30), password: days(0.5) };

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A living session, with what is known of whoever acts in it. */
export interface KnownSession {
  session: Session;
  /** null: bound to nobody, or nobody chosen yet. */
  actor: Actor | null;
  /** She signed in with a first password and has not changed it. */
  mustChange: boolean;
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
    if (!session || session.expiresAt <= this.clock.now()) return null;
    if (session.personId === null) return { session, actor: null, mustChange: false };
    const { id: sessionId, accountId, personId } = session;
    // Three questions that do not wait for each other: a slow line to the database is gone through once.
    const [person, hold, affiliations] = await Promise.all([
      read.global(Person).findOneBy({ id: personId }),
      this.holdOn(session, personId),
      this.affiliations.of(personId, accountId),
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
    };
  }

  /** A browser of the office has a password of its own; the pictures are for phones that lie on the table. */
  private isLocked({ kind, unlockedUntil }: Session, { pinSince }: Person): boolean {
    if (kind !== 'wechat' || pinSince === null) return false;
    return unlockedUntil === null || unlockedUntil <= this.clock.now();
  }

  /** The login or binding that the session stands on; null once it has ended. */
  private async holdOn(session: Session, personId: number): Promise<{ mustChange: boolean } | null> {
    const read = this.database.read;
    if (session.kind === 'password')
      return read.global(PasswordLogin).findOneBy({ personId, endedAt: IsNull() });
    const accountId = session.accountId ?? 0;
    const isBound = await read.global(AccountPerson).existsBy({ accountId, personId, endedAt: IsNull() });
    return isBound ? { mustChange: false } : null;
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

  /** Ends every session in which the person acts. */
  async endAllOf(tx: Tx, personId: number): Promise<void> {
    await tx.global(Session).update({ personId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }
}
