import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { KnownPersonPage, KnownPersonQuery } from '#shared/people/roles.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf, isKeptFrom } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AccountPerson, PasswordLogin, Person } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { Bars } from '../bars.port.js';
import { holdingOn } from '../dated.js';
import { Child, Guardianship, StaffRoleRow } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { RolesToday } from '../roles-today.js';

/**
 * Everybody whom a school knows today, by name: who works there, and the families of its children. Adults who are kept
 * from a child do not stand here for that child.
 */
@Injectable()
export class KnownPeople {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly roles: RolesToday,
    private readonly bars: Bars,
    private readonly audit: Audit,
  ) {}

  async page(
    actor: Actor,
    query: z.output<typeof KnownPersonQuery>,
  ): Promise<z.infer<typeof KnownPersonPage>> {
    const school = configuredSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const today = dayOf(this.clock.now());
    const builder = this.database.read.global(Person).createQueryBuilder('person');
    const held = (row: string) =>
      `${row}.personId = person.id AND ${row}.schoolId = :school AND ${row}.fromDay <= :today AND (${row}.toDay IS NULL OR ${row}.toDay >= :today)`;
    const works = builder.subQuery().select('1').from(StaffRoleRow, 'role').where(held('role')).getQuery();
    const cares = builder.subQuery().select('1').from(Guardianship, 'ward').where(held('ward')).getQuery();
    const known = {
      all: `(EXISTS ${works} OR EXISTS ${cares})`,
      staff: `EXISTS ${works}`,
      family: `EXISTS ${cares}`,
    };
    builder.where(known[query.who], { school, today });
    if (query.q !== undefined)
      // A name holds no wildcard; what somebody types might.
      builder.andWhere('person.name LIKE :name', { name: `%${query.q.replace(/[%_\\]/g, '')}%` });
    if (after !== null) builder.andWhere('person.id > :after', { after });
    const rows = await builder.orderBy('person.id', 'ASC').take(take).getMany();
    const { items, nextCursor } = pageFrom(rows, query.limit);
    const wards = await this.wards(actor, school, items);
    await this.audit.read(
      { action: 'people.list', actor: byPerson(actor.personId), school },
      ['basic', 'family'],
      wards.map((row) => row.childId),
    );
    return { items: await this.present(school, items, wards), nextCursor };
  }

  private async present(
    school: SchoolId,
    people: readonly Person[],
    wards: readonly Guardianship[],
  ): Promise<z.infer<typeof KnownPersonPage>['items']> {
    if (people.length === 0) return [];
    const { read } = this.database;
    const personId = In(people.map(({ id }) => id));
    const children = await read
      .of(Child, school)
      .find({ where: { id: In(wards.map((row) => row.childId)) } });
    const roles = (await this.roles.today(school)).filter((row) =>
      people.some(({ id }) => id === row.personId),
    );
    const { classrooms } = await this.people.names(school, {
      people: [],
      places: [],
      classrooms: [...roles, ...children].map((row) => row.classroomId),
    });
    const logins = await read.global(PasswordLogin).findBy({ personId, endedAt: IsNull() });
    const phones = await read.global(AccountPerson).findBy({ personId, endedAt: IsNull() });
    return people.map(({ id, token, name }) => ({
      token,
      name,
      roles: roles
        .filter((row) => row.personId === id)
        .map(({ role, classroomId }) => ({ role, classroom: classrooms.get(classroomId ?? 0) ?? null })),
      children: wards
        .filter((row) => row.personId === id)
        .flatMap(({ childId, relation }) => {
          const child = children.find((one) => one.id === childId);
          if (!child) return [];
          const classroom = classrooms.get(child.classroomId ?? 0) ?? null;
          return [{ child: { token: child.token, name: child.name }, relation, classroom }];
        }),
      login: logins.find((row) => row.personId === id)?.login ?? null,
      phones: phones.filter((row) => row.personId === id).length,
    }));
  }

  private async wards(actor: Actor, school: SchoolId, people: readonly Person[]): Promise<Guardianship[]> {
    if (people.length === 0) return [];
    const where = holdingOn<Guardianship>(dayOf(this.clock.now()), {
      personId: In(people.map(({ id }) => id)),
    });
    const rows = await this.database.read.of(Guardianship, school).find({ where, order: { id: 'ASC' } });
    const kept = await this.bars.keptFromEach(
      school,
      rows.map((row) => row.childId),
    );
    return rows.filter(
      (row) => !isKeptFrom(actor, row.childId) && kept.get(row.childId)?.has(row.personId) !== true,
    );
  }
}
