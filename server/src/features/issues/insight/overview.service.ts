import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { HomeView } from '#shared/home/contract.js';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { Overview } from '#shared/issues/insight.js';
import { overviewLimit } from '#shared/issues/insight.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { DeliveryProblems } from '../../../platform/outbox/delivery-problems.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import { IssuePresenter } from '../issue.presenter.js';
import { IssueQueries, needyStates } from '../issue-queries.js';
import type { IssueFilters } from '../issue-queries.js';

type Line = Overview['attention'][number];
type BriefLine = HomeView['overviews'][number]['attention'][number];
type Attention = NonNullable<IssueFilters['attention']>;

interface Waiting {
  kind: Attention;
  ids: number[];
}

/** In the order in which they hurt. */
const kinds: readonly Attention[] = ['unowned', 'overdue', 'appealed', 'conflict', 'unheard', 'unsorted'];
const shownIssues = 3;

/** Kinds whose next step stands on the issue's own page, so that a phone leads to the longest waiting. */
const opened: readonly Attention[] = ['unowned', 'overdue'];

/** The principal's first screen: what is stuck, unowned or undelivered. */
@Injectable()
export class IssueOverview {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly queries: IssueQueries,
    private readonly access: IssueAccess,
    private readonly presenter: IssuePresenter,
    private readonly deliveries: DeliveryProblems,
    private readonly audit: Audit,
  ) {}

  async show(actor: Actor, token: string | undefined): Promise<Overview> {
    const school = configuredSchoolOf(actor, token);
    const waiting = await this.allWaiting(actor, token);
    const shown = await this.present(
      actor,
      school,
      waiting.flatMap(({ ids }) => ids.slice(0, shownIssues)),
    );
    const attention: Line[] = waiting.map(({ kind, ids }) => ({
      kind,
      ...limited(ids.length),
      issues: ids.slice(0, shownIssues).flatMap((id) => shown.get(id) ?? []),
    }));
    attention.push({ kind: 'undelivered', ...(await this.undelivered(actor, school)), issues: [] });
    return { attention, at: this.clock.now().toISOString() };
  }

  /** The counts alone, with the longest waiting where a phone leads on from it. */
  async brief(actor: Actor, token: string): Promise<BriefLine[]> {
    const school = configuredSchoolOf(actor, token);
    const waiting = await this.allWaiting(actor, token);
    const longest = new Map(
      waiting.map(({ kind, ids }) => [kind, opened.includes(kind) ? ids[0] : undefined]),
    );
    const shown = await this.present(
      actor,
      school,
      [...longest.values()].filter((id) => id !== undefined),
    );
    const attention: BriefLine[] = waiting.map(({ kind, ids }) => {
      const issue = shown.get(longest.get(kind) ?? 0);
      return {
        kind,
        ...limited(ids.length),
        longest: issue ? { token: issue.token, title: issue.title } : null,
      };
    });
    attention.push({ kind: 'undelivered', ...(await this.undelivered(actor, school)), longest: null });
    return attention;
  }

  private async undelivered(actor: Actor, school: SchoolId): Promise<Pick<Line, 'count' | 'more'>> {
    return limited(await this.deliveries.count(actor, school, overviewLimit + 1));
  }

  private async allWaiting(actor: Actor, token: string | undefined): Promise<Waiting[]> {
    return Promise.all(kinds.map(async (kind) => ({ kind, ids: await this.waiting(actor, token, kind) })));
  }

  /** Ids of those that wait for this, longest first; read no further than anybody counts. */
  private async waiting(actor: Actor, school: string | undefined, kind: Attention): Promise<number[]> {
    // What is late has no index of its own; within one state it stands in the order of the reports.
    const states = kind === 'overdue' ? needyStates : [undefined];
    const builders = await Promise.all(
      states.map((state) => this.queries.scoped(actor, { scope: 'board', school, attention: kind, state })),
    );
    return this.database.read.firstIds(
      builders.filter((one) => one !== null),
      overviewLimit + 1,
    );
  }

  /** By their ids, in one go: the same issue may wait for several things. What is shown is recorded as read. */
  private async present(
    actor: Actor,
    school: SchoolId,
    ids: readonly number[],
  ): Promise<Map<number, IssueSummary>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.read.of(Issue, school).find({ where: { id: In([...new Set(ids)]) } });
    const seen = (await this.access.standings(actor, rows)).filter(({ standing }) => standing.length > 0);
    const summaries = await this.presenter.summaries(actor, seen);
    if (summaries.length > 0)
      await this.audit.read({ action: 'issue.overview', actor: byPerson(actor.personId), school }, ['basic']);
    return new Map(seen.flatMap(({ issue }, at) => (summaries[at] ? [[issue.id, summaries[at]]] : [])));
  }
}

function limited(count: number): Pick<Line, 'count' | 'more'> {
  return { count: Math.min(count, overviewLimit), more: count > overviewLimit };
}
