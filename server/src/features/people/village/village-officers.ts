import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { VillageOfficerList, VillageOfficerView } from '#shared/people/village.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Bars } from '../bars.port.js';
import { GivenToVillage } from '../family.entity.js';
import { FieldConsents } from '../field-consents.port.js';
import { Region } from '../people.entity.js';
import type { Child } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { RegionOfficers } from '../region-officers.port.js';

/** Every 儿童主任 of a school, and those who have a child. */
@Injectable()
export class VillageOfficers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly officers: RegionOfficers,
    private readonly people: PeopleDirectory,
    private readonly bars: Bars,
    private readonly consents: FieldConsents,
  ) {}

  /**
   * Who has the child today or later; nobody who is kept from her.
   * @param withTokens for who may end it, or keep her away
   */
  async of(
    { id, schoolId }: Pick<Child, 'id' | 'schoolId'>,
    withTokens: boolean,
  ): Promise<VillageOfficerView[]> {
    const today = dayOf(this.clock.now());
    const kept = await this.bars.personsKeptFrom(schoolId, id);
    const rows = (
      await this.database.read.of(GivenToVillage, schoolId).find({
        where: [
          { childId: id, toDay: IsNull() },
          { childId: id, toDay: MoreThanOrEqual(today) },
        ],
        order: { id: 'ASC' },
      })
    ).filter((row) => !kept.includes(row.personId));
    if (rows.length === 0) return [];
    const people = await this.people.people(rows.map((row) => row.personId));
    const agreed = (await this.consents.shownToVillage(schoolId, [id])).has(id);
    const held = await this.officers.above(schoolId, 'village_officer');
    return rows.map(({ personId, fromDay, toDay }) => {
      const person = people.get(personId);
      const holds = held.some((one) => one.personId === personId);
      return {
        person: { token: withTokens ? (person?.token ?? null) : null, name: person?.name ?? '' },
        ...{ fromDay, toDay },
        sees: agreed && holds && fromDay <= today,
      };
    });
  }

  /** Of whom a school may choose: those of its region and of what lies above it. */
  async around(school: SchoolId): Promise<VillageOfficerList['items']> {
    const held = await this.officers.above(school, 'village_officer');
    const people = await this.people.people(held.map((one) => one.personId));
    const regions = await this.database.read
      .global(Region)
      .findBy({ id: In(held.map((one) => one.regionId)) });
    const first = [...new Map(held.map((one) => [one.personId, one])).values()];
    return first.flatMap(({ personId, regionId }) => {
      const person = people.get(personId);
      const region = regions.find(({ id }) => id === regionId)?.name ?? '';
      return person ? [{ token: person.token, name: person.name, region }] : [];
    });
  }
}
