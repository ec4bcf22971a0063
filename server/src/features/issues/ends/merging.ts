import { Injectable } from '@nestjs/common';
import { categoriesAboutPeople } from '#shared/issues/vocabulary.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueActor } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import type { ActorRef } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import type { Tx } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { IssueAccess } from '../issue-access.js';
import { Category, Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import { Routing } from '../routing.js';
import { MergedExclusions } from './merged-exclusions.js';
import { SimilarCandidates } from './similar-candidates.js';

/** Who does it, and how she stands to it. */
interface By {
  standing: readonly IssueActor[];
  actor: ActorRef;
}

/**
 * Several families, one matter: the merged issues keep their reporter, their timeline and their verdict, and follow
 * the primary. All calls join the transaction around them.
 */
@Injectable()
export class Merging {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly candidates: SimilarCandidates,
    private readonly exclusions: MergedExclusions,
    private readonly routing: Routing,
    private readonly messages: IssueMessages,
  ) {}

  /**
   * "The same with us": merges a report that has just been stored into what its handle stands for. To be called in the
   * transaction of the report, after it was sorted, checked for a disclosure and for conflicts, and instead of handing
   * it to somebody.
   * @returns false where it stays an issue of its own: the handle is stale, or the report is one that must be looked at
   *   by itself (nobody has listened to it, it may be about a person, somebody must not see it)
   */
  async join(tx: Tx, issue: Issue, handle: string, actor: Actor): Promise<boolean> {
    if (!(await this.mayBeJoined(tx, issue))) return false;
    const { personId } = actor;
    const reporterId = issue.reporterId ?? personId;
    const primary = await this.candidates.behind(issue.schoolId, personId, reporterId, handle);
    if (!primary || primary.id === issue.id) return false;
    try {
      await this.announce(tx, primary, issue);
    } catch (error) {
      // It has just moved on under somebody else's hands: the report is kept as it is.
      if (error instanceof ProblemError && error.code === 'state_conflict') return false;
      throw error;
    }
    await this.mergeInto(tx, issue, primary, { standing: ['system'], actor: system });
    return true;
  }

  /** Merges by the hand of staff who see both. */
  async merge(tx: Tx, issue: Issue, primary: Issue, by: By): Promise<void> {
    await this.announce(tx, primary, issue);
    await this.mergeInto(tx, issue, primary, by);
    await this.messages.tellReporter(tx, 'issue.merged', issue);
  }

  /** It was another matter after all: it goes its own way, to whom the rules name. */
  async separate(tx: Tx, issue: Issue, by: By & { who: 'reporter' | 'staff' | 'system' }): Promise<void> {
    const { schoolId, primaryId } = issue;
    // Before anybody is looked for: who was kept out for the primary's sake may have it again.
    await this.exclusions.release(tx, issue);
    const excluded = await this.access.excludedFrom(issue);
    const owner = await this.routing.ownerFor(schoolId, issue, excluded);
    const handed = owner ? { assigneeId: owner.personId, assigneeRole: owner.role } : {};
    await this.engine.advance(tx, tx.of(Issue, schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'separate',
      standing: by.standing,
      actor: by.actor,
      payload: { by: by.who, assigneeId: owner?.personId ?? issue.assigneeId, role: owner?.role ?? null },
      change: { primaryId: null, ...handed },
    });
    await this.messages.tell(tx, 'issue.assigned', issue, [issue.assigneeId]);
    if (primaryId !== null) await this.exclusions.share(tx, schoolId, primaryId);
  }

  /** The first statement that writes: from here on the primary cannot end before this is committed. */
  private async announce(tx: Tx, primary: Issue, issue: Issue): Promise<void> {
    await this.engine.advance(tx, tx.of(Issue, primary.schoolId), primary, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'joined',
      standing: ['system'],
      actor: system,
      payload: { issueId: issue.id },
    });
  }

  private async mergeInto(tx: Tx, issue: Issue, primary: Issue, by: By): Promise<void> {
    const table = tx.of(Issue, issue.schoolId);
    const { assigneeId, assigneeRole, officeId } = primary;
    const whoseHands = { assigneeId, assigneeRole, officeId };
    await this.engine.advance(tx, table, issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'merge',
      ...by,
      payload: { into: primary.id },
      change: { primaryId: primary.id, ...whoseHands },
    });
    // No chains: what had been merged into this one now follows the same primary.
    await table.update({ primaryId: issue.id, state: 'merged' }, { primaryId: primary.id, ...whoseHands });
    await table.update({ primaryId: issue.id }, { primaryId: primary.id });
    await this.exclusions.share(tx, issue.schoolId, primary.id);
  }

  /** What must be looked at by itself is joined by nobody's tap. */
  private async mayBeJoined(tx: Tx, issue: Issue): Promise<boolean> {
    if (!issueWorkflow.transitions.merge.from.includes(issue.state)) return false;
    if (issue.diverted || issue.unheard || issue.conflictOpen || issue.officeId !== null) return false;
    const barred = { subjectType: 'issue', subjectId: issue.id };
    if (await tx.of(Exclusion, issue.schoolId).exists(barred)) return false;
    if (issue.categoryId === null) return true;
    const category = await tx.of(Category, issue.schoolId).findOne({ id: issue.categoryId });
    return category !== null && !categoriesAboutPeople.includes(category.code);
  }
}
