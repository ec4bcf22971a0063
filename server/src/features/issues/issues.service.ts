import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  CreateIssue,
  Diverted,
  DivertIssue,
  IssueDetail,
  IssuePage,
  IssueQuery,
} from '#shared/issues/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { IssueAccess } from './issue-access.js';
import { IssueCommands } from './issue-commands.service.js';
import type { IssueCommand } from './issue-command.js';
import { IssueLists } from './issue-lists.service.js';
import { seesAsStaff } from './issue.policy.js';
import type { SeenIssue } from './issue.policy.js';
import { IssuePresenter } from './issue.presenter.js';
import { IssueReports } from './issue-reports.service.js';

/** The use cases of the issues routes: each ends with the issue as its reader now sees it. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly access: IssueAccess,
    private readonly reports: IssueReports,
    private readonly commands: IssueCommands,
    private readonly lists: IssueLists,
    private readonly presenter: IssuePresenter,
    private readonly audit: Audit,
    private readonly limits: RateLimits,
  ) {}

  async report(actor: Actor, report: z.output<typeof CreateIssue>): Promise<IssueDetail> {
    if (actor.visitor) await this.limits.asking(actor.personId);
    return this.presenter.detail(actor, await this.reports.report(actor, report));
  }

  list(actor: Actor, query: z.output<typeof IssueQuery>): Promise<z.infer<typeof IssuePage>> {
    return this.lists.list(actor, query);
  }

  async get(actor: Actor, token: string): Promise<IssueDetail> {
    const seen = await this.access.load(actor, token);
    await this.recordRead(actor, seen);
    return this.presenter.detail(actor, seen);
  }

  async act(actor: Actor, token: string, request: RequestKey, command: IssueCommand): Promise<IssueDetail> {
    return this.presenter.detail(actor, await this.commands.run(actor, token, request, command));
  }

  async assign(actor: Actor, token: string, request: RequestKey, assignee: string): Promise<IssueDetail> {
    return this.presenter.detail(actor, await this.commands.assign(actor, token, request, assignee));
  }

  async recategorise(
    actor: Actor,
    token: string,
    request: RequestKey,
    category: string,
  ): Promise<IssueDetail> {
    return this.presenter.detail(actor, await this.commands.recategorise(actor, token, request, category));
  }

  async divert(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof DivertIssue>,
  ): Promise<z.infer<typeof Diverted>> {
    await this.commands.divert(actor, token, request, given.reason, given.text);
    return { diverted: true };
  }

  /** Staff who open a report read a family's words; a reporter reads her own. */
  private async recordRead(actor: Actor, { issue, standing }: SeenIssue): Promise<void> {
    if (!seesAsStaff(standing)) return;
    await this.audit.read(
      {
        action: 'issue.get',
        actor: byPerson(actor.personId),
        school: issue.schoolId,
        subject: { type: 'issue', id: issue.id },
      },
      issue.diverted ? ['protection'] : ['basic'],
      // Other guardians must not learn from it that there was a report.
      issue.diverted || issue.childId === null || issue.reporterId === null ? [] : [issue.childId],
      issue.reporterId,
    );
  }
}
