import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import { SubjectChildren } from '../../platform/auth/child-bars.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Bars } from '../people/bars.port.js';
import type { BarPlaced } from '../people/bars.port.js';
import { NewHands } from './conflict/new-hands.js';
import { IssueAccess } from './issue-access.js';
import { Issue } from './issue.entity.js';
import { Routing } from './routing.js';

/** What is merged follows its primary. */
const open = (Object.keys(issueWorkflow.states) as IssueState[]).filter(
  (state) => issueWorkflow.states[state].type === 'open' && state !== 'merged',
);

/** Takes what is about a child out of the hands, and out of the queue of messages, of an adult who is kept from her. */
@Injectable()
export class BarPlacedOnIssues implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly bars: Bars,
    private readonly subjects: SubjectChildren,
    private readonly outbox: Outbox,
    private readonly access: IssueAccess,
    private readonly routing: Routing,
    private readonly newHands: NewHands,
  ) {}

  onModuleInit(): void {
    this.bars.onPlaced((tx, placed) => this.placed(tx, placed));
    this.subjects.register('issue', async (school, id) => {
      const issue = await this.database.read.of(Issue, school).findOne({ id });
      const childId = issue?.childId ?? null;
      return childId === null ? [] : [childId];
    });
  }

  private async placed(tx: Tx, { school, childId, personId }: BarPlaced): Promise<void> {
    const issues = await tx.of(Issue, school).find({ where: { childId }, order: { id: 'ASC' } });
    for (const issue of issues) {
      // What was written before the order and not sent yet; what is sent later is checked when it leaves.
      await this.outbox.withdrawFrom(tx, { type: 'issue', id: issue.id }, [personId], []);
      await this.handOn(tx, issue, personId);
    }
  }

  private async handOn(tx: Tx, issue: Issue, personId: number): Promise<void> {
    if (issue.assigneeId !== personId || issue.diverted || !open.includes(issue.state)) return;
    const excluded = new Set([...(await this.access.excludedFrom(issue)), personId]);
    await this.newHands.take(tx, issue, await this.routing.ownerFor(issue.schoolId, issue, excluded));
  }
}
