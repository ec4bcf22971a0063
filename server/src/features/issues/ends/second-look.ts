import { Injectable } from '@nestjs/common';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { StaffPresence } from '../../people/staff-presence.port.js';
import { NextOffice } from '../conflict/next-office.js';
import { IssueAccess } from '../issue-access.js';
import type { Issue } from '../issue.entity.js';
import { Routing } from '../routing.js';

/** Who looks at a refusal again. */
export interface SecondLooker {
  personId: number;
  role: StaffRole | null;
}

/**
 * Finds who looks at a refusal again, never who has refused it: whoever leads the school; then the office above it,
 * which takes what nobody else of the school may judge; only where there is none, whom the rules name.
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
  async ownerFor(issue: Issue): Promise<SecondLooker> {
    const { schoolId, declinedById } = issue;
    const excluded = await this.access.excludedFrom(schoolId, issue.id);
    if (declinedById !== null) excluded.add(declinedById);
    const owner =
      (await this.leading(issue, excluded)) ??
      (await this.offices.ownerAbove(schoolId, excluded)) ??
      (await this.routing.ownerFor(schoolId, issue, excluded));
    if (!owner)
      throw new ProblemError('state_conflict', { detail: '现在没有别的人可以再看，请直接找学校说。' });
    return { personId: owner.personId, role: owner.role };
  }

  /** Who is there comes first, in the order of the roles. */
  private async leading(issue: Issue, excluded: ReadonlySet<number>): Promise<SecondLooker | null> {
    const leading: SecondLooker[] = [];
    for (const role of ['principal', 'school_admin'] as const) {
      const holders = await this.people.holders(issue.schoolId, role, null);
      leading.push(...holders.map((personId) => ({ personId, role })));
    }
    const free = leading.filter(({ personId }) => !excluded.has(personId));
    const ids = free.map(({ personId }) => personId);
    const away = await this.presence.unavailable(issue.schoolId, ids, null);
    return free.find(({ personId }) => !away.has(personId)) ?? free[0] ?? null;
  }
}
