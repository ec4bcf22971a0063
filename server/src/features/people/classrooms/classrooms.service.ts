import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { CloseClassroom, EnrolChild, MoveUp } from '#shared/people/classrooms.js';
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

interface NewName {
  id: number;
  name: string;
}

/** Opens classrooms, names them, moves them up a year and closes them. */
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
    const { id, schoolId } = await this.active(actor, token);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () =>
        this.nameAll(tx, actor, schoolId, [{ id, name }]),
      ),
    );
  }

  /** Gives several classrooms their new names at once: 小二班 becomes 中二班 while that one becomes 大二班. */
  async moveUp(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    { classrooms }: z.output<typeof MoveUp>,
  ): Promise<void> {
    const school = configuredSchoolOf(actor, schoolToken);
    const tokens = classrooms.map(({ classroom }) => classroom);
    const rows = await this.database.read
      .of(Classroom, school)
      .find({ where: { token: In(tokens), active: true } });
    const named = classrooms.map(({ classroom, name }, at) => {
      const row = rows.find((one) => one.token === classroom);
      if (row && tokens.indexOf(classroom) === at) return { id: row.id, name };
      throw new ProblemError('invalid_input', {
        errors: [{ path: `classrooms.${at}.classroom`, message: '找不到这个班级' }],
      });
    });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.nameAll(tx, actor, school, named)),
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
    const today = dayOf(this.clock.now());
    if (lastDay > today)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'lastDay', message: '最后一天不能晚于今天' }],
      });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await tx.hold(School, school);
        const children = await this.moves.presentIn(tx, school, id);
        if (children.length > 0 && !childrenLeave)
          throw new ProblemError('state_conflict', {
            detail: `班里还有 ${children.length} 个孩子。先给他们换班，或者选“孩子毕业离校”。`,
          });
        for (const child of children) await this.moves.leave(tx, child, lastDay, actor.personId);
        await this.roles.endInClassroom(tx, actor, school, id);
        if ((await tx.of(Classroom, school).update({ id, active: true }, { active: false })) !== 1)
          throw new ProblemError('state_conflict', { detail: '这个班已经关了。' });
        await this.wrote(tx, actor, school, 'classroom.closed', id);
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

  private async nameAll(tx: Tx, actor: Actor, school: SchoolId, named: readonly NewName[]): Promise<void> {
    await tx.hold(School, school);
    for (const { id, name } of named) {
      await tx.of(Classroom, school).update({ id }, { name });
      await this.wrote(tx, actor, school, 'classroom.renamed', id);
    }
    await this.assertNames(tx, school);
  }

  /** @throws ProblemError `already_exists` if two open classrooms have one name as they stand now */
  private async assertNames(tx: Tx, school: SchoolId): Promise<void> {
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
