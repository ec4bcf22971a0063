import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type {
  ClassroomBook,
  ClassroomBookQuery,
  ClassroomDetail,
  ClassroomRow,
} from '#shared/people/classrooms.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { leads, schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { classroomsSeenBy } from '../child.policy.js';
import { Child, Classroom } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { RolesToday } from '../roles-today.js';
import { ClassroomAccess } from './classroom-access.js';

/** Classrooms with who teaches and who is in them; a whole school with the same statements as one classroom. */
@Injectable()
export class ClassroomBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ClassroomAccess,
    private readonly people: PeopleDirectory,
    private readonly roles: RolesToday,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who may see no child of the school by office */
  async list(actor: Actor, query: z.output<typeof ClassroomBookQuery>): Promise<ClassroomBook> {
    const school = schoolOf(actor, query.school).id;
    const seen = classroomsSeenBy(actor, school);
    if (seen !== 'all' && seen.length === 0) throw new ProblemError('forbidden');
    requireUnlocked(actor);
    const rows = await this.database.read.of(Classroom, school).find({
      where: { active: query.active === 'true', ...(seen === 'all' ? {} : { id: In(seen) }) },
      order: { id: 'ASC' },
    });
    const unplaced = seen === 'all' ? (await this.access.children(actor, school, null)).length : null;
    return {
      items: await this.present(actor, school, rows),
      unplaced,
      abilities: { manage: leads(actor, school) },
    };
  }

  async get(actor: Actor, token: string): Promise<ClassroomDetail> {
    const row = await this.access.load(actor, token);
    const { schoolId: school, id } = row;
    const pupils = await this.access.children(actor, school, id);
    await this.audit.read(
      {
        action: 'classroom.get',
        actor: byPerson(actor.personId),
        school,
        subject: { type: 'classroom', id },
      },
      ['basic'],
      pupils.map((pupil) => pupil.id),
    );
    const [shown] = await this.present(actor, school, [row]);
    if (!shown) throw new ProblemError('not_found');
    return {
      ...shown,
      pupils: pupils.map(({ token: child, name, birthDay }) => ({ token: child, name, birthDay })),
      abilities: { manage: leads(actor, school) },
    };
  }

  private async present(actor: Actor, school: SchoolId, rows: readonly Classroom[]): Promise<ClassroomRow[]> {
    const teaching = await this.roles.today(school);
    const people = await this.people.people(teaching.map((one) => one.personId));
    const counts = await this.counts(actor, school, rows);
    const teachers = (classroomId: number, role: StaffRole) =>
      teaching
        .filter((one) => one.classroomId === classroomId && one.role === role)
        .flatMap(({ personId }) => {
          const person = people.get(personId);
          return person ? [{ token: person.token, name: person.name }] : [];
        });
    return rows.map(({ id, token, name, active }) => ({
      token,
      name,
      active,
      classTeachers: teachers(id, 'class_teacher'),
      subjectTeachers: teachers(id, 'subject_teacher'),
      children: counts.get(id) ?? 0,
    }));
  }

  /** Children of today by classroom, without those of whom nothing may reach the actor. */
  private async counts(
    actor: Actor,
    school: SchoolId,
    rows: readonly Classroom[],
  ): Promise<Map<number, number>> {
    if (rows.length === 0) return new Map();
    const builder = this.database.read
      .of(Child, school)
      .query('child')
      .select('child.classroomId', 'classroomId')
      .addSelect('COUNT(*)', 'children')
      .andWhere('child.classroomId IN (:...ids)', { ids: rows.map((row) => row.id) })
      .andWhere('(child.leftDay IS NULL OR child.leftDay >= :today)', { today: dayOf(this.clock.now()) });
    const { keptFrom } = actor;
    if (keptFrom.length > 0) builder.andWhere('child.id NOT IN (:...keptFrom)', { keptFrom });
    const counted = await builder
      .groupBy('child.classroomId')
      .getRawMany<{ classroomId: number | string; children: number | string }>();
    return new Map(counted.map(({ classroomId, children }) => [Number(classroomId), Number(children)]));
  }
}
