import { Injectable } from '@nestjs/common';
import { Between, In, LessThan, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import type { z } from 'zod';
import type { AuditPage, AuditQuery } from '#shared/audit/contract.js';
import { officeSignIns } from '#shared/audit/words.js';
import { AuditRow } from '../../platform/audit/audit.entity.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { hasRole, isKeptFrom, leads, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { days, later, startOfDay } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { PeopleDirectory } from '../people/people.port.js';
import { StaffRecord } from '../people/staff-record.port.js';
import { AuditPresenter } from './audit.presenter.js';
import { AuditSight } from './audit-sight.js';
import { RowsOfChild } from './rows-of-child.js';

type Query = z.output<typeof AuditQuery>;
type Where = FindOptionsWhere<AuditRow>;

/**
 * Who of the staff did and read what. What families do is not in it: beside the time of a sealed report, the hour at
 * which somebody was signed in would lead to who reported.
 */
@Injectable()
export class AuditList {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly staff: StaffRecord,
    private readonly sight: AuditSight,
    private readonly ofChild: RowsOfChild,
    private readonly presenter: AuditPresenter,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who neither leads the school nor works in its closed room */
  async page(actor: Actor, query: Query): Promise<z.infer<typeof AuditPage>> {
    const school = schoolOf(actor, query.school).id;
    const protects = hasRole(actor, school, 'safeguarding_lead', 'safeguarding_deputy');
    if (!leads(actor, school) && !protects) throw new ProblemError('forbidden');
    requireUnlocked(actor);
    const child = query.child === undefined ? null : await this.people.childByToken(school, query.child);
    const rows =
      query.child === undefined
        ? await this.ofSchool(school, query)
        : child === null || isKeptFrom(actor, child.id)
          ? []
          : await this.of(child.id, school, query);
    const page = pageFrom(rows, query.limit);
    // Some of a page may be left out, even all of it; the cursor leads on.
    const seen = await this.sight.ofRows(actor, school, protects, page.items);
    const named = seen.flatMap((row) => (row.subjectType === 'child' ? (row.subjectId ?? []) : []));
    // That she was among those whom a row showed, is told of her as well.
    if (child !== null && seen.length > 0) named.push(child.id);
    const entry = { action: 'audit.list', actor: byPerson(actor.personId), school };
    await this.audit.read(entry, named.length === 0 ? [] : ['basic'], named);
    return { items: await this.presenter.present(school, seen), nextCursor: page.nextCursor };
  }

  private async of(childId: number, school: SchoolId, query: Query): Promise<AuditRow[]> {
    const { after, take } = pageLimits(query);
    const actorIds = await this.actors(school, query);
    // Nobody signs in to a child.
    if (actorIds === null || query.kind === 'auth') return [];
    const kinds = query.kind === undefined ? (['read', 'write'] as const) : [query.kind];
    return this.ofChild.page(childId, { school, kinds, actorIds, ...daysOf(query), after }, take);
  }

  /** One way for each kind of row, so that each finds its index. */
  private async ofSchool(school: SchoolId, query: Query): Promise<AuditRow[]> {
    const { after, take } = pageLimits(query);
    const actorIds = await this.actors(school, query);
    if (actorIds === null) return [];
    const actorId = In(actorIds);
    const ways: Where[] = [];
    if (query.kind === 'auth') ways.push({ kind: 'auth', actorId, action: In([...officeSignIns]) });
    else {
      const kind = query.kind ?? In(['read', 'write']);
      ways.push({ inSchool: school, kind, actorId });
      // A command on the server: by nobody who is signed in.
      if (query.person === undefined && query.kind !== 'read')
        ways.push({
          inSchool: school,
          action: In(['installation.first_admin', 'installation.admin_recovered']),
        });
    }
    const before: Where = after === null ? {} : { id: LessThan(after) };
    const where = ways.map((way) => ({ ...way, ...before, ...spanOf(query) }));
    return this.database.read.global(AuditRow).find({ where, order: { id: 'DESC' }, take });
  }

  /** Whose rows are asked for: of one person, or of everybody who ever worked here; null for somebody who never did. */
  private async actors(school: SchoolId, { person }: Query): Promise<number[] | null> {
    const staffIds = await this.staff.everAt(school);
    if (person === undefined) return [...staffIds.values()];
    const id = staffIds.get(person);
    return id === undefined ? null : [id];
  }
}

/** The instants between which the days of a query lie, both included. */
function daysOf({ from, to }: Query): { from: Date | null; until: Date | null } {
  return {
    from: from === undefined ? null : startOfDay(from),
    until: to === undefined ? null : later(startOfDay(to), days(1) - 1),
  };
}

function spanOf(query: Query): Where {
  const { from, until } = daysOf(query);
  if (from !== null && until !== null) return { at: Between(from, until) };
  if (from !== null) return { at: MoreThanOrEqual(from) };
  return until === null ? {} : { at: LessThanOrEqual(until) };
}
