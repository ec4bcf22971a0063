import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AccountPerson } from '../../../platform/auth/identity.entity.js';
import { Sessions } from '../../../platform/auth/sessions.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { decidesFor, mayManageFamily } from '../child.policy.js';
import { ChildAccess } from '../family/child-access.js';
import { ChildHistoryBook } from '../family/child-history.js';

/** Takes a guardian off her phones because one was lost or sold. What the phone kept dies when it next asks for anything. */
@Injectable()
export class Unbinding {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** By the teacher or a guardian with authority; for oneself it is the session's own binding that ends. */
  async unbind(actor: Actor, token: string, request: RequestKey, personToken: string): Promise<void> {
    const child = await this.access.forCommand(
      actor,
      token,
      (who, one) => mayManageFamily(who, one) || decidesFor(who, one.id),
    );
    const { personId } = await this.access.guardian(child, personToken);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const ended = await tx
          .global(AccountPerson)
          .update({ personId, endedAt: IsNull() }, { endedAt: this.clock.now() });
        if (!ended.affected) throw new ProblemError('state_conflict', { detail: '这位家人没有绑定手机。' });
        await this.sessions.endAllOf(tx, personId);
        await this.history.append(tx, child, {
          actorId: actor.personId,
          event: 'unbound',
          payload: { personId },
        });
        await this.audit.auth(tx, 'unbound', byPerson(personId));
      }),
    );
  }
}
