import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { z } from 'zod';
import type { ComingMove, EnrolChild, MoveChild } from '#shared/people/classrooms.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf, days, later, startOfDay } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tables, Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Timers } from '../../../platform/jobs/timers.js';
import { TimelineEvent } from '../../../platform/timeline/timeline.entity.js';
import { mayMoveChild } from '../child.policy.js';
import { ChildAccess } from '../family/child-access.js';
import { ChildHistoryBook } from '../family/child-history.js';
import type { ChildEventPayload } from '../family/child-history.js';
import { PeopleChanges } from '../people-changes.port.js';
import { Child, Classroom } from '../people.entity.js';

const comes = 'child.classroom';
const subjectOf = ({ id, schoolId }: Child) => ({ type: 'child', id, school: schoolId });

/** Children coming to a classroom, changing it from a day on, and leaving the school. */
@Injectable()
export class ChildMoves implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly timers: Timers,
    private readonly changes: PeopleChanges,
    private readonly idempotency: Idempotency,
  ) {}

  onModuleInit(): void {
    this.timers.register(comes, async (tx, { school, id }) => {
      const child = await tx.of(Child, school).findOne({ id });
      const event = await this.lastMove(tx, school, id);
      if (!child || !event || child.leftDay !== null) return;
      const { classroomId = null } = event.payload as ChildEventPayload;
      // A classroom that was closed meanwhile takes nobody: she stays where she is, and the school sees her there.
      if (classroomId !== null && !(await this.isOpen(tx, school, classroomId))) return;
      await tx.of(Child, school).update({ id }, { classroomId });
    });
  }

  /**
   * Into another classroom from a day on: at once where the day has come, else on its first minute. A move that was
   * written down before and has not come yet is replaced.
   */
  async move(actor: Actor, token: string, request: RequestKey, move: z.output<typeof MoveChild>) {
    const child = await this.access.forCommand(actor, token, mayMoveChild);
    const { fromDay } = move;
    const classroom = await this.target(child, move.classroom);
    const now = this.clock.now();
    const refused = (message: string) =>
      new ProblemError('invalid_input', { errors: [{ path: 'fromDay', message }] });
    if (fromDay < child.enrolledDay) throw refused('不能早于入园、入学的日子');
    if (fromDay > dayOf(later(now, days(366)))) throw refused('最多提前一年写');
    const classroomId = classroom?.id ?? null;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const isDue = fromDay <= dayOf(now);
        const current = await tx.of(Child, child.schoolId).findOne({ id: child.id });
        const waits = (await this.coming(current ?? child)) !== null;
        if (current?.classroomId === classroomId && !waits)
          throw new ProblemError('state_conflict', { detail: '孩子已经在这个班了。' });
        await this.timers.cancel(tx, comes, subjectOf(child));
        if (isDue) await tx.of(Child, child.schoolId).update({ id: child.id }, { classroomId });
        else await this.timers.set(tx, comes, subjectOf(child), startOfDay(fromDay));
        const payload = { classroomId, fromDay };
        await this.history.append(tx, child, { actorId: actor.personId, event: 'classroom_moved', payload });
      }),
    );
  }

  /** The move that has been written down and has not come yet. */
  async coming(child: Child): Promise<z.infer<typeof ComingMove> | null> {
    if ((await this.timers.dueAt(comes, subjectOf(child))) === null) return null;
    const { read } = this.database;
    const event = await this.lastMove(read, child.schoolId, child.id);
    if (!event) return null;
    const { classroomId, fromDay } = event.payload as ChildEventPayload;
    const row = classroomId ? await read.of(Classroom, child.schoolId).findOne({ id: classroomId }) : null;
    return { classroom: row && { token: row.token, name: row.name }, fromDay: fromDay ?? '' };
  }

  /** A child begins in a classroom. */
  async begin(
    tx: Tx,
    { id: classroomId, schoolId }: Classroom,
    { name, birthDay, enrolledDay }: z.output<typeof EnrolChild>,
    actorId: number,
  ): Promise<void> {
    const row = { token: newToken(), name, birthDay, classroomId, votingFamilyId: null };
    const child = await tx.of(Child, schoolId).insert({ ...row, enrolledDay, leftDay: null });
    const payload = { classroomId, fromDay: enrolledDay };
    await this.history.append(tx, child, { actorId, event: 'enrolled', payload });
  }

  /** A child leaves the school: `lastDay` is the last one on which her family sees her here. */
  async leave(tx: Tx, child: Child, lastDay: string, actorId: number): Promise<void> {
    await this.history.hold(tx, child);
    await this.timers.cancel(tx, comes, subjectOf(child));
    const leftDay = lastDay < child.enrolledDay ? child.enrolledDay : lastDay;
    await tx.of(Child, child.schoolId).update({ id: child.id }, { leftDay });
    await this.history.append(tx, child, { actorId, event: 'left_school', payload: { toDay: leftDay } });
    const { id: childId, schoolId: school } = child;
    if (leftDay < dayOf(this.clock.now())) await this.changes.family(tx, { school, childId });
  }

  /** Children in a classroom who have not left, as seen from the transaction. */
  async presentIn(tx: Tx, school: SchoolId, classroomId: number): Promise<Child[]> {
    return tx.of(Child, school).find({
      where: [
        { classroomId, leftDay: IsNull() },
        { classroomId, leftDay: MoreThanOrEqual(dayOf(this.clock.now())) },
      ],
      order: { id: 'ASC' },
    });
  }

  /** @throws ProblemError `invalid_input` for what is no open classroom of the child's school */
  private async target({ schoolId }: Child, token: string | null): Promise<Classroom | null> {
    if (token === null) return null;
    const row = await this.database.read.of(Classroom, schoolId).findOne({ token });
    if (row?.active) return row;
    throw new ProblemError('invalid_input', { errors: [{ path: 'classroom', message: '找不到这个班级' }] });
  }

  private isOpen(tx: Tx, school: SchoolId, id: number): Promise<boolean> {
    return tx.of(Classroom, school).exists({ id, active: true });
  }

  private async lastMove(from: Tables, school: SchoolId, childId: number): Promise<TimelineEvent | null> {
    const [event] = await from.of(TimelineEvent, school).find({
      where: { subjectType: 'child', subjectId: childId, name: In(['classroom_moved', 'enrolled']) },
      order: { seq: 'DESC' },
      take: 1,
    });
    return event ?? null;
  }
}
