import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { isKeptFrom } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { asSchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { Exclusion } from '../../platform/timeline/timeline.entity.js';
import { Bars } from '../people/bars.port.js';
import { Issue } from './issue.entity.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { isUnderLock, standingOf } from './issue.policy.js';
import type { SeenIssue } from './issue.policy.js';
import { SealedReporters } from './sealed-reporters.js';

/** Loads issues as somebody may see them. What she may not see does not exist, in the same words. */
@Injectable()
export class IssueAccess {
  constructor(
    private readonly database: Database,
    private readonly sealed: SealedReporters,
    private readonly bars: Bars,
  ) {}

  async load(actor: Actor, token: string): Promise<SeenIssue> {
    const seen = await this.find(actor, token);
    if (!seen || seen.standing.length === 0) throw new ProblemError('not_found');
    this.requireOpenFor(actor, seen);
    return seen;
  }

  /** @throws ProblemError `pin_needed` for what stays shut until the reader has tapped her pictures */
  requireOpenFor(actor: Actor, seen: SeenIssue): void {
    if (isUnderLock(seen)) requireUnlocked(actor);
  }

  /**
   * The issue with how somebody stands to it, which may be not at all: nothing of it may be shown on that alone. For
   * who is excluded from it there is none, and finding that out takes the same statements as for a token that was
   * never given: neither words nor time tell them apart.
   */
  async find(actor: Actor, token: string): Promise<SeenIssue | null> {
    const { personId } = actor;
    // The token says which school; nothing is shown before the standing is known.
    const issue = await this.database.read.acrossSchools(Issue).findOneBy({ token });
    const seals = await this.sealed.sealsOf(personId);
    const isExcluded = await this.database.read
      .of(Exclusion, issue?.schoolId ?? asSchoolId(0))
      .exists({ subjectType: 'issue', subjectId: issue?.id ?? 0, personId });
    if (!issue || isKeptFrom(actor, issue.childId)) return null;
    const isReporter = issue.reporterId === personId || (issue.seal !== null && seals.includes(issue.seal));
    if (isExcluded && !isReporter) return null;
    return { issue, standing: standingOf(actor, issue, isReporter, isExcluded) };
  }

  /** An issue that was just made or read for this person, with how she stands to it. */
  async seenBy(actor: Actor, issue: Issue): Promise<SeenIssue | null> {
    if (isKeptFrom(actor, issue.childId)) return null;
    const [seen] = await this.standings(actor, [issue]);
    return seen && seen.standing.length > 0 ? seen : null;
  }

  /**
   * The issue as it is after a command of this actor, carried out now or earlier. Who has handed it on, and with that
   * out of her sight, gets a last look without any further ability, unless it has left the ordinary system since.
   */
  async afterCommandOf(actor: Actor, token: string): Promise<SeenIssue> {
    const seen = found(await this.find(actor, token));
    const { issue, standing } = seen;
    if (standing.length > 0) return seen;
    if (issue.diverted) throw new ProblemError('not_found');
    return seen;
  }

  async standings(actor: Actor, issues: readonly Issue[]): Promise<SeenIssue[]> {
    const mine = await this.sealed.reportedBy(actor.personId, issues);
    const barred = new Set<number>();
    for (const school of new Set(issues.map((issue) => issue.schoolId))) {
      const ids = issues.filter((issue) => issue.schoolId === school).map((issue) => issue.id);
      const where = { subjectType: 'issue', personId: actor.personId, subjectId: In(ids) };
      for (const row of await this.database.read.of(Exclusion, school).find({ where }))
        barred.add(row.subjectId);
    }
    return issues.map((issue) => ({
      issue,
      standing: standingOf(actor, issue, mine.has(issue.id), barred.has(issue.id)),
    }));
  }

  /** Persons who must not see an issue, those included who are kept from the child by order. */
  async excludedFrom({
    schoolId,
    id,
    childId,
  }: Pick<Issue, 'schoolId' | 'id' | 'childId'>): Promise<Set<number>> {
    const kept = await this.bars.personsKeptFrom(schoolId, childId);
    const rows = await this.database.read
      .of(Exclusion, schoolId)
      .find({ where: { subjectType: 'issue', subjectId: id } });
    return new Set([...rows.map((row) => row.personId), ...kept]);
  }
}
