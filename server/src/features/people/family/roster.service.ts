import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { RosterChild, RosterPage, RosterQuery } from '#shared/people/family.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AccountPerson } from '../../../platform/auth/identity.entity.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Bars } from '../bars.port.js';
import { classroomsSeenBy, fieldsOf } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { LeftBehindFinding } from '../family.entity.js';
import { Child, Guardianship } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';

interface FamilyMarks {
  guardians: number;
  bound: number;
  leftBehind: boolean;
}

/** The children of a school as those see them who work with them: a teacher those of her classrooms. */
@Injectable()
export class Roster {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly bars: Bars,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who may see no child of the school by office */
  async page(actor: Actor, query: z.output<typeof RosterQuery>): Promise<z.infer<typeof RosterPage>> {
    const school = schoolOf(actor, query.school).id;
    const classrooms = classroomsSeenBy(actor, school);
    if (classrooms !== 'all' && classrooms.length === 0) throw new ProblemError('forbidden');
    requireUnlocked(actor);
    const { after, take } = pageLimits(query);
    const builder = this.database.read
      .of(Child, school)
      .query('child')
      .andWhere('(child.leftDay IS NULL OR child.leftDay >= :today)', { today: dayOf(this.clock.now()) });
    if (classrooms !== 'all') builder.andWhere('child.classroomId IN (:...classrooms)', { classrooms });
    const { keptFrom } = actor;
    if (keptFrom.length > 0) builder.andWhere('child.id NOT IN (:...keptFrom)', { keptFrom });
    if (query.classroom !== undefined) {
      const classroom = await this.people.classroomByToken(school, query.classroom);
      if (!classroom) return { items: [], nextCursor: null };
      builder.andWhere('child.classroomId = :classroom', { classroom: classroom.id });
    }
    if (query.q !== undefined)
      // A name holds no wildcard; what somebody types might.
      builder.andWhere('child.name LIKE :name', { name: `%${query.q.replace(/[%_\\]/g, '')}%` });
    if (after !== null) builder.andWhere('child.id > :after', { after });
    const page = pageFrom(await builder.orderBy('child.id', 'ASC').take(take).getMany(), query.limit);
    return { items: await this.present(actor, school, page.items), nextCursor: page.nextCursor };
  }

  private async present(actor: Actor, school: SchoolId, rows: readonly Child[]): Promise<RosterChild[]> {
    const withFamily = rows.filter((row) => fieldsOf(actor, row).includes('family'));
    const marks = await this.marks(
      school,
      withFamily.map((row) => row.id),
    );
    await this.audit.read(
      { action: 'roster.list', actor: byPerson(actor.personId), school },
      withFamily.length > 0 ? ['basic', 'family'] : ['basic'],
      rows.map((row) => row.id),
    );
    const { classrooms } = await this.people.names(school, {
      people: [],
      places: [],
      classrooms: rows.map((row) => row.classroomId),
    });
    return rows.map(({ id, token, name, birthDay, classroomId }) => ({
      token,
      name,
      birthDay,
      classroom: classrooms.get(classroomId ?? 0) ?? null,
      ...marks.get(id),
    }));
  }

  private async marks(school: SchoolId, childIds: number[]): Promise<Map<number, FamilyMarks>> {
    if (childIds.length === 0) return new Map();
    const childId = In(childIds);
    const read = this.database.read;
    const kept = await this.bars.keptFromEach(school, childIds);
    const guardianships = (
      await read
        .of(Guardianship, school)
        .find({ where: holdingOn<Guardianship>(dayOf(this.clock.now()), { childId }) })
    ).filter((row) => kept.get(row.childId)?.has(row.personId) !== true);
    const findings = await read
      .of(LeftBehindFinding, school)
      .find({ where: { childId }, order: { id: 'ASC' } });
    const bound = new Set(
      (
        await read
          .global(AccountPerson)
          .findBy({ personId: In(guardianships.map((row) => row.personId)), endedAt: IsNull() })
      ).map((row) => row.personId),
    );
    return new Map(
      childIds.map((id) => {
        const hers = guardianships.filter((row) => row.childId === id);
        return [
          id,
          {
            guardians: hers.length,
            bound: hers.filter((row) => bound.has(row.personId)).length,
            leftBehind: findings.findLast((row) => row.childId === id)?.leftBehind ?? false,
          },
        ];
      }),
    );
  }
}
