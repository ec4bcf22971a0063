import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { StaffPresence } from '../../people/staff-presence.port.js';
import { NextOffice } from '../conflict/next-office.js';
import { IssueAccess } from '../issue-access.js';
import type { Issue } from '../issue.entity.js';
import { Routing } from '../routing.js';
import type { Owner } from '../routing.js';

/**
 * Finds who looks at a refusal again, never who has refused it: whoever leads the school and is there. Where none of
 * them is, a refusal that was not theirs goes on by the rules to the next who is there, and one that was to the office
 * above, for who works under them is not to judge them. Only where there is no office, it waits for who is away.
 */
@Injectable()
export class SecondLook {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly presence: StaffPresence,
    private readonly access: IssueAccess,
    private readonly offices: NextOffice,
    private readonly routing: Routing,
  ) {}

  /** @throws ProblemError `state_conflict` where there is nobody else at all */
  async ownerFor(issue: Issue): Promise<Owner> {
    const owner = await this.find(issue);
    if (!owner)
      throw new ProblemError('state_conflict', { detail: '现在没有别的人可以再看，请直接找学校说。' });
    return owner;
  }

  /** null where there is nobody else at all */
  async find(issue: Issue): Promise<Owner | null> {
    const { schoolId, declinedById } = issue;
    const excluded = await this.access.excludedFrom(issue);
    if (declinedById !== null) excluded.add(declinedById);
    const leading = await this.leading(schoolId);
    const free = leading.filter(({ personId }) => !excluded.has(personId));
    const [first = null] = free;
    const decidedByLead = leading.some(({ personId }) => personId === declinedById);
    return (
      (await this.whoIsThere(schoolId, free)) ??
      (first && !decidedByLead ? await this.next(issue, excluded) : null) ??
      (await this.offices.ownerAbove(schoolId, excluded)) ??
      (first && { ...first, by: 'away' }) ??
      (await this.routing.ownerFor(schoolId, issue, excluded))
    );
  }

  /** Who leads the school, in the order of the roles. */
  private async leading(school: SchoolId): Promise<Owner[]> {
    const leading: Owner[] = [];
    for (const role of ['principal', 'school_admin'] as const) {
      const holders = await this.people.holders(school, role, null);
      leading.push(...holders.map((personId) => ({ personId, role, by: 'fallback' as const })));
    }
    return leading;
  }

  private async whoIsThere(school: SchoolId, people: readonly Owner[]): Promise<Owner | null> {
    const ids = people.map(({ personId }) => personId);
    const away = await this.presence.unavailable(school, ids, null);
    return people.find(({ personId }) => !away.has(personId)) ?? null;
  }

  /** Whom the rules name next, if she is there. */
  private async next(issue: Issue, excluded: ReadonlySet<number>): Promise<Owner | null> {
    const owner = await this.routing.ownerFor(issue.schoolId, issue, excluded);
    return owner?.by === 'away' ? null : owner;
  }
}
