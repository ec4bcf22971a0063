import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual, Not } from 'typeorm';
import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found } from '../../platform/http/problem-error.js';
import { TimelineReader } from '../../platform/timeline/timeline-reader.js';
import type { TimelineEntry } from '../../platform/timeline/timeline-reader.js';
import { Exclusion } from '../../platform/timeline/timeline.entity.js';
import { Issue } from './issue.entity.js';
import { mayDraftAnswer } from './issue.policy.js';
import { IssueAccess } from './issue-access.js';

/** A question to the school that has been answered. */
export interface AskedIssue {
  id: number;
  school: SchoolId;
  topic: ConsultationTopic;
  /** Empty where it was asked without a name: her words would tell who she is. */
  question: string;
  answer: string;
  placeId: number | null;
  categoryId: number | null;
  sealed: boolean;
}

/** The school's last reply to a question: what it answered, or what it said when the matter was done. */
export function replyIn(entries: readonly TimelineEntry[]): string | null {
  const reply = entries.findLast(({ event, words }) => isReply(event.name) && (words['words'] ?? '') !== '');
  return reply?.words['words'] ?? null;
}
const isReply = (name: string): boolean => name === 'answer' || name === 'resolve';

/** What the consultations may ask about the questions among the issues. */
@Injectable()
export class AskedIssues {
  constructor(
    private readonly database: Database,
    private readonly access: IssueAccess,
    private readonly timeline: TimelineReader,
    private readonly audit: Audit,
  ) {}

  /**
   * A question from which somebody may write an answer for everybody; that she read it is recorded.
   * @throws ProblemError `not_found` for one that she may not see as staff, that was not asked, is not answered, or has
   *   left the ordinary system
   */
  async forAnswer(actor: Actor, token: string): Promise<AskedIssue> {
    const seen = await this.access.load(actor, token);
    const { issue } = seen;
    const entries = await this.timeline.of(issue.schoolId, 'issue', issue.id);
    const answer = replyIn(entries);
    found(mayDraftAnswer(seen, answer !== null) || null);
    await this.audit.read(
      {
        action: 'issue.answer_draft',
        actor: byPerson(actor.personId),
        school: issue.schoolId,
        subject: { type: 'issue', id: issue.id },
      },
      ['basic'],
    );
    return {
      id: issue.id,
      school: issue.schoolId,
      topic: issue.asksTopic ?? 'other',
      question: issue.seal === null ? (entries[0]?.words['report'] ?? '') : '',
      answer: answer ?? '',
      placeId: issue.placeId,
      categoryId: issue.categoryId,
      sealed: issue.seal !== null,
    };
  }

  /** Which of these issues must stay out of somebody's sight: she is excluded, or they have left the ordinary system. */
  async closedTo(actor: Actor, school: SchoolId, issueIds: readonly number[]): Promise<Set<number>> {
    if (issueIds.length === 0) return new Set();
    const read = this.database.read;
    const barred = await read.of(Exclusion, school).find({
      where: { subjectType: 'issue', subjectId: In([...issueIds]), personId: actor.personId },
    });
    const diverted = await read
      .of(Issue, school)
      .find({ where: { id: In([...issueIds]), diverted: true }, select: { id: true } });
    return new Set([...barred.map(({ subjectId }) => subjectId), ...diverted.map(({ id }) => id)]);
  }

  /** How many questions went to the school since an instant, by topic. What was diverted is not counted, as on the board. */
  async sentSince(school: SchoolId, since: Date): Promise<Map<ConsultationTopic, number>> {
    const rows = await this.database.read
      .of(Issue, school)
      .query('issue')
      .select('issue.asksTopic', 'topic')
      .addSelect('COUNT(*)', 'n')
      .andWhere({ asksTopic: Not(IsNull()), diverted: false, createdAt: MoreThanOrEqual(since) })
      .groupBy('issue.asksTopic')
      .getRawMany<{ topic: ConsultationTopic; n: unknown }>();
    return new Map(rows.map(({ topic, n }) => [topic, Number(n)]));
  }
}
