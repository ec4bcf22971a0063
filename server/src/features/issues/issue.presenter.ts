import { Injectable } from '@nestjs/common';
import type { CategoryView, IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow, progressOf } from '#shared/issues/workflow.js';
import type { IssueActor } from '#shared/issues/workflow.js';
import { calledBy } from '#shared/people/vocabulary.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { MediaService } from '../../platform/media/media.service.js';
import { TimelineReader } from '../../platform/timeline/timeline-reader.js';
import type { TimelineEntry } from '../../platform/timeline/timeline-reader.js';
import { PeopleDirectory } from '../people/people.port.js';
import type { Names } from '../people/people.port.js';
import { Category, ClassificationRow } from './issue.entity.js';
import type { Issue } from './issue.entity.js';
import { dueOf, pauseReasonOf } from './clocks/clock-words.js';
import { declineOf } from './ends/decline.js';
import { abilitiesFor, seesAsStaff } from './issue.policy.js';
import { nextSentence, stepsOf, waitingFor } from './issue-timeline.js';

/** An issue together with how its reader stands to it. */
export interface SeenIssue {
  issue: Issue;
  standing: readonly IssueActor[];
}

interface Surroundings extends Names {
  school: IssueSummary['school'];
  categories: Map<number, CategoryView>;
  titles: Map<number, string>;
}

const titleLength = 28;

/** First words of a report, for lists. */
export function titleOf(text: string | undefined): string {
  const line = (text ?? '').trim().split('\n')[0] ?? '';
  const letters = [...line];
  if (letters.length === 0) return '一张照片';
  return letters.length <= titleLength ? line : `${letters.slice(0, titleLength).join('')}…`;
}

/** The only way from an issue to JSON. What a reader may not see is never put in. */
@Injectable()
export class IssuePresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly timeline: TimelineReader,
    private readonly media: MediaService,
  ) {}

  /** A page of summaries, in the given order; the same number of statements however long it is. */
  async summaries(actor: Actor, seen: readonly SeenIssue[]): Promise<IssueSummary[]> {
    const surroundings = new Map<SchoolId, Surroundings>();
    for (const school of new Set(seen.map(({ issue }) => issue.schoolId))) {
      const here = seen.filter(({ issue }) => issue.schoolId === school).map(({ issue }) => issue);
      surroundings.set(school, await this.surroundings(school, here));
    }
    return seen.map((one) => this.summary(actor, one, surroundings.get(one.issue.schoolId) as Surroundings));
  }

  async detail(actor: Actor, seen: SeenIssue): Promise<IssueDetail> {
    const { issue, standing } = seen;
    const school = issue.schoolId;
    const all = await this.timeline.of(school, 'issue', issue.id);
    const entries = visibleEntries(all, seen, actor);
    const around = await this.surroundings(school, [issue], entries);
    const photos = await this.media.forSubject(school, 'issue', issue.id);
    const photosOf = (seq: number) => (photos.get(seq) ?? []).map((row) => this.media.view(row));
    const isReporter = standing.includes('reporter');
    const report = all[0]?.words['report'] ?? '';
    return {
      ...this.summary(actor, seen, around),
      text: report,
      photos: photosOf(1),
      voice: null,
      picture: issue.picture,
      transcript: entries.findLast(({ words }) => words['transcript'])?.words['transcript'] ?? null,
      filedBy: null,
      decline: declineOf(entries, issue, around.people),
      conflict: null,
      primary: null,
      merged: [],
      child: await this.child(issue),
      classification: seesAsStaff(standing) ? await this.classification(issue, all, around) : null,
      timeline: stepsOf(entries, {
        state: issue.state,
        isReporter,
        sealed: issue.seal !== null,
        nameOf: (id) => (typeof id === 'number' ? (around.people.get(id)?.name ?? '工作人员') : '工作人员'),
        categoryName: (code) =>
          [...around.categories.values()].find((one) => one.code === code)?.name ?? '其他',
        photos: photosOf,
      }),
      abilities: abilitiesFor(issue, standing),
    };
  }

  private summary(actor: Actor, { issue, standing }: SeenIssue, around: Surroundings): IssueSummary {
    const isReporter = standing.includes('reporter');
    const reporter = issue.reporterId === null ? undefined : around.people.get(issue.reporterId);
    // A reporter of a diverted issue learns that it was passed on, not to whom.
    const assigneeId = issue.diverted ? null : issue.assigneeId;
    const assignee = assigneeId === null ? undefined : around.people.get(assigneeId);
    const titled = assignee ? calledBy(issue.assigneeRole, assignee.name) : null;
    return {
      token: issue.token,
      clientId: isReporter ? issue.clientId : null,
      title: titleOf(around.titles.get(issue.id)),
      state: issue.state,
      stateLabel: issueWorkflow.states[issue.state].label,
      progress: progressOf[issue.state],
      waitingFor: waitingFor(issue.state, isReporter, standing.includes('assignee')),
      next: nextSentence(issue.state, isReporter, titled),
      school: around.school,
      category: around.categories.get(issue.categoryId ?? 0) ?? null,
      place: around.places.get(issue.placeId ?? 0) ?? null,
      classroom: around.classrooms.get(issue.classroomId ?? 0) ?? null,
      assignee: assignee ? { token: assignee.token, name: assignee.name, role: issue.assigneeRole } : null,
      sealed: issue.seal !== null,
      reporter: reporter ? { token: reporter.token, name: reporter.name } : null,
      mine: isReporter,
      due: dueOf(issue, this.clock.now()),
      paused: issue.pausedSince === null ? null : pauseReasonOf(issue.state),
      families: 0,
      hasVoice: issue.hasVoice,
      unheard: issue.unheard,
      reportedAt: issue.createdAt.toISOString(),
      changedAt: issue.changedAt.toISOString(),
    };
  }

  private async surroundings(
    school: SchoolId,
    issues: readonly Issue[],
    entries: readonly TimelineEntry[] = [],
  ): Promise<Surroundings> {
    const mentioned = entries.flatMap(({ event }) => [
      event.actorId,
      event.payload['assigneeId'] as number | undefined,
    ]);
    const names = await this.people.names(school, {
      people: [...issues.flatMap((issue) => [issue.reporterId, issue.assigneeId]), ...mentioned],
      classrooms: issues.map((issue) => issue.classroomId),
      places: issues.map((issue) => issue.placeId),
    });
    const categories = await this.database.read.of(Category, school).find();
    return {
      ...names,
      school: await this.people.school(school),
      categories: new Map(categories.map((row) => [row.id, presentCategory(row)])),
      titles: await this.timeline.words(
        school,
        'issue',
        issues.map((issue) => issue.id),
        'report',
      ),
    };
  }

  private async child(issue: Issue): Promise<IssueDetail['child']> {
    if (issue.childId === null) return null;
    const child = await this.people.childById(issue.schoolId, issue.childId);
    return child ? { token: child.token, name: child.name } : null;
  }

  private async classification(
    issue: Issue,
    entries: readonly TimelineEntry[],
    around: Surroundings,
  ): Promise<IssueDetail['classification']> {
    const rows = await this.database.read
      .of(ClassificationRow, issue.schoolId)
      .find({ where: { issueId: issue.id }, order: { id: 'ASC' } });
    const proposed = rows[0];
    const decided = rows.at(-1);
    if (!proposed || !decided) return null;
    const byCode = new Map([...around.categories.values()].map((category) => [category.code, category]));
    const words = entries.map((entry) => entry.words['classified_by']).find((body) => body !== undefined);
    return {
      version: proposed.version,
      confidence: proposed.confidence,
      alternatives: proposed.alternatives.flatMap(({ code, confidence }) => {
        const category = byCode.get(code);
        return category ? [{ category, confidence }] : [];
      }),
      words: words ? words.split('\n') : [],
      decidedBy: decided.decidedBy,
    };
  }
}

/**
 * After a diversion the reporter sees her own report and that it was passed on, nothing of what came between. Who has
 * handed the issue on has a last look as far as her own step.
 */
function visibleEntries(
  entries: readonly TimelineEntry[],
  { issue, standing }: SeenIssue,
  { personId }: Actor,
): TimelineEntry[] {
  if (standing.length === 0)
    return entries.slice(0, entries.findLastIndex(({ event }) => event.actorId === personId) + 1);
  if (!issue.diverted || seesAsStaff(standing)) return [...entries];
  return entries
    .filter(({ event }) => event.name === 'submitted' || event.name === 'divert')
    .map((entry) => (entry.event.name === 'divert' ? { event: entry.event, words: {} } : entry));
}

export function presentCategory({ token, code, name, active }: Category): CategoryView {
  return { token, code, name, active };
}
