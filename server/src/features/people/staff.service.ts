import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, MoreThan } from 'typeorm';
import type { z } from 'zod';
import type {
  AssigneeList,
  BindingCode,
  CreatedStaff,
  CreateStaff,
  GiveRole,
  StaffMember,
  StaffPage,
  StaffQuery,
} from '#shared/people/contract.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AccountPerson, BindingCodeRow, PasswordLogin, Person } from '../../platform/auth/identity.entity.js';
import { hashOf, Sessions } from '../../platform/auth/sessions.js';
import { Clock, dayOf, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { holdingOn } from './affiliations.js';
import { hashPassword, readableSecret } from './password-hash.port.js';
import { StaffMemberRow, StaffRoleRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';
import { StaffPresenter } from './staff.presenter.js';

/** The school's staff: who works here, in which roles, and how they sign in. Only principal and administrator. */
@Injectable()
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly people: PeopleDirectory,
    private readonly presenter: StaffPresenter,
    private readonly audit: Audit,
  ) {}

  async list(actor: Actor, query: z.infer<typeof StaffQuery>): Promise<z.infer<typeof StaffPage>> {
    const school = configuredSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const members = await this.database.read.of(StaffMemberRow, school).find({
      where: { active: query.active === 'true', ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take,
    });
    const page = pageFrom(members, query.limit);
    return { items: await this.presenter.present(school, page.items), nextCursor: page.nextCursor };
  }

  /** Whoever may hand an issue on sees whom she can hand it to: everybody who works here, by name and role. */
  async assignees(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof AssigneeList>> {
    const school = schoolOf(actor, schoolToken).id;
    if (!actor.positions.some((position) => position.school.id === school))
      throw new ProblemError('not_found');
    const today = dayOf(this.clock.now());
    const rows = await this.database.read
      .of(StaffRoleRow, school)
      .find({ where: holdingOn<StaffRoleRow>(today, {}) });
    const people = await this.people.people(rows.map((row) => row.personId));
    const items = [...people.values()].map(({ id, token, name }) => ({
      token,
      name,
      roles: [...new Set(rows.filter((row) => row.personId === id).map((row) => row.role))],
    }));
    return { items: items.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN')) };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    input: z.output<typeof CreateStaff>,
  ): Promise<CreatedStaffView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const firstPassword = input.login === null ? null : readableSecret(12);
    const hash = firstPassword === null ? null : await hashPassword(firstPassword);
    const today = dayOf(this.clock.now());
    const row = await this.database.write(async (tx) => {
      const people = tx.global(Person);
      const person = people.create({ token: newToken(), name: input.name, createdAt: this.clock.now() });
      await people.insert(person);
      const member = await tx
        .of(StaffMemberRow, school)
        .insert({ personId: person.id, active: true, fromDay: today, toDay: null });
      for (const role of input.roles) await this.addRole(tx, school, person.id, role);
      if (input.login !== null && hash !== null) await this.addLogin(tx, person.id, input.login, hash);
      await this.wrote(tx, actor, school, 'staff.created', person.id);
      return member;
    });
    return { member: await this.one(school, row), firstPassword };
  }

  async giveRole(actor: Actor, token: string, role: z.output<typeof GiveRole>): Promise<StaffMember> {
    const { school, member } = await this.load(actor, token);
    await this.database.write(async (tx) => {
      await this.addRole(tx, school, member.personId, role);
      await this.wrote(tx, actor, school, 'staff.role_given', member.personId);
    });
    return this.one(school, member);
  }

  /** Ends a role with yesterday: today it no longer holds. The last principal cannot be taken away. */
  async endRole(actor: Actor, token: string, role: StaffRole, classroomToken?: string): Promise<StaffMember> {
    const { school, member } = await this.load(actor, token);
    const classroom =
      classroomToken === undefined ? undefined : await this.people.classroomByToken(school, classroomToken);
    if (classroom === null) throw new ProblemError('not_found');
    if (role === 'principal' && (await this.people.holders(school, 'principal', null)).length < 2) {
      throw new ProblemError('state_conflict', { detail: '学校总要有一位园长/校长，请先给别人这个岗位。' });
    }
    await this.database.write(async (tx) => {
      await this.endRoles(tx, school, member.personId, role, classroom?.id);
      await this.wrote(tx, actor, school, 'staff.role_ended', member.personId);
    });
    return this.one(school, member);
  }

  /** Leaving ends roles, password, WeChat binding and every session, in one transaction. */
  async leave(actor: Actor, token: string): Promise<StaffMember> {
    const { school, member } = await this.load(actor, token);
    const { personId } = member;
    if (personId === actor.personId)
      throw new ProblemError('state_conflict', { detail: '不能给自己办离职，请让另一位管理员来办。' });
    const now = this.clock.now();
    await this.database.write(async (tx) => {
      await this.endRoles(tx, school, personId);
      await tx.of(StaffMemberRow, school).update({ id: member.id }, { active: false, toDay: dayOf(now) });
      const elsewhere = await tx.acrossSchools(StaffMemberRow).existsBy({ personId, active: true });
      if (!elsewhere) await this.endSignIns(tx, personId, now);
      await this.wrote(tx, actor, school, 'staff.left', personId);
    });
    member.active = false;
    return this.one(school, member);
  }

  async bindingCode(actor: Actor, token: string): Promise<BindingCode> {
    const { school, member } = await this.load(actor, token);
    if (!member.active) throw new ProblemError('state_conflict', { detail: '这位老师已经离职。' });
    const code = readableSecret(8);
    const now = this.clock.now();
    const expiresAt = later(now, days(1));
    await this.database.write(async (tx) => {
      const codes = tx.global(BindingCodeRow);
      // A new slip makes the old one worthless.
      await codes.update({ personId: member.personId, usedAt: IsNull() }, { usedAt: now });
      await codes.insert({
        codeHash: hashOf(code),
        personId: member.personId,
        createdBy: actor.personId,
        createdAt: now,
        expiresAt,
        usedAt: null,
      });
      await this.wrote(tx, actor, school, 'staff.binding_code', member.personId);
    });
    return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt: expiresAt.toISOString() };
  }

  async resetPassword(actor: Actor, token: string): Promise<CreatedStaffView> {
    const { school, member } = await this.load(actor, token);
    const firstPassword = readableSecret(12);
    const hash = await hashPassword(firstPassword);
    await this.database.write(async (tx) => {
      const reset = { hash, mustChange: true, failures: 0, lockedUntil: null };
      const changed = await tx
        .global(PasswordLogin)
        .update({ personId: member.personId, endedAt: IsNull() }, reset);
      if (changed.affected !== 1)
        throw new ProblemError('state_conflict', { detail: '这位老师还没有登录账号。' });
      await this.sessions.endAllOf(tx, member.personId);
      await this.wrote(tx, actor, school, 'staff.password_reset', member.personId);
    });
    return { member: await this.one(school, member), firstPassword };
  }

  private async load(actor: Actor, token: string): Promise<{ school: SchoolId; member: StaffMemberRow }> {
    const person = found(await this.database.read.global(Person).findOneBy({ token }));
    for (const { school, role } of actor.positions) {
      if (role !== 'principal' && role !== 'school_admin') continue;
      const member = await this.database.read.of(StaffMemberRow, school.id).findOne({ personId: person.id });
      if (member) return { school: school.id, member };
    }
    throw new ProblemError('not_found');
  }

  private async one(school: SchoolId, member: StaffMemberRow): Promise<StaffMember> {
    return found((await this.presenter.present(school, [member]))[0]);
  }

  private async addRole(
    tx: Tx,
    school: SchoolId,
    personId: number,
    given: z.output<typeof GiveRole>,
  ): Promise<void> {
    const classroom =
      given.classroom === null ? null : await this.people.classroomByToken(school, given.classroom);
    if (given.classroom !== null && !classroom)
      throw new ProblemError('invalid_input', { errors: [{ path: 'classroom', message: '找不到这个班级' }] });
    if (given.role === 'class_teacher' && !classroom) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'classroom', message: '班主任要选一个班级' }],
      });
    }
    const table = tx.of(StaffRoleRow, school);
    const row = { personId, role: given.role, classroomId: classroom?.id ?? null };
    const fromDay = dayOf(this.clock.now());
    const held = await table.find({
      where: holdingOn<StaffRoleRow>(fromDay, { personId, role: given.role }),
    });
    if (held.some((one) => one.classroomId === row.classroomId)) throw new ProblemError('already_exists');
    await table.insert({ ...row, fromDay, toDay: null });
  }

  private async addLogin(tx: Tx, personId: number, login: string, hash: string): Promise<void> {
    try {
      await tx
        .global(PasswordLogin)
        .insert({ personId, login, hash, mustChange: true, failures: 0, lockedUntil: null, endedAt: null });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new ProblemError('already_exists', {
        detail: '这个登录账号已经有人用了，请换一个。',
        errors: [{ path: 'login', message: '已经有人用了' }],
      });
    }
  }

  private async endRoles(
    tx: Tx,
    school: SchoolId,
    personId: number,
    role?: StaffRole,
    classroomId?: number,
  ): Promise<void> {
    const yesterday = dayOf(later(this.clock.now(), -days(1)));
    const which = { personId, ...(role ? { role } : {}), ...(classroomId ? { classroomId } : {}) };
    const table = tx.of(StaffRoleRow, school);
    let ended = 0;
    // Open ones, and those whose end was already set for today or later.
    for (const toDay of [IsNull(), MoreThan(yesterday)])
      ended += await table.update({ ...which, toDay }, { toDay: yesterday });
    if (role && ended === 0) throw new ProblemError('not_found');
  }

  private async endSignIns(tx: Tx, personId: number, now: Date): Promise<void> {
    await tx.global(PasswordLogin).update({ personId, endedAt: IsNull() }, { endedAt: now });
    await tx.global(AccountPerson).update({ personId, endedAt: IsNull() }, { endedAt: now });
    await tx.global(BindingCodeRow).update({ personId, usedAt: IsNull() }, { usedAt: now });
    await this.sessions.endAllOf(tx, personId);
  }

  private wrote(tx: Tx, actor: Actor, school: SchoolId, action: string, personId: number): Promise<void> {
    return this.audit.wrote(tx, {
      action,
      actor: byPerson(actor.personId),
      school,
      subject: { type: 'person', id: personId },
    });
  }
}

type CreatedStaffView = z.infer<typeof CreatedStaff>;
