import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { regionRoles, relations, staffRoles } from '#shared/people/vocabulary.js';
import type { RegionRole, StaffRole } from '#shared/people/vocabulary.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Bars } from './bars.port.js';
import { BreakGlass } from './break-glass/break-glass.entity.js';
import { classesOf } from './break-glass/openings.js';
import { Guardianship, RegionRoleRow, StaffRoleRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';

/** How a family is told who looked. */
export interface ReaderName {
  who: string;
  role: string;
}

const closedRoom: readonly (StaffRole | RegionRole)[] = [
  'safeguarding_lead',
  'safeguarding_deputy',
  'county_safeguarding',
];

/** Names those who looked at a child's data, for her family. */
@Injectable()
export class ReaderNames {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly bars: Bars,
  ) {}

  /** Those of some openings by reason that opened a child's health, which the family had not agreed to. */
  async openedHealth(schoolId: SchoolId, openingIds: readonly number[]): Promise<Set<number>> {
    if (openingIds.length === 0) return new Set();
    const openings = await this.database.read
      .of(BreakGlass, schoolId)
      .find({ where: { id: In([...openingIds]) }, select: { id: true, fields: true } });
    return new Set(openings.filter((one) => classesOf(one).includes('health')).map(({ id }) => id));
  }

  /**
   * Who works at the school by name and office, the family by how she is related. Without an entry, and so told to
   * nobody: who has ever been of the closed room, because that she looked tells that harm was reported; and who is
   * kept from the child by order.
   */
  async of(
    { id: childId, schoolId }: { id: number; schoolId: SchoolId },
    personIds: readonly number[],
  ): Promise<Map<number, ReaderName>> {
    const named = new Map<number, ReaderName>();
    if (personIds.length === 0) return named;
    const personId = In([...personIds]);
    const read = this.database.read;
    const [roles, above, family, kept, people] = await Promise.all([
      read.of(StaffRoleRow, schoolId).find({ where: { personId }, order: { id: 'ASC' } }),
      read.global(RegionRoleRow).findBy({ personId }),
      read.of(Guardianship, schoolId).find({ where: { childId, personId }, order: { id: 'ASC' } }),
      this.bars.personsKeptFrom(schoolId, childId),
      this.people.people(personIds),
    ]);
    const today = dayOf(this.clock.now());
    const isNow = (row: { fromDay: string; toDay: string | null }) =>
      row.fromDay <= today && (row.toDay === null || row.toDay >= today);
    for (const [id, { name }] of people) {
      const hers = roles.filter((row) => row.personId === id);
      const regional = above.filter((row) => row.personId === id);
      const isProtecting = [...hers, ...regional].some(({ role }) => closedRoom.includes(role));
      if (isProtecting || kept.includes(id)) continue;
      const office = hers.findLast(isNow) ?? hers.at(-1);
      const relation = family.findLast((row) => row.personId === id)?.relation;
      if (office) named.set(id, { who: name, role: staffRoles[office.role] });
      else if (relation) named.set(id, { who: relations[relation], role: '家里人' });
      else if (regional[0]) named.set(id, { who: name, role: regionRoles[regional[0].role] });
      else named.set(id, { who: '工作人员', role: '工作人员' });
    }
    return named;
  }
}
