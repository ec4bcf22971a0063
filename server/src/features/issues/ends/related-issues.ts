import { Injectable } from '@nestjs/common';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import { TimelineReader } from '../../../platform/timeline/timeline-reader.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import { seesAsStaff } from '../issue.policy.js';
import type { SeenIssue } from '../issue.policy.js';
import { titleOf } from '../issue-title.js';

type Related = Pick<IssueDetail, 'primary' | 'merged'>;

/** What says the same as an issue, for staff who see both. */
@Injectable()
export class RelatedIssues {
  constructor(
    private readonly database: Database,
    private readonly access: IssueAccess,
    private readonly timeline: TimelineReader,
  ) {}

  /** What was merged into an issue, and its primary. */
  async beside({ id, schoolId, primaryId, diverted }: Issue): Promise<Issue[]> {
    if (diverted) return [];
    return this.database.read.of(Issue, schoolId).find({
      where: [
        { primaryId: id, diverted: false },
        ...(primaryId === null ? [] : [{ id: primaryId, diverted: false }]),
      ],
      order: { id: 'ASC' },
    });
  }

  /** @param beside as `beside` has it */
  async of(
    actor: Actor,
    { issue, standing }: SeenIssue,
    beside: Promise<readonly Issue[]>,
  ): Promise<Related> {
    if (!seesAsStaff(standing) || issue.diverted) return { primary: null, merged: [] };
    const rows = await beside;
    if (rows.length === 0) return { primary: null, merged: [] };
    const seen = (await this.access.standings(actor, rows)).filter((one) => seesAsStaff(one.standing));
    const titles = await this.timeline.words(
      issue.schoolId,
      'issue',
      seen.map((one) => one.issue.id),
      'report',
    );
    const view = ({ id, token, hasVoice }: Issue) => ({ token, title: titleOf(titles.get(id), hasVoice) });
    const primary = seen.find((one) => one.issue.id === issue.primaryId);
    return {
      primary: primary ? view(primary.issue) : null,
      merged: seen.filter((one) => one.issue.primaryId === issue.id).map((one) => view(one.issue)),
    };
  }
}
