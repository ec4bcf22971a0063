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
    private readonly presenter: AuditPresenter,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who neither leads the school nor works in its closed room */
  async page(actor: Actor, query: Query): Promise<z.infer<typeof AuditPage>> {
    const school = schoolOf(actor, query.school).id;
    const protects = hasRole(actor, school, 'safeguarding_lead', 'safeguarding_deputy');
    if (!leads(actor, school) && !protects) throw new ProblemError('forbidden');
    requireUnlocked(actor);
    const { after, take } = pageLimits(query);
    const filters = await this.filters(actor, school, query, after);
    const rows = filters
      ? await this.database.read.global(AuditRow).find({ where: filters, order: { id: 'DESC' }, take })
      : [];
    const page = pageFrom(rows, query.limit);
    // Some of a page may be left out, even all of it; the cursor leads on.
    const seen = await this.sight.ofRows(actor, school, protects, page.items);
    const named = seen.flatMap((row) => (row.subjectType === 'child' ? (row.subjectId ?? []) : []));
    const entry = { action: 'audit.list', actor: byPerson(actor.personId), school };
    await this.audit.read(entry, named.length === 0 ? [] : ['basic'], named);
    return { items: await this.presenter.present(school, seen), nextCursor: page.nextCursor };
  }

  /** One way for each kind of row, so that each finds its index; null where nothing can match. */
  private async filters(
    actor: Actor,
    school: SchoolId,
    query: Query,
    after: number | null,
  ): Promise<Where[] | null> {
    const staffIds = await this.staff.everAt(school);
    const person = query.person === undefined ? null : staffIds.get(query.person);
    if (person === undefined) return null;
    const child = query.child === undefined ? null : await this.people.childByToken(school, query.child);
    if (query.child !== undefined && (!child || isKeptFrom(actor, child.id))) return null;
    const actorId = person ?? In([...staffIds.values()]);
    const before: Where = after === null ? {} : { id: LessThan(after) };
    const spans = this.spans(query);
    const ways: Where[] = [];
    if (query.kind === 'auth') ways.push({ kind: 'auth', actorId, action: In([...officeSignIns]) });
    else {
      const kind = query.kind ?? In(['read', 'write']);
      ways.push({ inSchool: school, kind, actorId });
      // A command on the server: by nobody who is signed in.
      if (person === null && query.kind !== 'read')
        ways.push({
          inSchool: school,
          action: In(['installation.first_admin', 'installation.admin_recovered']),
        });
    }
    const about: Where = child ? { subjectType: 'child', subjectId: child.id } : {};
    return ways.map((way) => ({ ...way, ...before, ...spans, ...about }));
  }

  private spans({ from, to }: Query): Where {
    const until = to === undefined ? undefined : later(startOfDay(to), days(1) - 1);
    if (from !== undefined && until !== undefined) return { at: Between(startOfDay(from), until) };
    if (from !== undefined) return { at: MoreThanOrEqual(startOfDay(from)) };
    return until === undefined ? {} : { at: LessThanOrEqual(until) };
  }
}
