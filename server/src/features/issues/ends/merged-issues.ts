import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { found } from '../../../platform/http/problem-error.js';
import { Media } from '../../../platform/media/media.entity.js';
import { Content, TimelineEvent } from '../../../platform/timeline/timeline.entity.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import type { Recorded } from '../../../platform/timeline/workflow-engine.js';
import { Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import { MergedExclusions } from './merged-exclusions.js';
import { Merging } from './merging.js';

/** How the end of a primary is called where it reaches what was merged into it, and the word that asks. */
const along = {
  resolve: { action: 'resolve_along', message: 'issue.resolved' },
  decline: { action: 'decline_along', message: 'issue.declined' },
} as const;

/** What was merged follows its primary: its hands, its end, and out of it when the primary leaves. */
@Injectable()
export class MergedIssues implements OnModuleInit {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly merging: Merging,
    private readonly exclusions: MergedExclusions,
    private readonly messages: IssueMessages,
  ) {}

  onModuleInit(): void {
    this.engine.follow('issue', (tx, recorded) => this.follow(tx, recorded));
  }

  /**
   * Asks everybody whose issue was merged into this one, with the words and photos of its end.
   * @param seq of the event of the end, photos and all
   */
  async endAlong(tx: Tx, primary: Issue, end: keyof typeof along, seq: number): Promise<void> {
    const issues = await this.mergedInto(tx, primary);
    if (issues.length === 0) return;
    const school = primary.schoolId;
    const where = { subjectType: 'issue', subjectId: primary.id, seq };
    const event = found(await tx.of(TimelineEvent, school).findOne(where));
    const words = await tx.of(Content, school).find({ where, order: { id: 'ASC' } });
    const photos = await tx.of(Media, school).find({ where, order: { id: 'ASC' } });
    const { endedAs, assigneeId, assigneeRole, officeId, declinedById } = primary;
    for (const issue of issues) {
      const alongSeq = await this.engine.advance(tx, tx.of(Issue, school), issue, {
        subjectType: 'issue',
        workflow: issueWorkflow,
        action: along[end].action,
        standing: ['system'],
        actor: system,
        payload: { ...event.payload, byId: event.actorId },
        content: words.map(({ kind, body }) => ({ kind, body })),
        change: {
          endedAs,
          assigneeId,
          assigneeRole,
          officeId,
          ...(end === 'decline' ? { declinedById } : {}),
        },
      });
      await this.exclusions.keep(tx, issue);
      await this.copyPhotos(tx, photos, issue, alongSeq);
      await this.messages.tellReporter(tx, along[end].message, issue);
    }
  }

  /** Rows of their own over the same files: what happens to the primary later takes nothing away from a family. */
  private async copyPhotos(tx: Tx, photos: readonly Media[], issue: Issue, seq: number): Promise<void> {
    for (const { id: _id, schoolId: _school, ...photo } of photos)
      await tx
        .of(Media, issue.schoolId)
        .insert({ ...photo, token: newToken(), clientId: newToken(), subjectId: issue.id, seq });
  }

  private async follow(tx: Tx, { row, name, payload, isNew }: Recorded): Promise<void> {
    // Nothing has been merged into what has just been made.
    if (isNew) return;
    const issue = row as Issue;
    switch (name) {
      case 'assign':
      case 'reassign':
        return this.followHands(tx, issue);
      case 'divert':
        return this.leave(tx, issue);
      case 'settle_conflict':
        if (issue.primaryId !== null) await this.exclusions.share(tx, issue.schoolId, issue.primaryId);
        return;
      case 'reject':
      case 'appeal':
        // Its words stand beside the primary no longer.
        if (typeof payload['left'] === 'number')
          await this.exclusions.share(tx, issue.schoolId, payload['left']);
        return;
      default:
    }
  }

  private async followHands(
    tx: Tx,
    { id, schoolId, assigneeId, assigneeRole, officeId }: Issue,
  ): Promise<void> {
    const change = { assigneeId, assigneeRole, officeId };
    await tx.of(Issue, schoolId).update({ primaryId: id, state: 'merged' }, change);
  }

  /**
   * A primary that leaves the ordinary system lets go of what was merged into it, which goes on as if it had only been
   * separated; a merged issue that leaves is no longer beside its primary.
   */
  private async leave(tx: Tx, issue: Issue): Promise<void> {
    const table = tx.of(Issue, issue.schoolId);
    for (const one of await this.mergedInto(tx, issue))
      await this.merging.separate(tx, one, { standing: ['system'], actor: system, who: 'system' });
    await table.update({ primaryId: issue.id }, { primaryId: null });
    const { primaryId } = issue;
    if (primaryId === null) return;
    await table.update({ id: issue.id }, { primaryId: null });
    issue.primaryId = null;
    await this.exclusions.release(tx, issue);
    await this.exclusions.share(tx, issue.schoolId, primaryId);
  }

  private mergedInto(tx: Tx, primary: Issue): Promise<Issue[]> {
    const where = { primaryId: primary.id, state: 'merged' as const };
    return tx.of(Issue, primary.schoolId).find({ where, order: { id: 'ASC' } });
  }
}
