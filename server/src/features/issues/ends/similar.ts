import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SimilarIssue, SimilarList, SimilarQuery } from '#shared/issues/before-report.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { TimelineReader } from '../../../platform/timeline/timeline-reader.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { presentCategory } from '../category.presenter.js';
import { ReportFacts } from '../intake/report-facts.js';
import { Category } from '../issue.entity.js';
import type { Issue } from '../issue.entity.js';
import { labelOf } from '../tracking/next-sentence.js';
import { objectWords, sharedWords } from './shared-words.js';
import type { ReadWords } from './shared-words.js';
import { SimilarCandidates } from './similar-candidates.js';

type Query = z.output<typeof SimilarQuery>;

/** What is being written, with its surroundings looked up. */
interface Draft {
  school: SchoolId;
  placeId: number | null;
  classroomId: number | null;
  categoryId: number | null;
  read: ReadWords;
}

interface Match {
  issue: Issue;
  shared: string[];
  score: number;
}

const shownIssues = 3;

/** "The same with us": open issues of the school that may be what somebody is about to report. */
@Injectable()
export class Similar {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly timeline: TimelineReader,
    private readonly facts: ReportFacts,
    private readonly candidates: SimilarCandidates,
  ) {}

  async list(actor: Actor, query: Query): Promise<z.infer<typeof SimilarList>> {
    const draft = await this.draftOf(actor, query);
    const matches = await this.matches(actor, draft);
    return { items: await this.present(actor, draft.school, matches) };
  }

  private async draftOf(actor: Actor, query: Query): Promise<Draft> {
    const { school: named, code, place, category, text } = query;
    const rest = { picture: null, child: null, about: [], onBehalfOf: null, sealed: false };
    const facts = await this.facts.of(actor, { school: named, code, place, category, ...rest });
    const { school, placeId, classroomId, chosen } = facts;
    return { school, placeId, classroomId, categoryId: chosen?.id ?? null, read: objectWords(text) };
  }

  private async matches(actor: Actor, draft: Draft): Promise<Match[]> {
    const { school, placeId, classroomId } = draft;
    const near = await this.candidates.near(school, actor.personId, {
      placeId,
      classroomId,
      words: [...draft.read.words],
    });
    const reports = await this.timeline.words(
      school,
      'issue',
      near.map(({ id }) => id),
      'report',
    );
    const names = await this.people.namesKnownAt(school);
    return near
      .flatMap((issue) => {
        const shared = sharedWords(draft.read, objectWords(reports.get(issue.id) ?? ''), names);
        const score = scoreOf(draft, issue, shared);
        return score === 0 ? [] : [{ issue, shared, score }];
      })
      .sort((a, b) => b.score - a.score || b.issue.id - a.issue.id)
      .slice(0, shownIssues);
  }

  private async present(actor: Actor, school: SchoolId, matches: readonly Match[]): Promise<SimilarIssue[]> {
    const { places } = await this.people.names(school, {
      people: [],
      classrooms: [],
      places: matches.map(({ issue }) => issue.placeId),
    });
    const categories = await this.database.read.of(Category, school).find();
    const now = this.clock.now();
    return matches.map(({ issue, shared }) => {
      const category = categories.find(({ id }) => id === issue.categoryId);
      return {
        token: this.candidates.handle(issue.token, actor.personId, now),
        category: category ? presentCategory(category) : null,
        place: places.get(issue.placeId ?? 0) ?? null,
        words: shared,
        stateLabel: labelOf(issue),
        since: sinceOf(issue.createdAt, now),
      };
    });
  }
}

/**
 * How much speaks for the same matter; 0: nothing to show. Another place is another matter, and so is another category
 * unless the place is the same. Without words (a photo, a recording) place and category must both be the same.
 */
function scoreOf(draft: Draft, issue: Issue, shared: readonly string[]): number {
  const samePlace = draft.placeId !== null && draft.placeId === issue.placeId;
  const sameCategory = draft.categoryId !== null && draft.categoryId === issue.categoryId;
  const sameClassroom = draft.classroomId !== null && draft.classroomId === issue.classroomId;
  const elsewhere = !samePlace && draft.placeId !== null && issue.placeId !== null;
  const otherwise = !sameCategory && draft.categoryId !== null && !samePlace;
  if (elsewhere || otherwise) return 0;
  const around = (samePlace ? 3 : 0) + (sameCategory ? 2 : 0) + (sameClassroom ? 1 : 0);
  const enough =
    draft.read.words.size === 0 ? samePlace && sameCategory : shared.length >= (around > 0 ? 1 : 2);
  return enough ? around + 2 * shared.length : 0;
}

/** Since when, in words that point at nobody. */
function sinceOf(instant: Date, now: Date): string {
  if (dayOf(instant) === dayOf(now)) return '今天';
  const monday = later(now, -days((new Date(`${dayOf(now)}T00:00:00Z`).getUTCDay() + 6) % 7));
  return dayOf(instant) >= dayOf(monday) ? '这个星期' : '更早';
}
