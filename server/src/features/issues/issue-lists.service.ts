import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { IssuePage, IssueQuery } from '#shared/issues/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { IssueAccess } from './issue-access.js';
import type { SeenIssue } from './issue.policy.js';
import { IssuePresenter } from './issue.presenter.js';
import { IssueQueries } from './issue-queries.js';

type Query = z.infer<typeof IssueQuery>;

/** Lists of issues: newest first, by keyset, never counted. */
@Injectable()
export class IssueLists {
  constructor(
    private readonly queries: IssueQueries,
    private readonly access: IssueAccess,
    private readonly presenter: IssuePresenter,
    private readonly audit: Audit,
    private readonly database: Database,
  ) {}

  async list(actor: Actor, query: Query): Promise<z.infer<typeof IssuePage>> {
    const { after, take } = pageLimits(query);
    const builder = await this.queries.scoped(actor, query);
    if (!builder) return { items: [], nextCursor: null };
    if (after !== null) builder.andWhere('issue.id < :after', { after });
    const rows = await this.database.read.rowsOf(builder.orderBy('issue.id', 'DESC').limit(take));
    const page = pageFrom(rows, query.limit);
    // Asked once more of each row: the list's filter and the policy must never drift apart.
    const seen = (await this.access.standings(actor, page.items)).filter(
      ({ standing }) => standing.length > 0,
    );
    if (query.scope !== 'mine' && seen.length > 0) await this.recordRead(actor, query, seen);
    return { items: await this.presenter.summaries(actor, seen), nextCursor: page.nextCursor };
  }

  /** One row per page and school: what families wrote and who they are is personal data. */
  private async recordRead(actor: Actor, query: Query, seen: readonly SeenIssue[]): Promise<void> {
    const isClosedRoom = query.scope === 'safeguarding';
    const action = isClosedRoom ? 'safeguarding.list' : 'issue.list';
    for (const school of new Set(seen.map(({ issue }) => issue.schoolId)))
      await this.audit.read({ action, actor: byPerson(actor.personId), school }, [
        isClosedRoom ? 'protection' : 'basic',
      ]);
  }
}
