import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { IssueQuery } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import { hasRole, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { Person } from '../../platform/auth/identity.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { encodedGrams } from '../../platform/search/search-index.js';
import { SearchGram } from '../../platform/timeline/timeline.entity.js';
import { PeopleDirectory } from '../people/people.port.js';
import { disclosedTo, inOfficeHands } from './conflict/handed-up.js';
import { withoutBarred, withoutExcluded } from './conflict/without-excluded.js';
import { Category, Issue } from './issue.entity.js';
import { taughtClassrooms } from './issue.policy.js';
import { SealedReporters } from './sealed-reporters.js';

/** What a list asks for: the filters of `IssueQuery` without the page. */
export type IssueFilters = Omit<z.infer<typeof IssueQuery>, 'cursor' | 'limit'>;
type Builder = SelectQueryBuilder<Issue>;

/** Pieces of a search that are joined; the others are asked of what these leave. */
const joinedGrams = 4;

/** Names of the states that are (not) open. */
export const statesOfType = (open: boolean): string[] =>
  Object.entries(issueWorkflow.states).flatMap(([name, { type }]) =>
    (type === 'open') === open ? [name] : [],
  );

/** States in which an issue can wait for somebody: ended ones do not, and merged ones wait with their primary. */
export const needyStates = statesOfType(true).filter((state) => state !== 'merged') as IssueState[];

/** Which issues somebody may have listed, counted or exported: the one way from a reader and filters to rows. */
@Injectable()
export class IssueQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealed: SealedReporters,
    private readonly people: PeopleDirectory,
  ) {}

  /** The rows of a scope with the filters applied; null where the scope is empty from the start. */
  async scoped(actor: Actor, query: IssueFilters): Promise<Builder | null> {
    if (query.scope === 'safeguarding') requireUnlocked(actor);
    const builder = query.scope === 'mine' ? await this.mine(actor, query) : this.ofSchool(actor, query);
    if (!builder) return null;
    // What somebody reported stays hers, even where it names her.
    if (query.scope === 'mine') withoutBarred(builder, actor);
    else withoutExcluded(builder, actor);
    // Left out without a word: who looks over a shut phone must not even learn that there is something.
    if (actor.locked) builder.andWhere('issue.diverted = :shut', { shut: false });
    if (actor.locked && query.scope === 'mine') builder.andWhere('issue.seal IS NULL');
    const filtered = await this.filter(builder, actor, query);
    return filtered ? builder : null;
  }

  /** What she reported herself, at any school, openly or under seal. */
  private async mine(actor: Actor, query: IssueFilters): Promise<Builder> {
    const seals = await this.sealed.sealsOf(actor.personId);
    const builder = this.database.read
      .acrossSchools(Issue)
      .createQueryBuilder('issue')
      .where(
        new Brackets((mine) => {
          mine.where('issue.reporterId = :me', { me: actor.personId });
          if (seals.length > 0) mine.orWhere('issue.seal IN (:...seals)', { seals });
        }),
      );
    if (query.school === undefined) return builder;
    return builder.andWhere('issue.schoolId = :mineAt', { mineAt: schoolOf(actor, query.school).id });
  }

  private ofSchool(actor: Actor, query: IssueFilters): Builder | null {
    const fromAbove = query.school === undefined ? this.fromAbove(actor, query.scope) : null;
    if (fromAbove) return fromAbove;
    const school = schoolOf(actor, query.school).id;
    const builder = this.database.read.of(Issue, school).query('issue');
    if (query.scope === 'safeguarding') {
      const open = hasRole(actor, school, 'safeguarding_lead', 'safeguarding_deputy');
      return open ? builder.andWhere('issue.diverted = :diverted', { diverted: true }) : null;
    }
    builder.andWhere('issue.diverted = :diverted', { diverted: false });
    const works = actor.positions.some((position) => position.school.id === school);
    if (!works) return null;
    if (query.scope === 'assigned') return builder.andWhere('issue.assigneeId = :me', { me: actor.personId });
    return hasRole(actor, school, 'principal', 'school_admin')
      ? builder
      : this.onlyOwnBoard(builder, actor, school);
  }

  /** What schools could not handle themselves, for who works in an office above them. */
  private fromAbove(actor: Actor, scope: IssueFilters['scope']): Builder | null {
    if (scope === 'assigned') return inOfficeHands(this.database.read, actor);
    return scope === 'safeguarding' ? disclosedTo(this.database.read, actor) : null;
  }

  /** The board of who does not lead the school: what is hers to do and what is about her classrooms. */
  private onlyOwnBoard(builder: Builder, actor: Actor, school: SchoolId): Builder {
    const classrooms = taughtClassrooms(actor, school);
    return builder.andWhere(
      new Brackets((hers) => {
        hers.where('issue.assigneeId = :me', { me: actor.personId });
        if (classrooms.length > 0)
          hers.orWhere('issue.classroomSees = :sees AND issue.classroomId IN (:...classrooms)', {
            sees: true,
            classrooms,
          });
      }),
    );
  }

  /** What waits for somebody. Ended issues wait for nobody; merged ones wait with their primary. */
  private needing(builder: Builder, attention: NonNullable<IssueFilters['attention']>): void {
    // Whom a surname means may be asked by the last words of a family, after the end.
    if (attention === 'conflict') return void builder.andWhere('issue.conflictOpen = :yes', { yes: true });
    builder.andWhere('issue.state IN (:...needy)', { needy: needyStates });
    switch (attention) {
      case 'unowned':
        return void builder.andWhere('issue.assigneeId IS NULL');
      case 'unsorted':
        return void builder.andWhere('issue.categoryId IS NULL');
      case 'unheard':
        return void builder.andWhere('issue.unheard = :yes', { yes: true });
      case 'appealed':
        return void builder.andWhere('issue.state = :appealed', { appealed: 'appealed' });
      case 'overdue': {
        const late = new Brackets((clocks) => {
          clocks
            .where('issue.resolutionDueAt < :now')
            .orWhere('issue.respondedAt IS NULL AND issue.responseDueAt < :now');
        });
        builder.andWhere('issue.pausedSince IS NULL').andWhere(late).setParameter('now', this.clock.now());
      }
    }
  }

  /** @returns false where a filter names something that is not there, so that nothing can match */
  private async filter(builder: Builder, actor: Actor, query: IssueFilters): Promise<boolean> {
    if (query.state === 'open' || query.state === 'ended') {
      builder.andWhere('issue.state IN (:...states)', { states: statesOfType(query.state === 'open') });
    } else if (query.state) builder.andWhere('issue.state = :state', { state: query.state });
    if (query.assignee) {
      const person = await this.database.read.global(Person).findOneBy({ token: query.assignee });
      if (!person) return false;
      builder.andWhere('issue.assigneeId = :assignee', { assignee: person.id });
    }
    if (query.attention) this.needing(builder, query.attention);
    const wantsRows = query.category ?? query.place ?? query.classroom ?? query.q;
    if (!wantsRows) return true;
    const school = schoolOf(actor, query.school).id;
    builder.andWhere('issue.schoolId = :filterSchool', { filterSchool: school });
    const rows: [column: string, row: Promise<{ id: number } | null> | undefined][] = [
      [
        'categoryId',
        query.category
          ? this.database.read.of(Category, school).findOne({ token: query.category })
          : undefined,
      ],
      ['placeId', query.place ? this.people.placeByToken(school, query.place) : undefined],
      ['classroomId', query.classroom ? this.people.classroomByToken(school, query.classroom) : undefined],
    ];
    for (const [column, loading] of rows) {
      const row = await loading;
      if (row === null) return false;
      if (row) builder.andWhere(`issue.${column} = :${column}`, { [column]: row.id });
    }
    return query.q ? matching(builder, school, query.q) : true;
  }
}

/**
 * All pieces of the words must occur. Each is a join by itself, so that the engine begins with the rarest and stops when
 * the page is full, however many reports the school has.
 * @returns false where the words have no piece that could be found
 */
function matching(builder: Builder, school: SchoolId, words: string): boolean {
  const grams = encodedGrams(words);
  if (grams.length === 0) return false;
  for (const [at, gram] of grams.entries()) {
    const piece = `gram${at}`;
    const holds = [
      `${piece}.schoolId = :gramSchool`,
      `${piece}.subjectType = :issueType`,
      `${piece}.gram = :${piece}`,
      `${piece}.subjectId = issue.id`,
    ].join(' AND ');
    // More joins than this would take the engine longer to plan than to carry out.
    if (at < joinedGrams) builder.innerJoin(SearchGram, piece, holds);
    else {
      const found = builder.subQuery().select('1').from(SearchGram, piece).where(holds);
      builder.andWhere(`EXISTS ${found.getQuery()}`);
    }
    builder.setParameter(piece, gram);
  }
  builder.setParameters({ gramSchool: school, issueType: 'issue' });
  return true;
}
