import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { SessionView } from '#shared/session/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AccountPerson, BindingCodeRow, Session } from '../../platform/auth/identity.entity.js';
import { Keyring } from '../../platform/auth/keyring.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { Sessions } from '../../platform/auth/sessions.js';
import type { OpenedSession } from '../../platform/auth/sessions.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfAccount } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { bindingCodeHash } from '../people/binding-code.port.js';
import { PicturePins } from './picture-pin.service.js';
import { SessionService } from './session.service.js';

/** For who repeats a binding whose answer was lost: signing in again shows it. */
const bound = '刚才已经绑好了。请退出小程序，再打开一次。';

/** Binding a WeChat account to a person with a one-time code, and ending that. */
@Injectable()
export class BindingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly pins: PicturePins,
    private readonly session: SessionService,
    private readonly keyring: Keyring,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `binding_refused` for a code that is wrong, used or too old: the same answer for all three */
  async bind(session: Session, request: RequestKey, code: string): Promise<SessionView> {
    const { accountId } = session;
    if (accountId === null) throw new ProblemError('forbidden');
    await this.limits.binding(`account:${accountId}`);
    const now = this.clock.now();
    const bind = async (tx: Tx): Promise<OpenedSession> => {
      const codes = tx.global(BindingCodeRow);
      const row = await codes.findOneBy({ codeHash: bindingCodeHash(this.keyring, code), usedAt: IsNull() });
      if (!row || row.expiresAt <= now) throw new ProblemError('binding_refused');
      const used = await codes.update({ id: row.id, usedAt: IsNull() }, { usedAt: now });
      if (used.affected !== 1) throw new ProblemError('binding_refused');
      const { personId } = row;
      const bindings = tx.global(AccountPerson);
      if (!(await bindings.existsBy({ accountId, personId, endedAt: IsNull() }))) {
        await bindings.insert({ accountId, personId, boundAt: now, endedAt: null });
      }
      await this.audit.auth(tx, 'bound', byPerson(personId));
      // The slip was handed over face to face: who forgot her pictures starts without any.
      await this.pins.remove(tx, personId, 'pin_reset');
      return this.sessions.open(tx, { kind: 'wechat', accountId, personId, device: session.device });
    };
    const opened = await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfAccount(accountId), request, bound, () => bind(tx)),
    );
    return this.session.present(opened);
  }

  /** Takes the acting person off this phone; every session of her on this account ends. */
  async unbind(actor: Actor): Promise<void> {
    const { accountId, personId } = actor;
    if (accountId === null) throw new ProblemError('forbidden');
    // Who only holds her phone must not take her off it.
    requireUnlocked(actor);
    await this.database.write(async (tx) => {
      await tx
        .global(AccountPerson)
        .update({ accountId, personId, endedAt: IsNull() }, { endedAt: this.clock.now() });
      // All of them by row: bound again later, an old session must not come back to life.
      await tx
        .global(Session)
        .update({ accountId, personId, endedAt: IsNull() }, { endedAt: this.clock.now() });
      await this.audit.auth(tx, 'unbound', byPerson(personId));
    });
  }
}
