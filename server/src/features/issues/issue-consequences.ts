import { Injectable } from '@nestjs/common';
import type { IssueAction } from '#shared/issues/workflow.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { SearchIndex } from '../../platform/search/search-index.js';
import { PeopleDirectory } from '../people/people.port.js';
import { MergedIssues } from './ends/merged-issues.js';
import { Disclosure } from './intake/disclosure.js';
import { ClassificationRow } from './issue.entity.js';
import type { Issue } from './issue.entity.js';
import { IssueMessages } from './issue.messages.js';
import { StaffLeft } from './staff-left.js';

/** What follows from what a person has done: who must hear of it, and what goes with it. */
@Injectable()
export class IssueConsequences {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly search: SearchIndex,
    private readonly people: PeopleDirectory,
    private readonly messages: IssueMessages,
    private readonly disclosure: Disclosure,
    private readonly departures: StaffLeft,
    private readonly merged: MergedIssues,
  ) {}

  /** @param seq of the event that was just recorded */
  async of(tx: Tx, issue: Issue, action: IssueAction, seq: number): Promise<void> {
    const { messages } = this;
    switch (action) {
      case 'assign':
      case 'reassign':
        return messages.tell(tx, 'issue.assigned', issue, [issue.assigneeId]);
      case 'classify':
      case 'recategorise':
        return this.keepCorrection(tx, issue);
      case 'accept':
        return messages.tellReporter(tx, 'issue.accepted', issue);
      case 'answer':
        return messages.tellReporter(tx, 'issue.answered', issue);
      case 'ask':
        return messages.tellReporter(tx, 'issue.asked', issue);
      case 'reply':
        return messages.tell(tx, 'issue.replied', issue, [issue.assigneeId]);
      case 'resolve':
        await messages.tellReporter(tx, 'issue.resolved', issue);
        return this.merged.endAlong(tx, issue, 'resolve', seq);
      case 'decline':
        await messages.tellReporter(tx, 'issue.declined', issue);
        return this.merged.endAlong(tx, issue, 'decline', seq);
      case 'confirm':
        return messages.tell(tx, 'issue.closed', issue, [issue.assigneeId]);
      case 'reject':
        await this.departures.replaceIfGone(tx, issue);
        return messages.tell(tx, 'issue.reopened', issue, [issue.assigneeId, ...(await this.heads(issue))]);
      case 'appeal':
        return messages.tell(tx, 'issue.assigned', issue, [issue.assigneeId]);
      case 'divert':
        return this.leaveOrdinarySystem(tx, issue);
      case 'agree':
      case 'merge':
      case 'separate':
      case 'resolve_along':
      case 'decline_along':
      case 'joined':
      case 'escalate':
      case 'transcribe':
      case 'settle_conflict':
      case 'fall_silent':
        return;
    }
  }

  private heads(issue: Issue): Promise<number[]> {
    return this.people.holders(issue.schoolId, 'principal', null);
  }

  private async keepCorrection(tx: Tx, issue: Issue): Promise<void> {
    const table = tx.of(ClassificationRow, issue.schoolId);
    const [latest] = await table.find({ where: { issueId: issue.id }, order: { id: 'DESC' }, take: 1 });
    await table.insert({
      issueId: issue.id,
      version: latest?.version ?? '',
      categoryId: issue.categoryId,
      confidence: latest?.confidence ?? 0,
      alternatives: latest?.alternatives ?? [],
      decidedBy: 'staff',
      at: this.clock.now(),
    });
  }

  /** A diverted issue is nobody's ordinary work and is found by no search. */
  private async leaveOrdinarySystem(tx: Tx, issue: Issue): Promise<void> {
    await this.search.remove(tx, issue.schoolId, 'issue', issue.id);
    // The pieces that it was found by must not be read in the journal either.
    tx.afterCommit(() => void this.database.scrub().catch(() => undefined));
    await this.messages.withdraw(tx, issue);
    // Refused rather than hidden from everybody: what nobody could open would be lost.
    if (!(await this.disclosure.open(tx, issue)))
      throw new ProblemError('state_conflict', { detail: '学校还没有安全保护专员，请先请园长指定一位。' });
  }
}
