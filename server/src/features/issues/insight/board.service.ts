import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { BulkAssign, BulkAssigned } from '#shared/issues/insight.js';
import { problems } from '#shared/platform/problem-codes.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import { IssueCommands } from '../issue-commands.service.js';
import { IssuePresenter } from '../issue.presenter.js';
import { IssueQueries } from '../issue-queries.js';
import type { IssueFilters } from '../issue-queries.js';
import { boardFile } from './board-file.js';

/** A school year of a large school; a file that grows beyond it is asked for with a narrower filter. */
export const exportLimit = 5000;
const portion = 200;

type BulkResult = z.infer<typeof BulkAssigned>;

/** What the office does with many issues at once. */
@Injectable()
export class IssueBoard {
  constructor(
    private readonly queries: IssueQueries,
    private readonly access: IssueAccess,
    private readonly presenter: IssuePresenter,
    private readonly commands: IssueCommands,
    private readonly audit: Audit,
    private readonly database: Database,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Hands each issue over by itself: one that cannot be handed over stops none of the others.
   * @throws ProblemError `idempotency_mismatch` where the key stands for another choice
   */
  async assign(actor: Actor, request: RequestKey, body: z.output<typeof BulkAssign>): Promise<BulkResult> {
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => Promise.resolve()),
    );
    const items: BulkResult['items'] = [];
    for (const token of new Set(body.issues)) {
      // A key of its own: after half of it went through, a repeat carries out the other half.
      const own = { ...request, route: `${request.route} ${token}` };
      try {
        await this.commands.assign(actor, token, own, body.assignee);
        items.push({ token, done: true, problem: null, detail: null });
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        items.push({ token, done: false, problem: error.code, detail: sentenceOf(error) });
      }
    }
    return { items };
  }

  /**
   * The filtered board as a file, newest first.
   * @throws ProblemError `invalid_input` where it would hold more than `exportLimit` issues
   */
  async file(actor: Actor, filters: IssueFilters): Promise<Buffer> {
    const school = configuredSchoolOf(actor, filters.school);
    const ids = await this.chosen(actor, filters);
    if (ids.length > exportLimit) {
      const message = `超过 ${exportLimit} 件了，请先选一个状态、类别或班级再导出`;
      throw new ProblemError('invalid_input', { detail: message, errors: [{ path: 'state', message }] });
    }
    const issues: IssueSummary[] = [];
    for (let from = 0; from < ids.length; from += portion)
      issues.push(...(await this.summaries(actor, school, ids.slice(from, from + portion))));
    await this.audit.read({ action: 'issue.export', actor: byPerson(actor.personId), school }, ['basic']);
    return boardFile(issues);
  }

  /** Ids of the filtered board, newest first, and no more than tell that they are too many. */
  private async chosen(actor: Actor, filters: IssueFilters): Promise<number[]> {
    const builder = await this.queries.scoped(actor, { ...filters, scope: 'board' });
    if (!builder) return [];
    const rows = await builder
      .select('issue.id')
      .orderBy('issue.id', 'DESC')
      .limit(exportLimit + 1)
      .getMany();
    return rows.map(({ id }) => id);
  }

  private async summaries(actor: Actor, school: SchoolId, ids: number[]): Promise<IssueSummary[]> {
    const rows = await this.database.read
      .of(Issue, school)
      .find({ where: { id: In(ids) }, order: { id: 'DESC' } });
    const seen = (await this.access.standings(actor, rows)).filter(({ standing }) => standing.length > 0);
    return this.presenter.summaries(actor, seen);
  }
}

/** What went wrong, as it would stand in the problem document. */
function sentenceOf({ code, options }: ProblemError): string {
  return options.detail ?? options.errors?.[0]?.message ?? problems[code][2];
}
