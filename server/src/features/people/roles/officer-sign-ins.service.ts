import { Injectable } from '@nestjs/common';
import { IsNull, MoreThanOrEqual } from 'typeorm';
import type { NewOfficerPassword } from '#shared/people/roles.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { PasswordLogin } from '../../../platform/auth/identity.entity.js';
import { SecondFactors } from '../../../platform/auth/second-factor.js';
import { Sessions } from '../../../platform/auth/sessions.js';
import { SignInGuard } from '../../../platform/auth/sign-in-guard.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { hashPassword, readableSecret } from '../password-hash.port.js';
import { RegionRoleRow, StaffMemberRow } from '../people.entity.js';
import { OfficerAccess } from './officer-access.js';
import { Regions } from './regions.js';

/** How somebody with an office above the schools gets back in. */
@Injectable()
export class OfficerSignIns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly regions: Regions,
    private readonly access: OfficerAccess,
    private readonly sessions: Sessions,
    private readonly guard: SignInGuard,
    private readonly factors: SecondFactors,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * A new first password. Her second step goes too: who is shut out has as a rule lost the phone, and nobody else above
   * the schools could take it from her.
   * @throws ProblemError `already_done` for a repeat, to which the password is not shown again · `state_conflict` for
   *   who has no login or no office any more, is somebody elsewhere too, or asks for herself
   */
  async reset(actor: Actor, token: string, request: RequestKey): Promise<NewOfficerPassword> {
    const person = await this.access.load(actor, token);
    const firstPassword = readableSecret(12);
    const hash = await hashPassword(firstPassword);
    const personId = person.id;
    const lost = '刚才已经重设过，密码只显示那一次。没抄下来的话，请再重设一次。';
    await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, lost, async () => {
        await this.assertMayReset(tx, actor, personId);
        const [login] = await tx.global(PasswordLogin).findBy({ personId, endedAt: IsNull() });
        if (!login) throw new ProblemError('state_conflict', { detail: '这个人还没有登录账号。' });
        await tx.global(PasswordLogin).update({ id: login.id }, { hash, mustChange: true });
        await this.guard.forgive(tx, [login.login]);
        await this.factors.remove(tx, personId);
        await this.sessions.endAllOf(tx, personId);
        await this.access.wrote(tx, actor, 'officer.sign_in_reset', personId);
      }),
    );
    return { officer: await this.access.show(actor, person), firstPassword };
  }

  /** Whoever gets a first password can act as that person, everywhere: what she is elsewhere counts too. */
  private async assertMayReset(tx: Tx, actor: Actor, personId: number): Promise<void> {
    const refused = (detail: string) => new ProblemError('state_conflict', { detail });
    if (personId === actor.personId)
      throw refused('自己的密码请在“我的账号”里换；进不来的时候，请另一位区域管理员重设。');
    const today = dayOf(this.clock.now());
    const offices = tx.global(RegionRoleRow);
    const held = await offices.findBy([
      { personId, toDay: IsNull() },
      { personId, toDay: MoreThanOrEqual(today) },
    ]);
    if (held.length === 0) throw refused('这个人的岗位都结束了。要再用，请先给岗位。');
    const administered = new Set((await this.regions.administeredBy(actor)).map(({ id }) => id));
    if (!held.every(({ regionId }) => administered.has(regionId)))
      throw refused('这个人在您管的区域以外还有岗位，请上一级的区域管理员来重设。');
    if (await tx.acrossSchools(StaffMemberRow).existsBy({ personId, active: true }))
      throw refused('这个人也在学校工作，这里不能单独改登录方式。');
  }
}
