import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { IssuePage, IssueQuery } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { hasRole, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Person } from '../../platform/auth/identity.entity.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { encodedGrams } from '../../platform/search/search-index.js';
import { Exclusion, SearchGram } from '../../platform/timeline/timeline.entity.js';
import { PeopleDirectory } from '../people/people.port.js';
import { IssueAccess } from './issue-access.js';
import { Category, Issue } from './issue.entity.js';
import { taughtClassrooms } from './issue.policy.js';
import { IssuePresenter } from './issue.presenter.js';
import { SealedReporters } from './sealed-reporters.js';

type Query = z.infer<typeof IssueQuery>;
type Builder = SelectQueryBuilder<Issue>;

const statesOfType = (open: boolean): string[] =>
  Object.entries(issueWorkflow.states).flatMap(([name, { type }]) =>
    (type === 'open') === open ? [name] : [],
  );

/** Lists of issues: newest first, by keyset, never counted. */
@Injectable()
export class IssueLists {
  constructor(
    private readonly database: Database,
    private readonly access: IssueAccess,
    private readonly sealed: SealedReporters,
    private readonly people: PeopleDirectory,
    private readonly presenter: IssuePresenter,
    private readonly audit: Audit,
  ) {}

  async list(actor: Actor, query: Query): Promise<z.infer<typeof IssuePage>> {
    const { after, take } = pageLimits(query);
    const builder = await this.scoped(actor, query);
    if (!builder) return { items: [], nextCursor: null };
    if (after !== null) builder.andWhere('issue.id < :after', { after });
    const rows = await builder.orderBy('issue.id', 'DESC').take(take).getMany();
    const page = pageFrom(rows, query.limit);
    // Asked once more of each row: the list's filter and the policy must never drift apart.
    const seen = (await this.access.standings(actor, page.items)).filter(
      ({ standing }) => standing.length > 0,
    );
    if (query.scope !== 'mine' && seen.length > 0) await this.recordRead(actor, query);
    return { items: await this.presenter.summaries(actor, seen), nextCursor: page.nextCursor };
  }

  /** The rows of a scope with the filters applied; null where the scope is empty from the start. */
  private async scoped(actor: Actor, query: Query): Promise<Builder | null> {
    const builder = query.scope === 'mine' ? await this.mine(actor, query) : this.ofSchool(actor, query);
    if (!builder) return null;
    withoutExcluded(builder, actor);
    const filtered = await this.filter(builder, actor, query);
    return filtered ? builder : null;
  }

  /** What she reported herself, at any school, openly or under seal. */
  private async mine(actor: Actor, query: Query): Promise<Builder> {
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

  private ofSchool(actor: Actor, query: Query): Builder | null {
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

  /** @returns false where a filter names something that is not there, so that nothing can match */
  private async filter(builder: Builder, actor: Actor, query: Query): Promise<boolean> {
    if (query.state === 'open' || query.state === 'ended') {
      builder.andWhere('issue.state IN (:...states)', { states: statesOfType(query.state === 'open') });
    } else if (query.state) builder.andWhere('issue.state = :state', { state: query.state });
    if (query.assignee) {
      const person = await this.database.read.global(Person).findOneBy({ token: query.assignee });
      if (!person) return false;
      builder.andWhere('issue.assigneeId = :assignee', { assignee: person.id });
    }
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

  /** One row per page: what families wrote and who they are is personal data. */
  private async recordRead(actor: Actor, query: Query): Promise<void> {
    const school = schoolOf(actor, query.school).id;
    const isClosedRoom = query.scope === 'safeguarding';
    const action = isClosedRoom ? 'safeguarding.list' : 'issue.list';
    await this.audit.read({ action, actor: byPerson(actor.personId), school }, [
      isClosedRoom ? 'protection' : 'basic',
    ]);
  }
}

/** Every list of issues leaves out what its reader is excluded from. */
function withoutExcluded(builder: Builder, actor: Actor): void {
  const barred = builder
    .subQuery()
    .select('1')
    .from(Exclusion, 'exclusion')
    .where('exclusion.schoolId = issue.schoolId')
    .andWhere('exclusion.subjectType = :issueType')
    .andWhere('exclusion.subjectId = issue.id')
    .andWhere('exclusion.personId = :reader');
  builder
    .andWhere(`NOT EXISTS ${barred.getQuery()}`)
    .setParameters({ issueType: 'issue', reader: actor.personId });
}

/** All pieces of the words must occur. @returns false where the words have no piece that could be found */
function matching(builder: Builder, school: SchoolId, words: string): boolean {
  const grams = encodedGrams(words);
  if (grams.length === 0) return false;
  const hits = builder
    .subQuery()
    .select('gram.subjectId')
    .from(SearchGram, 'gram')
    .where('gram.schoolId = :gramSchool')
    .andWhere('gram.subjectType = :issueType')
    .andWhere('gram.gram IN (:...grams)')
    .groupBy('gram.subjectId')
    .having('COUNT(*) = :gramCount');
  builder
    .andWhere(`issue.id IN ${hits.getQuery()}`)
    .setParameters({ gramSchool: school, issueType: 'issue', grams, gramCount: grams.length });
  return true;
}
