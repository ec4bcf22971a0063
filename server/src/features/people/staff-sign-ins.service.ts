import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import type { BindingCode, NewPassword, StaffMember } from '#shared/people/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AccountPerson, BindingCodeRow, PasswordLogin } from '../../platform/auth/identity.entity.js';
import { Keyring } from '../../platform/auth/keyring.js';
import { SecondFactors } from '../../platform/auth/second-factor.js';
import { Sessions } from '../../platform/auth/sessions.js';
import { SignInGuard } from '../../platform/auth/sign-in-guard.js';
import { Clock, dayOf, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { holdingOn } from './dated.js';
import { bindingCodeHash } from './binding-code.port.js';
import { hashPassword, readableSecret } from './password-hash.port.js';
import { RegionRoleRow, StaffMemberRow, StaffRoleRow } from './people.entity.js';
import { assertActive, StaffAccess } from './staff-access.js';
import { assertMayIssueSignIn } from './staff.policy.js';

/** How members of staff come to sign in: logins, first passwords, binding codes. */
@Injectable()
export class StaffSignIns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly keyring: Keyring,
    private readonly guard: SignInGuard,
    private readonly factors: SecondFactors,
    private readonly access: StaffAccess,
    private readonly idempotency: Idempotency,
  ) {}

  async bindingCode(actor: Actor, token: string, request: RequestKey): Promise<BindingCode> {
    const loaded = await this.access.load(actor, token);
    const { school, member } = loaded;
    const code = readableSecret(8);
    const now = this.clock.now();
    const expiresAt = later(now, days(1));
    const issue = async (tx: Tx) => {
      // In line with role changes: who was made principal a moment ago is a principal here.
      assertActive(await this.access.hold(tx, loaded));
      await this.assertMayIssue(tx, actor, member);
      const codes = tx.global(BindingCodeRow);
      // A new slip makes the old one worthless.
      await codes.update({ personId: member.personId, usedAt: IsNull() }, { usedAt: now });
      await codes.insert({
        codeHash: bindingCodeHash(this.keyring, code),
        personId: member.personId,
        createdBy: actor.personId,
        createdAt: now,
        expiresAt,
        usedAt: null,
      });
      await this.access.wrote(tx, actor, school, 'staff.binding_code', member.personId);
    };
    const lost = '刚才已经生成过绑定码，只显示那一次。没抄下来的话，请再点一次，会换一个新的。';
    await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, lost, () => issue(tx)),
    );
    return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt: expiresAt.toISOString() };
  }

  async resetPassword(
    actor: Actor,
    token: string,
    request: RequestKey,
  ): Promise<z.infer<typeof NewPassword>> {
    const loaded = await this.access.load(actor, token);
    const { school, member } = loaded;
    const firstPassword = readableSecret(12);
    const hash = await hashPassword(firstPassword);
    const issue = async (tx: Tx) => {
      await this.access.hold(tx, loaded);
      await this.assertMayIssue(tx, actor, member);
      const reset = { hash, mustChange: true };
      const changed = await tx
        .global(PasswordLogin)
        .update({ personId: member.personId, endedAt: IsNull() }, reset);
      if (changed.affected !== 1)
        throw new ProblemError('state_conflict', { detail: '这位老师还没有登录账号。' });
      await this.forgive(tx, member);
      await this.sessions.endAllOf(tx, member.personId);
      await this.access.wrote(tx, actor, school, 'staff.password_reset', member.personId);
    };
    const lost = '刚才已经重设过密码，只显示那一次。没抄下来的话，请再重设一次。';
    await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, lost, () => issue(tx)),
    );
    return { member: await this.access.show(loaded), firstPassword };
  }

  /** Lets somebody try at once whom wrong tries keep waiting, hers or a stranger's. */
  unlock(actor: Actor, token: string, request: RequestKey): Promise<StaffMember> {
    return this.onMember(actor, token, request, 'staff.unlocked', (tx, member) => this.forgive(tx, member));
  }

  /** Signs somebody out everywhere: she has lost a phone, or left a browser open. */
  endSessions(actor: Actor, token: string, request: RequestKey): Promise<StaffMember> {
    return this.onMember(actor, token, request, 'staff.sessions_ended', (tx, { personId }) =>
      this.sessions.endAllOf(tx, personId),
    );
  }

  /** Takes the second step from somebody who has lost her phone and her codes. Where it is asked for she sets up another. */
  resetSecondStep(actor: Actor, token: string, request: RequestKey): Promise<StaffMember> {
    return this.onMember(actor, token, request, 'staff.second_step_reset', async (tx, { personId }) => {
      if (personId === actor.personId)
        throw new ProblemError('state_conflict', { detail: '自己的请在“我的账号”里办。' });
      if (!(await this.factors.remove(tx, personId)))
        throw new ProblemError('state_conflict', { detail: '这位老师没有用动态验证码。' });
      await this.sessions.endAllOf(tx, personId);
    });
  }

  private async onMember(
    actor: Actor,
    token: string,
    request: RequestKey,
    action: string,
    work: (tx: Tx, member: StaffMemberRow) => Promise<void>,
  ): Promise<StaffMember> {
    const loaded = await this.access.load(actor, token);
    const { school, member } = loaded;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.access.hold(tx, loaded);
        await this.assertMayIssue(tx, actor, member);
        await work(tx, member);
        await this.access.wrote(tx, actor, school, action, member.personId);
      }),
    );
    return this.access.show(loaded);
  }

  private async forgive(tx: Tx, { personId }: StaffMemberRow): Promise<void> {
    const logins = await tx.global(PasswordLogin).findBy({ personId, endedAt: IsNull() });
    await this.guard.forgive(
      tx,
      logins.map((row) => row.login),
    );
  }

  /** Gives a new person a login whose password she must change. @param hash of her first password */
  async addLogin(tx: Tx, personId: number, login: string, hash: string): Promise<void> {
    try {
      await tx.global(PasswordLogin).insert({ personId, login, hash, mustChange: true, endedAt: null });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new ProblemError('already_exists', {
        detail: '这个登录账号已经有人用了，请换一个。',
        errors: [{ path: 'login', message: '已经有人用了' }],
      });
    }
  }

  /** Ends every way in which a person can act: login, binding, unused slips, open sessions. */
  async endAll(tx: Tx, personId: number): Promise<void> {
    const now = this.clock.now();
    await tx.global(PasswordLogin).update({ personId, endedAt: IsNull() }, { endedAt: now });
    await tx.global(AccountPerson).update({ personId, endedAt: IsNull() }, { endedAt: now });
    await tx.global(BindingCodeRow).update({ personId, usedAt: IsNull() }, { usedAt: now });
    await this.factors.remove(tx, personId);
    await this.sessions.endAllOf(tx, personId);
  }

  private async assertMayIssue(tx: Tx, actor: Actor, { personId, schoolId }: StaffMemberRow): Promise<void> {
    // A sign-in counts at every school: what she is elsewhere counts too.
    const today = dayOf(this.clock.now());
    if (await tx.global(RegionRoleRow).existsBy(holdingOn<RegionRoleRow>(today, { personId })))
      throw new ProblemError('state_conflict', {
        detail: '这位老师还有区县的岗位，这里不能单独改登录方式。',
      });
    const members = await tx.acrossSchools(StaffMemberRow).findBy({ personId, active: true });
    const roles = await tx.acrossSchools(StaffRoleRow).findBy(holdingOn<StaffRoleRow>(today, { personId }));
    const schools = new Set([schoolId, ...members.map((row) => row.schoolId)]);
    assertMayIssueSignIn(
      actor,
      [...schools].map((school) => ({
        schoolId: school,
        roles: roles.filter((row) => row.schoolId === school).map((row) => row.role),
      })),
    );
  }
}
