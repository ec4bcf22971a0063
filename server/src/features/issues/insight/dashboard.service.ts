import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import type { Dashboard, DashboardQuery } from '#shared/issues/insight.js';
import { smallestGroup } from '#shared/issues/vocabulary.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf, days, later, startOfDay } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { SchoolCalendar } from '../../calendar/calendar.port.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { withoutExcluded } from '../conflict/without-excluded.js';
import { presentCategory } from '../category.presenter.js';
import { Category, Issue } from '../issue.entity.js';
import { figuresOf } from './figures.js';
import type { Counted } from './figures.js';

/** Days that are shown where nobody says which. */
const shownDays = 90;
const longestSpan = 400;

const columns = [
  'id',
  'state',
  'endedAs',
  'reopens',
  'categoryId',
  'classroomId',
  'createdAt',
  'respondedAt',
  'responseDueAt',
  'resolvedAt',
  'resolutionDueAt',
  'pausedSince',
] as const satisfies readonly (keyof Counted)[];

/** How a school answers its families: figures of what was reported in a span of days. */
@Injectable()
export class IssueDashboard {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendar: SchoolCalendar,
    private readonly people: PeopleDirectory,
  ) {}

  async show(actor: Actor, query: z.output<typeof DashboardQuery>): Promise<Dashboard> {
    const school = configuredSchoolOf(actor, query.school);
    const now = this.clock.now();
    const to = query.to ?? dayOf(now);
    const from = query.from ?? dayOf(later(startOfDay(to), -days(shownDays - 1)));
    const length = (startOfDay(to).getTime() - startOfDay(from).getTime()) / days(1);
    if (length < 0 || length > longestSpan) {
      const message = length < 0 ? '结束的日子在开始之前' : '时间太长了，最多看一年';
      throw new ProblemError('invalid_input', { errors: [{ path: 'to', message }] });
    }
    const issues = await this.counted(actor, school, startOfDay(from), later(startOfDay(to), days(1)));
    const rules = await this.calendar.of(school);
    return {
      from,
      to,
      all: figuresOf(issues, rules, now),
      byCategory: await this.byCategory(school, issues, rules, now),
      byClassroom: await this.byClassroom(school, issues, rules, now),
      byWeek: byWeek(issues, from, to),
    };
  }

  /** What the reader may count: never diverted, never what she is excluded from. */
  private counted(actor: Actor, school: SchoolId, from: Date, before: Date): Promise<Counted[]> {
    const builder = this.database.read
      .of(Issue, school)
      .query('issue')
      .select(columns.map((column) => `issue.${column}`))
      .andWhere('issue.diverted = :diverted', { diverted: false })
      .andWhere('issue.createdAt >= :from AND issue.createdAt < :before', { from, before });
    withoutExcluded(builder, actor);
    return builder.getMany();
  }

  private async byCategory(
    school: SchoolId,
    issues: readonly Counted[],
    rules: CalendarRules,
    now: Date,
  ): Promise<Dashboard['byCategory']> {
    const rows = await this.database.read.of(Category, school).find({ order: { position: 'ASC' } });
    const groups = [...rows, null].map((category) => ({
      category: category && presentCategory(category),
      own: issues.filter(({ categoryId }) => categoryId === (category?.id ?? null)),
    }));
    return groups
      .filter(({ own }) => own.length > 0)
      .map(({ category, own }) => ({ category, ...figuresOf(own, rules, now) }));
  }

  /** Small classrooms are shown together, with what belongs to none: two reports of one class point at families. */
  private async byClassroom(
    school: SchoolId,
    issues: readonly Counted[],
    rules: CalendarRules,
    now: Date,
  ): Promise<Dashboard['byClassroom']> {
    const shown = shownByName(issues);
    const { classrooms } = await this.people.names(school, {
      people: [],
      places: [],
      classrooms: [...shown.keys()],
    });
    const rest = issues.filter(({ classroomId }) => classroomId === null || !shown.has(classroomId));
    // As the school has entered them: by name, the second class would come before the first.
    const lines = [...shown]
      .sort(([a], [b]) => a - b)
      .map(([id, own]) => ({ classroom: classrooms.get(id) ?? null, ...figuresOf(own, rules, now) }));
    return rest.length === 0 ? lines : [...lines, { classroom: null, ...figuresOf(rest, rules, now) }];
  }
}

/**
 * The classrooms that can stand by their name. Where what is left over would be a small group again, the smallest of
 * them goes with it: it could be worked out from the total otherwise.
 */
function shownByName(issues: readonly Counted[]): Map<number, Counted[]> {
  const groups = new Map<number, Counted[]>();
  for (const issue of issues) {
    if (issue.classroomId === null) continue;
    const own = groups.get(issue.classroomId);
    if (own) own.push(issue);
    else groups.set(issue.classroomId, [issue]);
  }
  const large = [...groups].filter(([, own]) => own.length >= smallestGroup);
  large.sort(([, a], [, b]) => b.length - a.length);
  const left = () => issues.length - large.reduce((sum, [, own]) => sum + own.length, 0);
  while (left() > 0 && left() < smallestGroup && large.length > 0) large.pop();
  return new Map(large);
}

/** Monday of the week of a day. */
function mondayOf(day: string): string {
  const start = startOfDay(day);
  const weekday = (later(start, days(1) / 3).getUTCDay() + 6) % 7;
  return dayOf(later(start, -days(weekday)));
}

function byWeek(issues: readonly Counted[], from: string, to: string): Dashboard['byWeek'] {
  const weeks: Dashboard['byWeek'] = [];
  for (let week = mondayOf(from); week <= to; week = dayOf(later(startOfDay(week), days(7))))
    weeks.push({ week, reported: 0, confirmed: 0, reopened: 0 });
  const byMonday = new Map(weeks.map((week) => [week.week, week]));
  for (const { createdAt, state, reopens } of issues) {
    const week = byMonday.get(mondayOf(dayOf(createdAt)));
    if (!week) continue;
    week.reported += 1;
    if (state === 'confirmed') week.confirmed += 1;
    if (reopens > 0) week.reopened += 1;
  }
  return weeks;
}
