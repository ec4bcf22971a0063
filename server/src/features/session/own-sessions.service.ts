import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { OwnSessionList } from '#shared/session/account-contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Session } from '../../platform/auth/identity.entity.js';
import { Keyring } from '../../platform/auth/keyring.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { Sessions } from '../../platform/auth/sessions.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found } from '../../platform/http/problem-error.js';

/** Where somebody is signed in, and how she ends what she does not know or no longer has. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly keyring: Keyring,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** The newest first. */
  async list(actor: Actor): Promise<OwnSessionList> {
    requireUnlocked(actor);
    const rows = await this.living(actor);
    return {
      items: rows.map(({ id, kind, device, createdAt, seenAt }) => ({
        token: this.nameOf(id),
        kind,
        device,
        openedAt: createdAt.toISOString(),
        seenAt: seenAt?.toISOString() ?? null,
        current: id === actor.sessionId,
      })),
    };
  }

  /** @throws ProblemError `not_found` for what is not hers, or has ended */
  async end(actor: Actor, request: RequestKey, token: string): Promise<void> {
    requireUnlocked(actor);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        const { id } = found((await this.living(actor)).find((row) => this.nameOf(row.id) === token));
        await this.sessions.end(tx, id);
        await this.audit.auth(tx, 'session_ended', byPerson(actor.personId));
      }),
    );
  }

  /** Ends all but the one that asks. */
  async endOthers(actor: Actor, request: RequestKey): Promise<void> {
    requireUnlocked(actor);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.sessions.endAllOf(tx, actor.personId, actor.sessionId);
        await this.audit.auth(tx, 'other_sessions_ended', byPerson(actor.personId));
      }),
    );
  }

  private living({ personId }: Actor): Promise<Session[]> {
    return this.database.read.global(Session).find({
      where: { personId, endedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) },
      order: { id: 'DESC' },
      take: 50,
    });
  }

  /** A name that leads nowhere but through this list. */
  private nameOf(sessionId: number): string {
    return this.keyring.hash('session-name', String(sessionId)).slice(0, 22);
  }
}
