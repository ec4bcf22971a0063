import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { BecomeVisitor, SessionView } from '#shared/session/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { Account, AccountPerson, Person } from '../../platform/auth/identity.entity.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { SchoolDoor } from '../../platform/auth/school-door.js';
import { Sessions } from '../../platform/auth/sessions.js';
import type { OpenedSession } from '../../platform/auth/sessions.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import { Idempotency, scopeOfAccount } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { SessionService } from './session.service.js';

const alreadyIn = '刚才已经进来了。请退出小程序，再打开一次。';

/**
 * Somebody whom no school knows goes on under the name she gives, to ask what a printed code invites her to ask. She is
 * a person of her own, belongs to no family and to no school, and stays one of the people on her phone when somebody is
 * bound to it later: what she asked is hers, and nobody else who holds the phone is taken for her.
 */
@Injectable()
export class VisitorService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly session: SessionService,
    private readonly door: SchoolDoor,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * A session in which the visitor of this account acts; there is one visitor to an account, under her newest name.
   * @throws ProblemError `forbidden` for an account to which somebody is bound whom a school knows, `invalid_input` for
   *   a code that no school has printed
   */
  async become(
    session: Session,
    request: RequestKey,
    { name, code }: z.output<typeof BecomeVisitor>,
  ): Promise<SessionView> {
    const { accountId } = session;
    if (accountId === null) throw new ProblemError('forbidden');
    await this.limits.visitor(accountId);
    if ((await this.door.behind(code)) === null)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'code', message: '这个码认不出来，请重新扫一次' }],
      });
    const opened = await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfAccount(accountId), request, alreadyIn, () =>
        this.open(tx, accountId, name, session.device),
      ),
    );
    return this.session.present(opened);
  }

  private async open(tx: Tx, accountId: number, name: string, device: string | null): Promise<OpenedSession> {
    // A change that changes nothing holds the account's row: two taps at once make one visitor.
    await tx.global(Account).update({ id: accountId }, { id: accountId });
    const bound = await tx.global(AccountPerson).findBy({ accountId, endedAt: IsNull() });
    const people = await tx.global(Person).findBy({ id: In(bound.map(({ personId }) => personId)) });
    if (people.some(({ visitorSince }) => visitorSince === null))
      throw new ProblemError('forbidden', { detail: '这部手机已经绑定了人，请点自己的名字来问。' });
    const [earlier] = people;
    const personId = earlier ? await this.rename(tx, earlier, name) : await this.make(tx, accountId, name);
    await this.audit.auth(tx, 'visited', byPerson(personId));
    return this.sessions.open(tx, { kind: 'wechat', accountId, personId, device });
  }

  private async rename(tx: Tx, { id, name: before }: Person, name: string): Promise<number> {
    if (before !== name) await tx.global(Person).update({ id }, { name });
    return id;
  }

  private async make(tx: Tx, accountId: number, name: string): Promise<number> {
    const now = this.clock.now();
    const people = tx.global(Person);
    const person = people.create({ token: newToken(), name, createdAt: now, visitorSince: now });
    await people.insert(person);
    await tx.global(AccountPerson).insert({ accountId, personId: person.id, boundAt: now, endedAt: null });
    return person.id;
  }
}
