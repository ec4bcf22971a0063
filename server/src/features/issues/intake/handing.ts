import { Injectable } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import type { Tx } from '../../../platform/database/database.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import { Routing } from '../routing.js';
import type { Owner } from '../routing.js';

/** Hands an issue to whom the rules name, while nobody has accepted it. */
@Injectable()
export class Handing {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly routing: Routing,
    private readonly messages: IssueMessages,
  ) {}

  /** Hands a report that has just been sorted to its first owner. */
  async toFirst(tx: Tx, issue: Issue): Promise<void> {
    const owner = await this.ownerOf(issue);
    // Only a school where nobody may have it has nobody; the issue then stays visible as unowned.
    if (owner) await this.give(tx, issue, owner);
  }

  /**
   * Hands an issue on that stands in the wrong hands, as long as they have not accepted it: something was found out
   * about it, or they are away. Where no rule names anybody, it stays where it is.
   */
  async toBetter(tx: Tx, issue: Issue): Promise<void> {
    if (!['submitted', 'classified', 'assigned'].includes(issue.state)) return;
    const owner = await this.ownerOf(issue);
    const isBetter = owner !== null && owner.personId !== issue.assigneeId && owner.by !== 'away';
    if (isBetter) await this.give(tx, issue, owner);
  }

  private async ownerOf(issue: Issue): Promise<Owner | null> {
    const excluded = await this.access.excludedFrom(issue.schoolId, issue.id);
    return this.routing.ownerFor(issue.schoolId, issue, excluded);
  }

  private async give(tx: Tx, issue: Issue, { personId, role, by }: Owner): Promise<void> {
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: issueWorkflow.transitions.assign.from.includes(issue.state) ? 'assign' : 'reassign',
      standing: ['system'],
      actor: system,
      payload: { assigneeId: personId, role, by },
      change: { assigneeId: personId, assigneeRole: role },
    });
    await this.messages.tell(tx, 'issue.assigned', issue, [personId]);
  }
}
