import { Injectable } from '@nestjs/common';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { HomeView } from '#shared/home/contract.js';
import { homeCards } from '#shared/home/contract.js';
import { IssueQuery } from '#shared/issues/contract.js';
import { leads, schoolsOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { IssueOverview } from './insight/overview.service.js';
import { IssueAccess } from './issue-access.js';
import { IssueLists } from './issue-lists.service.js';
import { IssuePresenter } from './issue.presenter.js';
import { IssueQueries } from './issue-queries.js';
import { waitingFor } from './tracking/next-sentence.js';

/** How far down her own list is looked for what waits for a word of hers. */
const lookedAt = 20;

/** What of the issues stands on somebody's first screen. */
@Injectable()
export class IssueFirstScreen {
  constructor(
    private readonly queries: IssueQueries,
    private readonly access: IssueAccess,
    private readonly presenter: IssuePresenter,
    private readonly lists: IssueLists,
    private readonly overview: IssueOverview,
    private readonly database: Database,
  ) {}

  /** What she raised herself, that which waits for her apart; only what is shown is put into words. */
  async mine(actor: Actor): Promise<NonNullable<HomeView['mine']>> {
    const builder = await this.queries.scoped(actor, { scope: 'mine', state: 'open' });
    const rows = builder
      ? await this.database.read.rowsOf(builder.orderBy('issue.id', 'DESC').limit(lookedAt + 1))
      : [];
    const seen = await this.access.standings(actor, rows.slice(0, lookedAt));
    const isWaiting = ({ issue, standing }: (typeof seen)[number]) =>
      waitingFor(issue.state, true, standing.includes('assignee')) === 'you';
    const waiting = seen.filter(isWaiting);
    const others = seen.filter((one) => !isWaiting(one));
    const shown = [...waiting.slice(0, homeCards), ...others.slice(0, homeCards)];
    const cards = await this.presenter.summaries(actor, shown);
    const split = Math.min(waiting.length, homeCards);
    return {
      waiting: cards.slice(0, split),
      others: cards.slice(split),
      more: shown.length < rows.length,
    };
  }

  /** What was handed to her, at every school where she works. */
  async assigned(actor: Actor): Promise<NonNullable<HomeView['assigned']>> {
    const items: IssueSummary[] = [];
    let more = false;
    for (const { token } of schoolsOf({ ...actor, children: [] })) {
      const given = { scope: 'assigned', state: 'open', school: token, limit: homeCards };
      const page = await this.lists.list(actor, IssueQuery.parse(given));
      items.push(...page.items);
      more ||= page.nextCursor !== null;
    }
    // Each school's list is in this order already; only several have to be joined.
    items.sort((a, b) => b.reportedAt.localeCompare(a.reportedAt));
    return { items: items.slice(0, homeCards), more: more || items.length > homeCards };
  }

  /** What waits for somebody, at every school that she leads. */
  async overviews(actor: Actor): Promise<HomeView['overviews']> {
    const led = schoolsOf(actor).filter(({ id }) => leads(actor, id));
    const overviews: HomeView['overviews'] = [];
    for (const { token } of led)
      overviews.push({ school: token, attention: await this.overview.brief(actor, token) });
    return overviews;
  }
}
