import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { z } from 'zod';
import type { GiveRole, StaffMember } from '#shared/people/contract.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { holdingOn } from './dated.js';
import { StaffMemberRow, StaffRoleRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';
import { RolesToday } from './roles-today.js';
import { assertActive, StaffAccess } from './staff-access.js';
import type { LoadedMember } from './staff-access.js';
import { StaffDepartures } from './staff-left.port.js';
import { StaffSignIns } from './staff-sign-ins.service.js';
import { assertMayGive, isOfClassroom, safeguardingRoles } from './staff.policy.js';

/** Which roles end; without `role` all of them, without `classroomId` in every classroom. */
interface Ending {
  role?: StaffRole;
  classroomId?: number | undefined;
}

/** Offices that a school is never without, once it has had them: any one of `roles` is enough. */
const offices: readonly { roles: readonly StaffRole[]; refusal: string }[] = [
  { roles: ['principal'], refusal: '学校总要有一位园长/校长，请先给别人这个岗位。' },
  { roles: safeguardingRoles, refusal: '学校总要有一位安全保护专员或副专员，请先给别人这个岗位。' },
];

/** Gives roles to members of staff, ends them, and sees people out. */
@Injectable()
export class StaffRoles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly roles: RolesToday,
    private readonly access: StaffAccess,
    private readonly signIns: StaffSignIns,
    private readonly departures: StaffDepartures,
    private readonly idempotency: Idempotency,
  ) {}

  async give(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof GiveRole>,
  ): Promise<StaffMember> {
    const loaded = await this.access.load(actor, token);
    const { school, member } = loaded;
    assertMayGive(actor, school, given.role, member.personId);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        assertActive(await this.access.hold(tx, loaded));
        await this.add(tx, school, member.personId, given);
        await this.access.wrote(tx, actor, school, 'staff.role_given', member.personId);
      }),
    );
    return this.access.show(loaded);
  }

  /** Adds a role from today on. The caller has decided that it may be given. */
  async add(tx: Tx, school: SchoolId, personId: number, given: z.output<typeof GiveRole>): Promise<void> {
    const refused = (message: string) =>
      new ProblemError('invalid_input', { errors: [{ path: 'classroom', message }] });
    if (given.classroom !== null && !isOfClassroom(given.role)) throw refused('这个岗位不分班级');
    const classroom =
      given.classroom === null ? null : await this.people.classroomByToken(school, given.classroom);
    if (given.classroom !== null && !classroom) throw refused('找不到这个班级');
    if (given.role === 'class_teacher' && !classroom) throw refused('班主任要选一个班级');
    const table = tx.of(StaffRoleRow, school);
    const row = { personId, role: given.role, classroomId: classroom?.id ?? null };
    const fromDay = dayOf(this.clock.now());
    const { toDay } = given;
    if (toDay !== null && toDay < fromDay)
      throw new ProblemError('invalid_input', { errors: [{ path: 'toDay', message: '这一天已经过了' }] });
    const held = await table.find({
      where: holdingOn<StaffRoleRow>(fromDay, { personId, role: given.role }),
    });
    if (held.some((one) => one.classroomId === row.classroomId)) throw new ProblemError('already_exists');
    await table.insert({ ...row, fromDay, toDay });
    this.roles.forget(tx, school);
  }

  /** Ends a role with yesterday: today it no longer holds. Who has none left has left her work to others. */
  async end(actor: Actor, token: string, role: StaffRole, classroomToken?: string): Promise<StaffMember> {
    const loaded = await this.access.load(actor, token);
    const { school, member } = loaded;
    const { personId } = member;
    const classroom =
      classroomToken === undefined ? undefined : await this.people.classroomByToken(school, classroomToken);
    if (classroom === null) throw new ProblemError('not_found');
    await this.database.write(async (tx) => {
      await this.access.hold(tx, loaded);
      const ended = await this.endRoles(tx, school, personId, { role, classroomId: classroom?.id });
      if (ended === 0) throw new ProblemError('not_found');
      if ((await this.people.rolesOf(school, personId)).length === 0)
        await this.departures.left(tx, { school, personId });
      await this.access.wrote(tx, actor, school, 'staff.role_ended', personId);
    });
    return this.access.show(loaded);
  }

  /** Leaving ends roles, password, WeChat binding and every session, and hands open work on, in one transaction. */
  async leave(actor: Actor, token: string, request: RequestKey): Promise<StaffMember> {
    const loaded = await this.access.load(actor, token);
    const { personId } = loaded.member;
    if (personId === actor.personId)
      throw new ProblemError('state_conflict', { detail: '不能给自己办离职，请让另一位管理员来办。' });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.seeOut(tx, actor, loaded)),
    );
    return this.access.show(loaded);
  }

  private async seeOut(tx: Tx, actor: Actor, loaded: LoadedMember): Promise<void> {
    const { school, member } = loaded;
    const { personId } = member;
    await this.access.hold(tx, loaded);
    await this.endRoles(tx, school, personId, {});
    const change = { active: false, toDay: dayOf(this.clock.now()) };
    await tx.of(StaffMemberRow, school).update({ id: member.id }, change);
    const elsewhere = await tx.acrossSchools(StaffMemberRow).existsBy({ personId, active: true });
    if (!elsewhere) await this.signIns.endAll(tx, personId);
    await this.departures.left(tx, { school, personId });
    await this.access.wrote(tx, actor, school, 'staff.left', personId);
  }

  /**
   * @returns how many roles ended
   * @throws ProblemError `state_conflict` if an office that she held would then be empty
   */
  private async endRoles(tx: Tx, school: SchoolId, personId: number, ending: Ending): Promise<number> {
    const before = await this.people.rolesOf(school, personId);
    const { role, classroomId } = ending;
    const which = { personId, ...(role ? { role } : {}), ...(classroomId ? { classroomId } : {}) };
    const yesterday = dayOf(later(this.clock.now(), -days(1)));
    const table = tx.of(StaffRoleRow, school);
    let ended = 0;
    // Open ones, and those whose end was already set for today or later.
    for (const toDay of [IsNull(), MoreThan(yesterday)])
      ended += await table.update({ ...which, toDay }, { toDay: yesterday });
    this.roles.forget(tx, school);
    for (const { roles, refusal } of offices) {
      if (!roles.some((one) => before.includes(one))) continue;
      if (!(await this.isHeld(school, roles))) throw new ProblemError('state_conflict', { detail: refusal });
    }
    return ended;
  }

  private async isHeld(school: SchoolId, roles: readonly StaffRole[]): Promise<boolean> {
    for (const role of roles) {
      if ((await this.people.holders(school, role, null)).length > 0) return true;
    }
    return false;
  }
}
