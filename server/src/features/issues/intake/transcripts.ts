import { Injectable } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { SearchIndex } from '../../../platform/search/search-index.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import type { Classification } from '../classifier/classifier.js';
import { Conflicts } from '../conflict/conflicts.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import type { SeenIssue } from '../issue.policy.js';
import { Handing } from './handing.js';
import { Sorting } from './sorting.js';

/** Writing down what was said in a recording. The recording stays the record; the words let it be found and sorted. */
@Injectable()
export class Transcripts {
  constructor(
    private readonly database: Database,
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly idempotency: Idempotency,
    private readonly conflicts: Conflicts,
    private readonly search: SearchIndex,
    private readonly sorting: Sorting,
    private readonly handing: Handing,
  ) {}

  /**
   * @returns the issue as the listener sees it then
   * @throws ProblemError `not_found` once it is written down, if the words name the listener herself
   */
  async write(actor: Actor, token: string, request: RequestKey, text: string): Promise<SeenIssue> {
    const { issue } = await this.access.load(actor, token);
    const guess = await this.sorting.guess(issue.schoolId, text);
    await this.database.write(async (tx) => {
      const seen = await this.access.load(actor, token);
      await this.idempotency.once(tx, scopeOfPerson(actor), request, () =>
        this.keep(tx, actor, seen, text, guess),
      );
    });
    // Behind the transaction: that she may not look any more must not undo what she wrote.
    return this.access.afterCommandOf(actor, token);
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    { issue, standing }: SeenIssue,
    text: string,
    guess: Classification,
  ): Promise<void> {
    if (!issue.hasVoice) throw new ProblemError('state_conflict', { detail: '这件事没有录音。' });
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'transcribe',
      standing,
      actor: byPerson(actor.personId),
      content: [{ kind: 'transcript', body: text }],
      change: { unheard: false },
    });
    await this.conflicts.apply(tx, issue, [text], []);
    await this.search.add(tx, issue.schoolId, 'issue', issue.id, text);
    await this.sorting.sortTranscript(tx, issue, guess);
    await this.handing.toBetter(tx, issue);
  }
}
