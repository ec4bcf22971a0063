import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { FindOperator } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import type { TimelineEntry } from '../../../platform/timeline/timeline-reader.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { Issue } from '../issue.entity.js';

type Told = Pick<Issue, 'id' | 'primaryId' | 'reporterId' | 'seal' | 'diverted'>;

const columns = { id: true, primaryId: true, reporterId: true, seal: true, diverted: true } as const;

/** The issue that stands for all that say the same. */
const groupOf = ({ id, primaryId }: Told): number => primaryId ?? id;

/**
 * Counts the distinct families that have said the same; who they are stays in here. A sealed report counts as a family
 * of its own and is never joined with a household: who merged it into a report whose reporter she knows could read from
 * an unchanged number that both come from one family. So the number does not depend on who stands behind a seal.
 */
@Injectable()
export class FamilyCounts {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
  ) {}

  /**
   * By id of the issue, in the same number of statements however many issues are asked about.
   * @param merged what was merged into these issues, where somebody is reading it anyway
   */
  async of(
    school: SchoolId,
    issues: readonly Told[],
    merged?: Promise<readonly Told[]>,
  ): Promise<Map<number, number>> {
    const keys = [...new Set(issues.filter(({ diverted }) => !diverted).map(groupOf))];
    const ordinary = await this.groupsOf(school, keys, issues, merged);
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

  /** A history without the joining of what has left the ordinary system since: nothing may point at that. */
  async withoutLeft(school: SchoolId, entries: readonly TimelineEntry[]): Promise<TimelineEntry[]> {
    const joined = entries.flatMap(({ event }) => joinedBy(event) ?? []);
    if (joined.length === 0) return [...entries];
    const where = { id: In(joined), diverted: true };
    const left = await this.database.read.of(Issue, school).find({ select: { id: true }, where });
    return entries.filter(({ event }) => !left.some(({ id }) => id === joinedBy(event)));
  }

  /** Everything of these groups: those at hand, primaries that are not, and what was merged into them. */
  private async groupsOf(
    school: SchoolId,
    keys: readonly number[],
    atHand: readonly Told[],
    reading?: Promise<readonly Told[]>,
  ): Promise<Told[]> {
    if (keys.length === 0) return [];
    const known = atHand.filter(({ diverted }) => !diverted);
    const table = this.database.read.of(Issue, school);
    const read = (where: { id?: FindOperator<number>; primaryId?: FindOperator<number> }) =>
      table.find({ select: columns, where: { ...where, diverted: false } });
    const missing = keys.filter((key) => !known.some(({ id }) => id === key));
    const primaries = missing.length === 0 ? [] : await read({ id: In(missing) });
    const merged = await (reading ?? read({ primaryId: In([...keys]) }));
    return [...new Map([...known, ...primaries, ...merged].map((told) => [told.id, told])).values()];
  }

  /** Families of each reporter, by id of the issue. */
  private async familiesBehind(
    school: SchoolId,
    told: readonly Told[],
  ): Promise<Map<number, readonly number[]>> {
    const families = await this.people.familiesOf(
      school,
      told.map(({ reporterId }) => reporterId),
    );
    // Numbers of households are positive: this one is shared with nobody.
    return new Map(
      told.map(({ id, seal, reporterId }) => [
        id,
        seal === null ? (families.get(reporterId ?? 0) ?? []) : [-id],
      ]),
    );
  }
}

/** Id of the issue that an event says was merged into this one. */
function joinedBy({ name, payload }: TimelineEntry['event']): number | null {
  const { issueId } = payload;
  return name === 'joined' && typeof issueId === 'number' ? issueId : null;
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
