import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { z } from 'zod';
import type { GiveRole, StaffMember } from '#shared/people/contract.js';
import type { EndRole } from '#shared/people/roles.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Timers } from '../../platform/jobs/timers.js';
import { dayAfter, overlap } from './dated-roles.js';
import { holdingOn } from './dated.js';
import { StaffMemberRow, StaffRoleRow } from './people.entity.js';
import { PeopleChanges } from './people-changes.port.js';
import { PeopleDirectory } from './people.port.js';
import { RolesToday } from './roles-today.js';
import { SchoolDays } from './school-days.js';
import { assertActive, StaffAccess } from './staff-access.js';
import type { LoadedMember } from './staff-access.js';
import { StaffDepartures } from './staff-left.port.js';
import { StaffSignIns } from './staff-sign-ins.service.js';
import { assertMayGive, isOfClassroom, safeguardingRoles } from './staff.policy.js';

/** Which roles end; without `role` all of them, without `classroomId` in every classroom. */
interface Ending {
  role?: StaffRole;
  classroomId?: number | undefined;
  /** The last day on which they hold; without it they hold no longer from now on. */
  lastDay?: string;
  because?: string | null;
}

/** Offices that a school is never without, once it has had them: any one of `roles` is enough. */
const offices: readonly { roles: readonly StaffRole[]; refusal: string }[] = [
  { roles: ['principal'], refusal: '学校总要有一位园长/校长，请先给别人这个岗位。' },
  { roles: safeguardingRoles, refusal: '学校总要有一位安全保护专员或副专员，请先给别人这个岗位。' },
];

/** Rings for roles that were given an end before `DayTurn` looked after that. */
const expiry = 'staff.role_expiry';

/** Gives roles to members of staff, ends them, and sees people out. */
@Injectable()
export class StaffRoles implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly roles: RolesToday,
    private readonly access: StaffAccess,
    private readonly signIns: StaffSignIns,
    private readonly departures: StaffDepartures,
    private readonly timers: Timers,
    private readonly days: SchoolDays,
    private readonly changes: PeopleChanges,
    private readonly idempotency: Idempotency,
  ) {}

  onModuleInit(): void {
    this.changes.onRoles(async (tx, { school, personId }) => {
      this.roles.forget(tx, school);
      await this.handOn(tx, school, personId);
    });
    this.timers.register(expiry, async (tx, { school, id }) => {
      const row = await tx.of(StaffRoleRow, school).findOne({ id });
      if (row) await this.handOn(tx, school, row.personId);
    });
  }

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
        await this.add(tx, actor, school, member.personId, given);
        await this.access.wrote(tx, actor, school, 'staff.role_given', member.personId);
      }),
    );
    return this.access.show(loaded);
  }

  /** Adds a role from a day on. The caller has decided that it may be given. */
  async add(
    tx: Tx,
    actor: Actor,
    school: SchoolId,
    personId: number,
    given: z.output<typeof GiveRole>,
  ): Promise<void> {
    const refused = (path: string, message: string) =>
      new ProblemError('invalid_input', { errors: [{ path, message }] });
    const { role, toDay, because } = given;
    if (given.classroom !== null && !isOfClassroom(role)) throw refused('classroom', '这个岗位不分班级');
    const classroom =
      given.classroom === null ? null : await this.people.classroomByToken(school, given.classroom);
    if (given.classroom !== null && !classroom?.active) throw refused('classroom', '找不到这个班级');
    if (role === 'class_teacher' && !classroom) throw refused('classroom', '班主任要选一个班级');
    const now = this.clock.now();
    const today = dayOf(now);
    const fromDay = given.fromDay ?? today;
    if (fromDay < today) throw refused('fromDay', '从今天或以后开始');
    if (toDay !== null && toDay < fromDay) throw refused('toDay', '这一天已经过了');
    const table = tx.of(StaffRoleRow, school);
    const classroomId = classroom?.id ?? null;
    const held = await table.find({ where: { personId, role } });
    if (held.some((one) => one.classroomId === classroomId && overlap(one, { fromDay, toDay })))
      throw new ProblemError('already_exists', { detail: '这段时间已经有这个岗位了。' });
    const row = { personId, role, classroomId, fromDay, toDay, because };
    await table.insert({ ...row, givenById: actor.personId, givenAt: now });
    this.roles.forget(tx, school);
    await this.days.ensureAllIn(tx, school);
    if (fromDay <= today) await this.changes.roles(tx, { school, personId });
  }

  /** Ends a role at once, or with a day to come. Who has none left has left her work to others. */
  async end(
    actor: Actor,
    token: string,
    request: RequestKey,
    ending: z.output<typeof EndRole>,
  ): Promise<StaffMember> {
    const loaded = await this.access.load(actor, token);
    const { school, member } = loaded;
    const { personId } = member;
    const classroom =
      ending.classroom === null ? undefined : await this.people.classroomByToken(school, ending.classroom);
    if (classroom === null)
      throw new ProblemError('invalid_input', { errors: [{ path: 'classroom', message: '找不到这个班级' }] });
    const { role, because, toDay } = ending;
    if (toDay !== null && toDay < dayOf(this.clock.now()))
      throw new ProblemError('invalid_input', { errors: [{ path: 'toDay', message: '这一天已经过了' }] });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.access.hold(tx, loaded);
        const which = {
          role,
          classroomId: classroom?.id,
          because,
          ...(toDay === null ? {} : { lastDay: toDay }),
        };
        if ((await this.endRoles(tx, actor, school, personId, which)) === 0)
          throw new ProblemError('not_found');
        await this.changes.roles(tx, { school, personId });
        await this.access.wrote(tx, actor, school, 'staff.role_ended', personId);
      }),
    );
    return this.access.show(loaded);
  }

  /** Nobody teaches a classroom any more: it closes. */
  async endInClassroom(tx: Tx, actor: Actor, school: SchoolId, classroomId: number): Promise<void> {
    const today = dayOf(this.clock.now());
    const rows = await tx.of(StaffRoleRow, school).find({ where: { classroomId } });
    const teaching = rows.filter(({ toDay }) => toDay === null || toDay >= today);
    for (const personId of new Set(teaching.map((row) => row.personId))) {
      await this.endRoles(tx, actor, school, personId, { classroomId });
      await this.changes.roles(tx, { school, personId });
      await this.access.wrote(tx, actor, school, 'staff.role_ended', personId);
    }
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
    await this.endRoles(tx, actor, school, personId, {});
    const change = { active: false, toDay: dayOf(this.clock.now()) };
    await tx.of(StaffMemberRow, school).update({ id: member.id }, change);
    const elsewhere = await tx.acrossSchools(StaffMemberRow).existsBy({ personId, active: true });
    if (!elsewhere) await this.signIns.endAll(tx, personId);
    await this.departures.left(tx, { school, personId });
    await this.access.wrote(tx, actor, school, 'staff.left', personId);
  }

  /** The work of somebody who holds no role any more goes to others. */
  private async handOn(tx: Tx, school: SchoolId, personId: number): Promise<void> {
    if ((await this.people.rolesOf(school, personId)).length === 0)
      await this.departures.left(tx, { school, personId });
  }

  /**
   * @returns how many roles ended
   * @throws ProblemError `state_conflict` if an office that she held would then be empty
   */
  private async endRoles(
    tx: Tx,
    actor: Actor,
    school: SchoolId,
    personId: number,
    { role, classroomId, lastDay, because = null }: Ending,
  ): Promise<number> {
    const before = await this.people.rolesOf(school, personId);
    const now = this.clock.now();
    const which = { personId, ...(role ? { role } : {}), ...(classroomId ? { classroomId } : {}) };
    const toDay = lastDay ?? dayOf(later(now, -days(1)));
    const table = tx.of(StaffRoleRow, school);
    // Open ones, and those whose end was already set for later.
    const rows = await table.find({
      where: [
        { ...which, toDay: IsNull() },
        { ...which, toDay: MoreThan(toDay) },
      ],
    });
    const by = { endedById: actor.personId, endedAt: now, endedBecause: because };
    for (const row of rows) await table.update({ id: row.id }, { toDay, ...by });
    this.roles.forget(tx, school);
    if (lastDay !== undefined) await this.days.ensureAllIn(tx, school);
    for (const { roles, refusal } of offices) {
      if (!roles.some((one) => before.includes(one))) continue;
      if (!(await this.isHeld(tx, school, roles, dayAfter(toDay))))
        throw new ProblemError('state_conflict', { detail: refusal });
    }
    return rows.length;
  }

  private async isHeld(tx: Tx, school: SchoolId, roles: readonly StaffRole[], day: string): Promise<boolean> {
    for (const role of roles) {
      const held = await tx.of(StaffRoleRow, school).find({ where: holdingOn<StaffRoleRow>(day, { role }) });
      if (held.length > 0) return true;
    }
    return false;
  }
}
