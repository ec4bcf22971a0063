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

  async of(actor: Actor, { issue, standing }: SeenIssue): Promise<Related> {
    if (!seesAsStaff(standing) || issue.diverted) return { primary: null, merged: [] };
    const table = this.database.read.of(Issue, issue.schoolId);
    const rows = await table.find({
      where: [
        { primaryId: issue.id, diverted: false },
        ...(issue.primaryId === null ? [] : [{ id: issue.primaryId, diverted: false }]),
      ],
      order: { id: 'ASC' },
    });
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
