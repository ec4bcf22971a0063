import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { Issue } from '../issue.entity.js';
import { SealedReporters } from '../sealed-reporters.js';

type Told = Pick<Issue, 'id' | 'primaryId' | 'reporterId' | 'seal' | 'diverted'>;

const columns = { id: true, primaryId: true, reporterId: true, seal: true, diverted: true } as const;

/** The issue that stands for all that say the same. */
const groupOf = ({ id, primaryId }: Told): number => primaryId ?? id;

/** Counts the distinct families that have said the same; who they are stays in here. */
@Injectable()
export class FamilyCounts {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly sealed: SealedReporters,
  ) {}

  /** By id of the issue, in the same number of statements however many issues are asked about. */
  async of(school: SchoolId, issues: readonly Told[]): Promise<Map<number, number>> {
    const keys = [...new Set(issues.filter(({ diverted }) => !diverted).map(groupOf))];
    const ordinary = await this.groupsOf(school, keys);
    // What has left the ordinary system counts for itself alone.
    const alone = issues.filter(({ diverted }) => diverted);
    const families = await this.familiesBehind(school, [...ordinary, ...alone]);
    const byGroup = new Map<number, (readonly number[])[]>();
    for (const told of ordinary)
      byGroup.set(groupOf(told), [...(byGroup.get(groupOf(told)) ?? []), families.get(told.id) ?? []]);
    return new Map(
      issues.map((issue) => {
        const told = issue.diverted ? [families.get(issue.id) ?? []] : byGroup.get(groupOf(issue));
        return [issue.id, distinctFamilies(told ?? [])];
      }),
    );
  }

  /** How many families stand behind these issues and all that were merged into them. */
  async together(school: SchoolId, ids: readonly number[]): Promise<number> {
    const told = await this.groupsOf(school, ids);
    return distinctFamilies([...(await this.familiesBehind(school, told)).values()]);
  }

  private async groupsOf(school: SchoolId, ids: readonly number[]): Promise<Told[]> {
    if (ids.length === 0) return [];
    const some = In([...ids]);
    return this.database.read.of(Issue, school).find({
      select: columns,
      where: [
        { id: some, diverted: false },
        { primaryId: some, diverted: false },
      ],
    });
  }

  /** Families of each reporter, by id of the issue. */
  private async familiesBehind(
    school: SchoolId,
    told: readonly Told[],
  ): Promise<Map<number, readonly number[]>> {
    const sealed = await this.sealed.personsBehind(
      school,
      told.flatMap(({ seal }) => seal ?? []),
    );
    const reporterOf = ({ reporterId, seal }: Told) =>
      seal === null ? reporterId : (sealed.get(seal) ?? null);
    const families = await this.people.familiesOf(school, told.map(reporterOf));
    return new Map(told.map((one) => [one.id, families.get(reporterOf(one) ?? 0) ?? []]));
  }
}

/**
 * How many families stand behind reports, each given by the households of its reporter. A grandmother who belongs to
 * two households is one voice: households that share a reporter count once.
 */
export function distinctFamilies(reports: readonly (readonly number[])[]): number {
  let counted: ReadonlySet<number>[] = [];
  for (const households of reports) {
    if (households.length === 0) continue;
    const same = counted.filter((one) => households.some((household) => one.has(household)));
    counted = counted.filter((one) => !same.includes(one));
    counted.push(new Set([...households, ...same.flatMap((one) => [...one])]));
  }
  return counted.length;
}
