import { Injectable } from '@nestjs/common';
import type { CategoryView, IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow, progressOf } from '#shared/issues/workflow.js';
import { calledBy } from '#shared/people/vocabulary.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Timers } from '../../platform/jobs/timers.js';
import { TimelineReader } from '../../platform/timeline/timeline-reader.js';
import type { TimelineEntry } from '../../platform/timeline/timeline-reader.js';
import { PeopleDirectory } from '../people/people.port.js';
import type { Names, PersonRef } from '../people/people.port.js';
import { presentCategory } from './category.presenter.js';
import { dueOf, pauseReasonOf } from './clocks/clock-words.js';
import { conflictOf } from './conflict/conflict-of.js';
import { declineOf } from './ends/decline.js';
import { FamilyCounts } from './ends/families.js';
import { RelatedIssues } from './ends/related-issues.js';
import { silence } from './ends/silence.js';
import { Category, ClassificationRow } from './issue.entity.js';
import type { Issue } from './issue.entity.js';
import { replyIn } from './asked-issues.port.js';
import { abilitiesFor, mayDraftAnswer, seesAsStaff, seesFromAbove } from './issue.policy.js';
import type { SeenIssue } from './issue.policy.js';
import { IssueMedia } from './issue-media.js';
import { stepsOf } from './issue-timeline.js';
import { titleOf } from './issue-title.js';
import { labelOf, nextSentence, waitingFor } from './tracking/next-sentence.js';
import type { Upcoming } from './tracking/next-sentence.js';
import { visibleEntries } from './tracking/visible-entries.js';

type ByIssue<T> = Map<number, T>;

interface Surroundings extends Names {
  school: IssueSummary['school'];
  categories: Map<number, CategoryView>;
  titles: ByIssue<string>;
  families: ByIssue<number>;
}

/** The only way from an issue to JSON. What a reader may not see is never put in. */
@Injectable()
export class IssuePresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly timeline: TimelineReader,
    private readonly media: IssueMedia,
    private readonly timers: Timers,
    private readonly families: FamilyCounts,
    private readonly related: RelatedIssues,
  ) {}

  /** A page of summaries, in the given order; the same number of statements however long it is. */
  async summaries(_actor: Actor, seen: readonly SeenIssue[]): Promise<IssueSummary[]> {
    const surroundings = new Map<SchoolId, Surroundings>();
    for (const school of new Set(seen.map(({ issue }) => issue.schoolId))) {
      const here = seen.filter(({ issue }) => issue.schoolId === school).map(({ issue }) => issue);
      const ids = here.map((issue) => issue.id);
      const titles = this.timeline.words(school, 'issue', ids, 'report');
      const families = this.families.of(school, here);
      surroundings.set(school, await this.surroundings(school, here, { titles, families }));
    }
    return seen.map((one) => this.summary(one, surroundings.get(one.issue.schoolId) as Surroundings));
  }

  async detail(actor: Actor, seen: SeenIssue): Promise<IssueDetail> {
    const { issue, standing } = seen;
    const school = issue.schoolId;
    const all = await this.timeline.of(school, 'issue', issue.id);
    const entries = visibleEntries(await this.families.withoutLeft(school, all), seen, actor);
    const isAlone = issue.primaryId === null;
    const beside = isAlone || seesAsStaff(standing) ? this.related.beside(issue) : Promise.resolve([]);
    const families = this.families.of(school, [issue], isAlone ? beside : undefined);
    const [around, files, related, child, silentAt] = await Promise.all([
      this.surroundings(school, [issue], { titles: titleIn(all, issue), families }, entries),
      this.media.of(actor, seen),
      this.related.of(actor, seen, beside),
      seesFromAbove(standing) ? null : this.child(issue),
      this.silentAt(issue),
    ]);
    const { photosOf, voiceOf, withheld, readOutside } = files;
    const filer = around.people.get(issue.filedById ?? 0);
    return {
      ...this.summary(seen, around),
      text: all[0]?.words['report'] ?? '',
      photos: photosOf(1),
      voice: voiceOf(1),
      withheld,
      readOutside,
      picture: issue.picture,
      transcript: entries.findLast(({ words }) => words['transcript'])?.words['transcript'] ?? null,
      filedBy: filer ? { token: filer.token, name: filer.name } : null,
      decline: declineOf(entries, issue, around.people),
      conflict: await conflictOf(this.database.read, this.people, seen, all),
      ...related,
      child,
      asked:
        issue.asksTopic === null || !seesAsStaff(standing)
          ? null
          : { topic: issue.asksTopic, mayDraft: mayDraftAnswer(seen, replyIn(all) !== null) },
      classification: seesAsStaff(standing) ? await this.classification(issue, all, around) : null,
      timeline: stepsOf(entries, {
        isReporter: standing.includes('reporter'),
        sealed: issue.seal !== null,
        filer: filer?.name ?? null,
        nameOf: (id) => nameFor(seen, around, id),
        categoryName: (code) =>
          [...around.categories.values()].find((one) => one.code === code)?.name ?? '其他',
        photos: ({ event }) => photosOf(event.seq),
        voice: ({ event }) => voiceOf(event.seq),
        upcoming: { ...this.upcoming(seen, around), silentAt },
      }),
      abilities: abilitiesFor(seen, actor.personId),
    };
  }

  /** When an end that its reporter is asked about closes by her silence. */
  private silentAt({ id, schoolId, state }: Issue): Promise<Date | null> {
    const isAsked = issueWorkflow.transitions.fall_silent.from.includes(state);
    const subject = { type: 'issue', id, school: schoolId };
    return isAsked ? this.timers.dueAt(silence, subject) : Promise.resolve(null);
  }

  /** Who has it, as a reader may know: of a diverted issue its reporter learns that it was passed on, not to whom. */
  private assignee({ assigneeId, diverted }: Issue, around: Surroundings): PersonRef | undefined {
    return diverted || assigneeId === null ? undefined : around.people.get(assigneeId);
  }

  private upcoming({ issue, standing }: SeenIssue, around: Surroundings): Upcoming {
    const assignee = this.assignee(issue, around);
    const now = this.clock.now();
    return {
      issue,
      isReporter: standing.includes('reporter'),
      assignee: assignee ? calledBy(issue.assigneeRole, assignee.name) : null,
      due: dueOf(issue, now),
      silentAt: null,
      now,
    };
  }

  private summary(seen: SeenIssue, around: Surroundings): IssueSummary {
    const { issue, standing } = seen;
    const upcoming = this.upcoming(seen, around);
    const { isReporter } = upcoming;
    const reporter = issue.reporterId === null ? undefined : around.people.get(issue.reporterId);
    const assignee = this.assignee(issue, around);
    // The office above the school is told what happened, not to which family.
    const isFromAbove = seesFromAbove(standing);
    return {
      token: issue.token,
      clientId: isReporter ? issue.clientId : null,
      title: titleOf(around.titles.get(issue.id), issue.hasVoice),
      state: issue.state,
      stateLabel: labelOf(issue),
      progress: progressOf[issue.state],
      waitingFor: waitingFor(issue.state, isReporter, standing.includes('assignee')),
      next: nextSentence(upcoming),
      school: around.school,
      category: around.categories.get(issue.categoryId ?? 0) ?? null,
      place: around.places.get(issue.placeId ?? 0) ?? null,
      classroom: isFromAbove ? null : (around.classrooms.get(issue.classroomId ?? 0) ?? null),
      assignee: assignee ? { token: assignee.token, name: assignee.name, role: issue.assigneeRole } : null,
      sealed: issue.seal !== null,
      reporter: reporter && !isFromAbove ? { token: reporter.token, name: reporter.name } : null,
      mine: isReporter,
      due: upcoming.due,
      paused: issue.pausedSince === null ? null : pauseReasonOf(issue.state, isReporter),
      families: around.families.get(issue.id) ?? 0,
      hasVoice: issue.hasVoice,
      unheard: issue.unheard,
      reportedAt: issue.createdAt.toISOString(),
      changedAt: issue.changedAt.toISOString(),
    };
  }

  private async surroundings(
    school: SchoolId,
    issues: readonly Issue[],
    loading: { titles: ByIssue<string> | Promise<ByIssue<string>>; families: Promise<ByIssue<number>> },
    entries: readonly TimelineEntry[] = [],
  ): Promise<Surroundings> {
    const mentioned = entries.flatMap(({ event }) => [
      event.actorId,
      event.payload['assigneeId'] as number | undefined,
      event.payload['byId'] as number | undefined,
    ]);
    // Questions that do not wait for each other.
    const [names, categories, view, titles, families] = await Promise.all([
      this.people.names(school, {
        people: [
          ...issues.flatMap((issue) => [issue.reporterId, issue.assigneeId, issue.filedById]),
          ...mentioned,
        ],
        classrooms: issues.map((issue) => issue.classroomId),
        places: issues.map((issue) => issue.placeId),
      }),
      this.database.read.of(Category, school).find(),
      this.people.school(school),
      loading.titles,
      loading.families,
    ]);
    return {
      ...names,
      school: view,
      categories: new Map(categories.map((row) => [row.id, presentCategory(row)])),
      titles,
      families,
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

/** The words of a report, for the title of the issue whose history is at hand. */
function titleIn(entries: readonly TimelineEntry[], { id }: Issue): Map<number, string> {
  const said = entries.find(({ words }) => words['report'] !== undefined)?.words['report'];
  return new Map(said === undefined ? [] : [[id, said]]);
}

/** A person's name beside a step; whoever reported has none for the office above the school. */
function nameFor({ issue, standing }: SeenIssue, around: Surroundings, id: unknown): string {
  if (seesFromAbove(standing) && id === issue.reporterId) return '家长';
  return (typeof id === 'number' ? around.people.get(id)?.name : undefined) ?? '工作人员';
}
