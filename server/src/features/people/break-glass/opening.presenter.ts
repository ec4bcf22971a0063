import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { OpeningView } from '#shared/people/break-glass.js';
import { reviewedWithinHours } from '#shared/people/opening-limits.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import type { FieldClass } from '#shared/people/field-classes.js';
import { keysOf } from '#shared/platform/keys.js';
import { AuditRow } from '../../../platform/audit/audit.entity.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { hours, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { mayReviewOpening } from '../child.policy.js';
import { Child } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import type { PersonRef } from '../people.port.js';
import type { BreakGlass } from './break-glass.entity.js';
import { classesOf, Openings } from './openings.js';

const shownReads = 50;
const named = (row: { token: string; name: string } | undefined) => ({
  token: row?.token ?? '',
  name: row?.name ?? '',
});

/** The only way from an opening to JSON; a page with the same statements as one row. */
@Injectable()
export class OpeningPresenter {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly openings: Openings,
  ) {}

  async present(actor: Actor, rows: readonly BreakGlass[]): Promise<OpeningView[]> {
    const views: OpeningView[] = [];
    // Rows of an office may come from several schools; those of a page from few.
    for (const school of new Set(rows.map((row) => row.schoolId)))
      views.push(
        ...(await this.ofSchool(
          actor,
          school,
          rows.filter((row) => row.schoolId === school),
        )),
      );
    const order = rows.map((row) => row.token);
    return views.sort((a, b) => order.indexOf(a.token) - order.indexOf(b.token));
  }

  private async ofSchool(
    actor: Actor,
    school: SchoolId,
    rows: readonly BreakGlass[],
  ): Promise<OpeningView[]> {
    const read = this.database.read;
    const children = await read.of(Child, school).find({ where: { id: In(rows.map((row) => row.childId)) } });
    const { people, classrooms } = await this.people.names(school, {
      people: rows.flatMap((row) => [row.openedById, row.reviewedById]),
      places: [],
      classrooms: children.map((child) => child.classroomId),
    });
    const reads = await read.global(AuditRow).find({
      where: { breakGlassId: In(rows.map((row) => row.id)), kind: 'read' },
      order: { id: 'ASC' },
      take: shownReads * rows.length,
    });
    return rows.map((row) => {
      const child = children.find((one) => one.id === row.childId);
      return {
        token: row.token,
        child: named(child),
        classroom: classrooms.get(child?.classroomId ?? 0) ?? null,
        openedBy: named(people.get(row.openedById)),
        fields: classesOf(row),
        reason: row.reason,
        openedAt: row.openedAt.toISOString(),
        until: row.until.toISOString(),
        closedAt: row.closedAt?.toISOString() ?? null,
        isOpen: this.openings.isOpen(row),
        reviewBy: later(row.openedAt, hours(reviewedWithinHours)).toISOString(),
        escalatedAt: row.escalatedAt?.toISOString() ?? null,
        review: reviewOf(row, people),
        reads: reads
          .filter((one) => one.breakGlassId === row.id)
          .slice(0, shownReads)
          .map(({ at, fields }) => ({ at: at.toISOString(), fields: classesIn(fields) })),
        abilities: {
          review: row.reviewedAt === null && mayReviewOpening(actor, row),
          close: this.openings.isOpen(row),
        },
      };
    });
  }
}

function classesIn(fields: string | null): FieldClass[] {
  const read = (fields ?? '').split(' ');
  return keysOf(fieldClasses).filter((one) => read.includes(one));
}

function reviewOf(
  { verdict, note, reviewedAt, reviewedById }: BreakGlass,
  people: ReadonlyMap<number, PersonRef>,
): OpeningView['review'] {
  if (verdict === null || reviewedAt === null) return null;
  return {
    verdict,
    note: note ?? '',
    by: people.get(reviewedById ?? 0)?.name ?? '',
    at: reviewedAt.toISOString(),
  };
}
