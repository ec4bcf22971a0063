import { Injectable } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import type { Owner } from '../routing.js';

/** Puts an issue into other hands because those that had it may not keep it, whatever its state. */
@Injectable()
export class NewHands {
  constructor(
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly messages: IssueMessages,
  ) {}

  /**
   * @param owner null: nobody may take it; it is then unowned, where those who may see it find it
   * @param excluded who must not hear of it, where that was just asked in this transaction
   */
  async take(tx: Tx, issue: Issue, owner: Owner | null, excluded?: ReadonlySet<number>): Promise<void> {
    const { assign, reassign } = issueWorkflow.transitions;
    if (assign.from.includes(issue.state)) {
      if (owner) await this.step(tx, issue, 'assign', owner, excluded);
    } else if (reassign.from.includes(issue.state)) await this.step(tx, issue, 'reassign', owner);
    else await this.inherit(tx, issue, owner);
  }

  private async step(
    tx: Tx,
    issue: Issue,
    action: 'assign' | 'reassign',
    owner: Owner | null,
    excluded?: ReadonlySet<number>,
  ): Promise<void> {
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action,
      standing: ['system'],
      actor: system,
      payload: payloadOf(owner),
      change: handsOf(owner),
    });
    await this.messages.tell(tx, 'issue.assigned', issue, [issue.assigneeId], excluded);
  }

  /** It waits for the verdict: the work is done and the state stays, but a rejection must find somebody. */
  private async inherit(tx: Tx, issue: Issue, owner: Owner | null): Promise<void> {
    const { id, state, lastSeq } = issue;
    const change = { ...handsOf(owner), lastSeq: lastSeq + 1, changedAt: this.clock.now() };
    const changed = await tx.of(Issue, issue.schoolId).update({ id, state, lastSeq }, change);
    if (changed !== 1) throw new ProblemError('state_conflict');
    Object.assign(issue, change);
    const event = { subjectType: 'issue', actor: system, payload: payloadOf(owner) };
    await this.engine.record(tx, issue, issue.lastSeq, 'reassign', event);
  }
}

const handsOf = (owner: Owner | null) => ({
  assigneeId: owner?.personId ?? null,
  assigneeRole: owner?.role ?? null,
});
const payloadOf = (owner: Owner | null) => ({
  assigneeId: owner?.personId ?? null,
  role: owner?.role ?? null,
  by: owner?.by ?? 'nobody',
});
