import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { holdingOn } from '../dated.js';
import { GivenToVillage } from '../family.entity.js';
import { Child, School } from '../people.entity.js';
import type { RegionRoleRow } from '../people.entity.js';
import { Regions } from '../roles/regions.js';

/** Which children somebody has as 儿童主任 today: given to her by a school of her region, and still at that school. */
@Injectable()
export class VillageScope {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly regions: Regions,
  ) {}

  /** @param offices what she holds above the schools today; nobody else is asked about */
  async of(
    personId: number,
    offices: readonly Pick<RegionRoleRow, 'role' | 'regionId'>[],
  ): Promise<GivenToVillage[]> {
    const own = offices.flatMap(({ role, regionId }) => (role === 'village_officer' ? [regionId] : []));
    if (own.length === 0) return [];
    const today = dayOf(this.clock.now());
    const { read } = this.database;
    const rows = await read
      .acrossSchools(GivenToVillage)
      .findBy(holdingOn<GivenToVillage>(today, { personId }));
    if (rows.length === 0) return [];
    const schools = await read.global(School).findBy({ id: In(rows.map((row) => row.schoolId)) });
    const held: GivenToVillage[] = [];
    for (const { id, regionId } of schools) {
      if (!(await this.regions.upFrom(regionId)).some((region) => own.includes(region))) continue;
      const here = rows.filter((row) => row.schoolId === id);
      const [first] = here;
      if (!first) continue;
      const children = await read
        .of(Child, first.schoolId)
        .find({ where: { id: In(here.map((row) => row.childId)) } });
      const present = children.filter(({ leftDay }) => leftDay === null || leftDay >= today);
      held.push(...here.filter((row) => present.some((child) => child.id === row.childId)));
    }
    return held;
  }
}
