import { Injectable } from '@nestjs/common';
import { Brackets, In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import { categoriesAboutPeople } from '#shared/issues/vocabulary.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { Keyring } from '../../../platform/auth/keyring.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { encodedGrams } from '../../../platform/search/search-index.js';
import { Exclusion, SearchGram } from '../../../platform/timeline/timeline.entity.js';
import { Bars } from '../../people/bars.port.js';
import { Category, Issue } from '../issue.entity.js';
import { SealedReporters } from '../sealed-reporters.js';

/** States in which somebody may still join. */
export const joinable: readonly string[] = issueWorkflow.transitions.joined.from;

/** How many issues are compared with what somebody writes, and among how many a handle is looked for. */
const compared = 100;
const remembered = 1000;
/** A report may wait on a phone without a network for so many days and still join. */
const handleDays = 3;

/** Where and what somebody writes about. */
export interface Surroundings {
  placeId: number | null;
  classroomId: number | null;
  words: readonly string[];
}

/**
 * The open issues that somebody may be told of before she reports the same: nothing that may be about a person, nothing
 * that anybody must not see, nothing that nobody has listened to, and nothing of her own.
 */
@Injectable()
export class SimilarCandidates {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly sealed: SealedReporters,
    private readonly bars: Bars,
  ) {}

  /** Candidates that share a place, a classroom or a piece of a word with what is being written, newest first. */
  async near(school: SchoolId, askerId: number, around: Surroundings): Promise<Issue[]> {
    const byWords = await this.withPiecesOf(school, around.words);
    const builder = await this.harmless(school);
    builder.andWhere(
      new Brackets((near) => {
        near.where('1 = 0');
        const { placeId, classroomId } = around;
        if (placeId !== null) near.orWhere('issue.placeId = :placeId', { placeId });
        if (classroomId !== null) near.orWhere('issue.classroomId = :classroomId', { classroomId });
        if (byWords.length > 0) near.orWhere('issue.id IN (:...byWords)', { byWords });
      }),
    );
    const issues = await builder.orderBy('issue.id', 'DESC').take(compared).getMany();
    return this.notHers(askerId, issues);
  }

  /**
   * What a handle stands for; null where that has ended meanwhile, or has become something she may not be told of. An
   * issue that was merged meanwhile leads on to its primary.
   * @param reporterId whose report it is, where the asker writes it down for her
   */
  async behind(school: SchoolId, askerId: number, reporterId: number, handle: string): Promise<Issue | null> {
    const open = await this.database.read.of(Issue, school).find({
      select: { id: true, token: true, primaryId: true },
      where: { diverted: false, state: In([...joinable, 'merged']) },
      order: { id: 'DESC' },
      take: remembered,
    });
    const now = this.clock.now();
    const recent = Array.from({ length: handleDays }, (_, back) => later(now, -days(back)));
    const named = open.find(({ token }) => recent.some((day) => this.handle(token, askerId, day) === handle));
    if (!named) return null;
    const id = named.primaryId ?? named.id;
    const found = await (await this.harmless(school)).andWhere('issue.id = :id', { id }).getMany();
    const [issue = null] = await this.notHers(reporterId, await this.notHers(askerId, found));
    return issue;
  }

  /** What an asker is given instead of a token: means nothing to anybody else, nor to her in a few days. */
  handle(token: string, askerId: number, day: Date): string {
    return this.keyring.hash('similar-issue', `${token}:${askerId}:${dayOf(day)}`).slice(0, 22);
  }

  private async harmless(school: SchoolId): Promise<SelectQueryBuilder<Issue>> {
    const categories = await this.database.read.of(Category, school).find();
    const things = categories.filter(({ code }) => !categoriesAboutPeople.includes(code)).map(({ id }) => id);
    const builder = this.database.read.of(Issue, school).query('issue');
    const barred = builder
      .subQuery()
      .select('1')
      .from(Exclusion, 'exclusion')
      .where('exclusion.schoolId = issue.schoolId')
      .andWhere("exclusion.subjectType = 'issue'")
      .andWhere('exclusion.subjectId = issue.id');
    return (
      builder
        .andWhere('issue.diverted = :no AND issue.unheard = :no AND issue.conflictOpen = :no', { no: false })
        .andWhere('issue.state IN (:...joinable)', { joinable })
        .andWhere('issue.officeId IS NULL')
        // What nobody has sorted may be about a person too.
        .andWhere('issue.categoryId IN (:...things)', { things: things.length > 0 ? things : [0] })
        .andWhere(`NOT EXISTS ${barred.getQuery()}`)
    );
  }

  private async notHers(askerId: number, issues: readonly Issue[]): Promise<Issue[]> {
    if (issues.length === 0) return [];
    const [{ schoolId }] = issues as [Issue, ...Issue[]];
    const joined = await this.database.read
      .of(Issue, schoolId)
      .find({ where: { primaryId: In(issues.map(({ id }) => id)) } });
    const hers = await this.sealed.reportedBy(askerId, [...issues, ...joined]);
    const keptFrom = await this.bars.childrenKeptFrom([askerId]);
    const joinedByHer = new Set(joined.filter(({ id }) => hers.has(id)).map(({ primaryId }) => primaryId));
    return issues.filter(
      ({ id, filedById, childId }) =>
        !hers.has(id) && !joinedByHer.has(id) && filedById !== askerId && !keptFrom.includes(childId ?? 0),
    );
  }

  private async withPiecesOf(school: SchoolId, words: readonly string[]): Promise<number[]> {
    const grams = [...new Set(words.flatMap(encodedGrams))];
    if (grams.length === 0) return [];
    const rows = await this.database.read
      .of(SearchGram, school)
      .query('gram')
      .select('gram.subjectId', 'id')
      .andWhere("gram.subjectType = 'issue'")
      .andWhere('gram.gram IN (:...grams)', { grams })
      .groupBy('gram.subjectId')
      .orderBy('COUNT(*)', 'DESC')
      .addOrderBy('gram.subjectId', 'DESC')
      .limit(compared)
      .getRawMany<{ id: number | string }>();
    return rows.map(({ id }) => Number(id));
  }
}
