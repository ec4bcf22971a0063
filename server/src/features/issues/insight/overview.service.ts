import { Injectable } from '@nestjs/common';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { Overview } from '#shared/issues/insight.js';
import { overviewLimit } from '#shared/issues/insight.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { DeliveryProblems } from '../../../platform/outbox/delivery-problems.js';
import { IssueAccess } from '../issue-access.js';
import type { Issue } from '../issue.entity.js';
import { IssuePresenter } from '../issue.presenter.js';
import { IssueQueries } from '../issue-queries.js';
import type { IssueFilters } from '../issue-queries.js';

type Line = Overview['attention'][number];
type Attention = NonNullable<IssueFilters['attention']>;

/** In the order in which they hurt. */
const kinds: readonly Attention[] = ['unowned', 'overdue', 'appealed', 'conflict', 'unheard', 'unsorted'];
const shownIssues = 3;

/** The principal's first screen: what is stuck, unowned or undelivered. */
@Injectable()
export class IssueOverview {
  constructor(
    private readonly clock: Clock,
    private readonly queries: IssueQueries,
    private readonly access: IssueAccess,
    private readonly presenter: IssuePresenter,
    private readonly deliveries: DeliveryProblems,
    private readonly audit: Audit,
  ) {}

  async show(actor: Actor, token: string | undefined): Promise<Overview> {
    const school = configuredSchoolOf(actor, token);
    const waiting = new Map<Attention, Issue[]>();
    for (const kind of kinds) waiting.set(kind, await this.waiting(actor, token, kind));
    const shown = await this.present(
      actor,
      [...waiting.values()].flatMap((rows) => rows.slice(0, shownIssues)),
    );
    const attention: Line[] = [...waiting].map(([kind, rows]) => ({
      kind,
      ...limited(rows.length),
      issues: rows.slice(0, shownIssues).flatMap((row) => shown.get(row.token) ?? []),
    }));
    const undelivered = await this.deliveries.count(actor, school, overviewLimit + 1);
    attention.push({ kind: 'undelivered', ...limited(undelivered), issues: [] });
    if (shown.size > 0)
      await this.audit.read({ action: 'issue.overview', actor: byPerson(actor.personId), school }, ['basic']);
    return { attention, at: this.clock.now().toISOString() };
  }

  /** Those that wait for this, longest first; read no further than anybody counts. */
  private async waiting(actor: Actor, school: string | undefined, kind: Attention): Promise<Issue[]> {
    const builder = await this.queries.scoped(actor, { scope: 'board', school, attention: kind });
    if (!builder) return [];
    return builder
      .orderBy('issue.id', 'ASC')
      .take(overviewLimit + 1)
      .getMany();
  }

  /** By their tokens, in one go: the same issue may wait for several things. */
  private async present(actor: Actor, rows: readonly Issue[]): Promise<Map<string, IssueSummary>> {
    const once = [...new Map(rows.map((row) => [row.id, row])).values()];
    const seen = (await this.access.standings(actor, once)).filter(({ standing }) => standing.length > 0);
    const summaries = await this.presenter.summaries(actor, seen);
    return new Map(summaries.map((summary) => [summary.token, summary]));
  }
}

function limited(count: number): Pick<Line, 'count' | 'more'> {
  return { count: Math.min(count, overviewLimit), more: count > overviewLimit };
}
