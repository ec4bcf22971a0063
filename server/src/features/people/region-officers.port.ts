import { Injectable } from '@nestjs/common';
import type { RegionRole } from '#shared/people/vocabulary.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { holdingOn } from './dated.js';
import { Region, RegionRoleRow, School } from './people.entity.js';

export interface RegionOfficer {
  regionId: number;
  personId: number;
}

/** Who is above a school. */
@Injectable()
export class RegionOfficers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Who holds a role today in the school's region or one above it: the nearest region first, then longest in office. */
  async above(school: SchoolId, role: RegionRole): Promise<RegionOfficer[]> {
    const today = dayOf(this.clock.now());
    const read = this.database.read;
    const { regionId } = await read.global(School).findOneByOrFail({ id: school });
    const officers: RegionOfficer[] = [];
    const visited = new Set<number>();
    for (let id: number | null = regionId; id !== null && !visited.has(id);) {
      visited.add(id);
      const where = holdingOn<RegionRoleRow>(today, { regionId: id, role });
      const rows = await read.global(RegionRoleRow).find({ where, order: { fromDay: 'ASC', id: 'ASC' } });
      officers.push(...rows.map((row) => ({ regionId: row.regionId, personId: row.personId })));
      const region: Region | null = await read.global(Region).findOneBy({ id });
      id = region?.parentId ?? null;
    }
    return officers;
  }
}
