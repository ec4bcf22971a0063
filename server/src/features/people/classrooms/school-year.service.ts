import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import { finishes, nameAfterYear } from '#shared/people/classroom-names.js';
import type { MoveUp, YearPlan } from '#shared/people/classrooms.js';
import { AuditRow } from '../../../platform/audit/audit.entity.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Classroom, School } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { ClassroomBooks } from './classroom-book.service.js';
import { ClassroomsService } from './classrooms.service.js';

type Order = z.output<typeof MoveUp>;

const movedUp = 'classroom.moved_up';

/** The end of a school year: classrooms move up, and those that finish leave. */
@Injectable()
export class SchoolYears {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly books: ClassroomBooks,
    private readonly classrooms: ClassroomsService,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** What would happen, as a proposal. Changes nothing, and names no child. */
  async plan(actor: Actor, schoolToken: string | undefined): Promise<YearPlan> {
    const school = configuredSchoolOf(actor, schoolToken);
    const year = Number(dayOf(this.clock.now()).slice(0, 4));
    const { items } = await this.books.list(actor, { school: schoolToken, active: 'true' });
    const [last] = await this.database.read.global(AuditRow).find({
      where: { subjectType: 'school', subjectId: school, action: movedUp },
      order: { id: 'DESC' },
      take: 1,
    });
    const people = await this.people.people([last?.actorId ?? null]);
    return {
      items: items.map(({ token, name, children, classTeachers, subjectTeachers }) => ({
        ...{ token, name, children },
        nextName: nameAfterYear(name, year),
        finishes: finishes(name),
        teachers: [...new Set([...classTeachers, ...subjectTeachers].map((one) => one.name))],
      })),
      last: last ? { at: last.at.toISOString(), by: people.get(last.actorId ?? 0)?.name ?? null } : null,
    };
  }

  /**
   * All at once or nothing. What stands already as the order wants it is left as it is: whoever gives the same order
   * again, under another key too, moves nobody a second time.
   * @throws ProblemError `state_conflict` for a classroom that is called otherwise by now · `already_exists` if two
   *   would have one name
   */
  async moveUp(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    order: Order,
  ): Promise<void> {
    const school = configuredSchoolOf(actor, schoolToken);
    if (order.lastDay !== null) this.classrooms.assertPast(order.lastDay);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.carryOut(tx, actor, school, order)),
    );
  }

  private async carryOut(tx: Tx, actor: Actor, school: SchoolId, order: Order): Promise<void> {
    await tx.hold(School, school);
    const { leaving, classrooms, lastDay } = order;
    const rows = await this.meant(tx, school, order);
    const changed = (row: Classroom) =>
      new ProblemError('state_conflict', {
        detail: `有一个班现在叫“${row.name}”${row.active ? '' : '，已经关了'}，和您看到的不一样。什么都没有改，请重新打开看一看。`,
      });
    let changes = 0;
    // Who finishes first: the name becomes free for who comes after.
    for (const { classroom, from } of leaving) {
      const row = rows.get(classroom) as Classroom;
      if (row.name !== from) throw changed(row);
      if (row.active && (await this.classrooms.closeOne(tx, actor, row, lastDay ?? ''))) changes++;
    }
    for (const { classroom, from, name } of classrooms) {
      const row = rows.get(classroom) as Classroom;
      if (!row.active || (row.name !== from && row.name !== name)) throw changed(row);
      if (row.name === name) continue;
      await this.classrooms.nameOne(tx, actor, row, name);
      changes++;
    }
    await this.classrooms.assertNames(tx, school);
    if (changes === 0) return;
    const subject = { type: 'school', id: school };
    await this.audit.wrote(tx, { action: movedUp, actor: byPerson(actor.personId), school, subject });
  }

  /** @throws ProblemError `invalid_input` for what is no classroom of the school, or stands there twice */
  private async meant(
    tx: Tx,
    school: SchoolId,
    { classrooms, leaving }: Order,
  ): Promise<Map<string, Classroom>> {
    const named = [
      ...classrooms.map(({ classroom }, at) => ({ classroom, path: `classrooms.${at}.classroom` })),
      ...leaving.map(({ classroom }, at) => ({ classroom, path: `leaving.${at}.classroom` })),
    ];
    const tokens = named.map(({ classroom }) => classroom);
    const rows = await tx.of(Classroom, school).find({ where: { token: In(tokens) } });
    const wrong = named.find(
      ({ classroom }, at) =>
        tokens.indexOf(classroom) !== at || !rows.some(({ token }) => token === classroom),
    );
    if (wrong)
      throw new ProblemError('invalid_input', {
        errors: [{ path: wrong.path, message: '找不到这个班级' }],
      });
    return new Map(rows.map((row) => [row.token, row]));
  }
}
