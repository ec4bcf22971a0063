import type { CalendarDayView, CalendarView, TermView } from '#shared/calendar/contract.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import type { CalendarDay, SchoolTerm } from './calendar.entity.js';

export function presentTerm({ token, name, fromDay, toDay }: SchoolTerm): TermView {
  return { token, name, fromDay, toDay };
}

export function presentDay({ token, kind, name, fromDay, toDay }: CalendarDay): CalendarDayView {
  return { token, kind, name, fromDay, toDay };
}

export function presentCalendar(
  week: CalendarRules['week'],
  terms: readonly SchoolTerm[],
  days: readonly CalendarDay[],
): CalendarView {
  return {
    week: week.map((periods) => periods.map(({ from, to }) => ({ from, to }))),
    terms: terms.map(presentTerm),
    days: days.map(presentDay),
  };
}
