import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CloseClassroom, EnrolChild } from '#shared/people/classrooms.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Classroom, School } from '../people.entity.js';
import { StaffRoles } from '../staff-roles.service.js';
import { ChildMoves } from './child-moves.service.js';
import { ClassroomAccess } from './classroom-access.js';

/** Opens classrooms, names them and closes them. */
@Injectable()
export class ClassroomsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ClassroomAccess,
    private readonly moves: ChildMoves,
    private readonly roles: StaffRoles,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** @returns the token of the new classroom */
  async create(actor: Actor, schoolToken: string | undefined, request: RequestKey, name: string) {
    const school = configuredSchoolOf(actor, schoolToken);
    const made = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        await tx.hold(School, school);
        const row = await tx.of(Classroom, school).insert({ token: newToken(), name, active: true });
        await this.assertNames(tx, school);
        await this.wrote(tx, actor, school, 'classroom.created', row.id);
        return row.token;
      }),
    );
    return made.token;
  }

  async rename(actor: Actor, token: string, request: RequestKey, name: string): Promise<void> {
    const row = await this.active(actor, token);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await tx.hold(School, row.schoolId);
        await this.nameOne(tx, actor, row, name);
        await this.assertNames(tx, row.schoolId);
      }),
    );
  }

  /**
   * Closes a classroom: its teachers teach it no longer from today on, and who is still in it leaves the school.
   * @throws ProblemError `state_conflict` while children are in it who are not to leave
   */
  async close(
    actor: Actor,
    token: string,
    request: RequestKey,
    { lastDay, childrenLeave }: z.output<typeof CloseClassroom>,
  ): Promise<void> {
    const row = await this.access.forCommand(actor, token);
    const { id, schoolId: school } = row;
    this.assertPast(lastDay);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await tx.hold(School, school);
        const children = await this.moves.presentIn(tx, school, id);
        if (children.length > 0 && !childrenLeave)
          throw new ProblemError('state_conflict', {
            detail: `班里还有 ${children.length} 个孩子。先给他们换班，或者选“孩子毕业离校”。`,
          });
        if (!(await this.closeOne(tx, actor, row, lastDay)))
          throw new ProblemError('state_conflict', { detail: '这个班已经关了。' });
      }),
    );
  }

  async enrol(
    actor: Actor,
    token: string,
    request: RequestKey,
    child: z.output<typeof EnrolChild>,
  ): Promise<void> {
    const classroom = await this.active(actor, token);
    if (child.birthDay !== null && child.birthDay > child.enrolledDay)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'birthDay', message: '生日要在入园以前' }],
      });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () =>
        this.moves.begin(tx, classroom, child, actor.personId),
      ),
    );
  }

  /** @throws ProblemError `state_conflict` for one that is closed */
  private async active(actor: Actor, token: string): Promise<Classroom> {
    const row = await this.access.forCommand(actor, token);
    if (!row.active) throw new ProblemError('state_conflict', { detail: '这个班已经关了。' });
    return row;
  }

  /**
   * Closes a classroom of a school that is held: who is in it leaves the school, and its teachers teach it no longer.
   * @returns false for one that was closed before
   * @throws ProblemError `state_conflict` while somebody in it is to come to another classroom: she stays at school
   */
  async closeOne(tx: Tx, actor: Actor, { id, schoolId }: Classroom, lastDay: string): Promise<boolean> {
    if ((await tx.of(Classroom, schoolId).update({ id, active: true }, { active: false })) !== 1)
      return false;
    const children = await this.moves.presentIn(tx, schoolId, id);
    const moves = await Promise.all(children.map((child) => this.moves.coming(child)));
    const staying = moves.filter((move) => move !== null).length;
    if (staying > 0)
      throw new ProblemError('state_conflict', {
        detail: `班里有 ${staying} 个孩子已经定好要换到别的班。先给他们换班，再让这个班毕业。`,
      });
    for (const child of children) await this.moves.leave(tx, child, lastDay, actor.personId);
    await this.roles.endInClassroom(tx, actor, schoolId, id);
    await this.wrote(tx, actor, schoolId, 'classroom.closed', id);
    return true;
  }

  /** Names a classroom of a school that is held. The caller looks at all names when it is through. */
  async nameOne(tx: Tx, actor: Actor, { id, schoolId }: Classroom, name: string): Promise<void> {
    await tx.of(Classroom, schoolId).update({ id }, { name });
    await this.wrote(tx, actor, schoolId, 'classroom.renamed', id);
  }

  /** @throws ProblemError `invalid_input` for a last day that is still to come */
  assertPast(lastDay: string): void {
    if (lastDay <= dayOf(this.clock.now())) return;
    throw new ProblemError('invalid_input', {
      errors: [{ path: 'lastDay', message: '最后一天不能晚于今天' }],
    });
  }

  /** @throws ProblemError `already_exists` if two open classrooms have one name as they stand now */
  async assertNames(tx: Tx, school: SchoolId): Promise<void> {
    const rows = await tx.of(Classroom, school).find({ where: { active: true } });
    const names = rows.map((row) => row.name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined)
      throw new ProblemError('already_exists', { detail: `已经有一个班叫“${twice}”了。` });
  }

  private wrote(tx: Tx, actor: Actor, school: SchoolId, action: string, id: number): Promise<void> {
    return this.audit.wrote(tx, {
      action,
      actor: byPerson(actor.personId),
      school,
      subject: { type: 'classroom', id },
    });
  }
}
