import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { z } from 'zod';
import type { RoleBookQuery, StaffRolePage } from '#shared/people/roles.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Person } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { rolesWhen, stateOn } from '../dated-roles.js';
import { StaffRoleRow } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';

/** Who holds, will hold and held which role at a school, newest first. */
@Injectable()
export class RoleBook {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
  ) {}

  async page(actor: Actor, query: z.output<typeof RoleBookQuery>): Promise<z.infer<typeof StaffRolePage>> {
    const school = configuredSchoolOf(actor, query.school);
    const now = this.clock.now();
    const { read } = this.database;
    const { after, take } = pageLimits(query);
    const person = query.person && (await read.global(Person).findOneBy({ token: query.person }));
    if (person === null) return { items: [], nextCursor: null };
    const which = {
      ...(query.role ? { role: query.role } : {}),
      ...(person ? { personId: person.id } : {}),
      ...(after === null ? {} : { id: LessThan(after) }),
    };
    const rows = await read.of(StaffRoleRow, school).find({
      where: rolesWhen<StaffRoleRow>(query.when, now, which),
      order: { id: 'DESC' },
      take,
    });
    const { items, nextCursor } = pageFrom(rows, query.limit);
    const names = await this.people.names(school, {
      people: items.flatMap((row) => [row.personId, row.givenById, row.endedById]),
      places: [],
      classrooms: items.map((row) => row.classroomId),
    });
    const name = (id: number | null) => names.people.get(id ?? 0)?.name ?? null;
    return {
      nextCursor,
      items: items.map((row) => ({
        person: { token: names.people.get(row.personId)?.token ?? '', name: name(row.personId) ?? '' },
        role: row.role,
        classroom: names.classrooms.get(row.classroomId ?? 0) ?? null,
        state: stateOn(dayOf(now), row),
        fromDay: row.fromDay,
        toDay: row.toDay,
        givenBy: name(row.givenById),
        because: row.because,
        endedBy: name(row.endedById),
        endedBecause: row.endedBecause,
      })),
    };
  }
}
