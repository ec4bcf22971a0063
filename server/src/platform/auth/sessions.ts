import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock, days, later } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { AffiliationSource } from './actor.js';
import type { Actor } from './actor.js';
import { AccountPerson, PasswordLogin, Person, Session } from './identity.entity.js';

/** Phones stay signed in for a month, browsers of the office for a working day. */
const lifetime = { wechat: days(30), password: days(0.5) };

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

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
    given: { kind: Session['kind']; accountId: number | null; personId: number | null },
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
    });
    await repository.insert(session);
    return { token, session };
  }

  /**
   * The living session of a bearer token, with its acting person. A person whose binding or login has ended, even a
   * moment ago, is no longer acting: the check is made at every request.
   */
  async find(token: string): Promise<{ session: Session; actor: Actor | null } | null> {
    const read = this.database.read;
    const session = await read.global(Session).findOneBy({ tokenHash: hashOf(token), endedAt: IsNull() });
    if (!session || session.expiresAt <= this.clock.now()) return null;
    if (session.personId === null) return { session, actor: null };
    const person = await read.global(Person).findOneBy({ id: session.personId });
    if (!person || !(await this.stillHers(session, person.id))) return null;
    const affiliations = await this.affiliations.of(person.id);
    const { id: sessionId, accountId } = session;
    return {
      session,
      actor: {
        sessionId,
        accountId,
        personId: person.id,
        token: person.token,
        name: person.name,
        ...affiliations,
      },
    };
  }

  private stillHers(session: Session, personId: number): Promise<boolean> {
    const read = this.database.read;
    if (session.kind === 'password')
      return read.global(PasswordLogin).existsBy({ personId, endedAt: IsNull() });
    return read
      .global(AccountPerson)
      .existsBy({ accountId: session.accountId ?? 0, personId, endedAt: IsNull() });
  }

  async end(tx: Tx, sessionId: number): Promise<void> {
    await tx.global(Session).update({ id: sessionId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }

  /** Ends every session in which the person acts. */
  async endAllOf(tx: Tx, personId: number): Promise<void> {
    await tx.global(Session).update({ personId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }
}
