import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../../../platform/database/ids.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { RegionOfficers } from '../../people/region-officers.port.js';
import type { RegionOfficer } from '../../people/region-officers.port.js';
import { IssueAccess } from '../issue-access.js';

/** Where an issue goes that nobody who leads its school may see: to the office above the school. */
@Injectable()
export class NextOffice {
  constructor(
    private readonly access: IssueAccess,
    private readonly people: PeopleDirectory,
    private readonly officers: RegionOfficers,
  ) {}

  /**
   * Whether everybody who leads the school is excluded from the issue. Then nobody there could hand it on, look again
   * or see that it is late, and who works under them is not to judge them either.
   */
  async takesOver(school: SchoolId, excluded: ReadonlySet<number>): Promise<boolean> {
    if (excluded.size === 0) return false;
    const leads = [
      ...(await this.people.holders(school, 'principal', null)),
      ...(await this.people.holders(school, 'school_admin', null)),
    ];
    return leads.length > 0 && leads.every((personId) => excluded.has(personId));
  }

  /** Who is excluded from an issue; nobody where there is none yet. */
  async excludedFrom(
    schoolId: SchoolId,
    { id, childId }: { id?: number; childId: number | null },
  ): Promise<ReadonlySet<number>> {
    return id === undefined ? new Set() : this.access.excludedFrom({ schoolId, id, childId });
  }

  /** The county officer who takes what the school may not: of the nearest region, longest in office, not excluded. */
  async ownerAbove(
    school: SchoolId,
    excluded: ReadonlySet<number>,
  ): Promise<{ personId: number; role: null; by: 'office' } | null> {
    const officer = await this.nearest(school, 'county_officer', excluded);
    return officer && { personId: officer.personId, role: null, by: 'office' };
  }

  /** Who sees that it is there while no officer can take it. */
  watcherAbove(school: SchoolId, excluded: ReadonlySet<number>): Promise<RegionOfficer | null> {
    return this.nearest(school, 'county_safeguarding', excluded);
  }

  /** The region for which somebody is county officer above this school; null if she is none. */
  async regionOf(school: SchoolId, personId: number): Promise<number | null> {
    const officers = await this.officers.above(school, 'county_officer');
    return officers.find((officer) => officer.personId === personId)?.regionId ?? null;
  }

  private async nearest(
    school: SchoolId,
    role: 'county_officer' | 'county_safeguarding',
    excluded: ReadonlySet<number>,
  ): Promise<RegionOfficer | null> {
    const officers = await this.officers.above(school, role);
    return officers.find(({ personId }) => !excluded.has(personId)) ?? null;
  }
}
