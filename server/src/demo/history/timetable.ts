import { dayOf, days, hourOf, hours, later, minutes } from '../../platform/clock/clock.js';
import type { DemoCalendar } from '../demo-calendar.js';
import { Chance } from './chance.js';
import type { CourseStep, HistoryReport } from './history.types.js';

/** One thing that happens at one moment. `correct` is the office putting a wrongly sorted report right. */
export type Happening = { at: Date; report: HistoryReport } & (
  { kind: 'report' } | { kind: 'correct' } | { kind: 'step'; step: CourseStep }
);

/** Latest moment of the history: what happens after it is left to whoever tries the demo. */
const quietBeforeNow = minutes(20);

/**
 * Gives every report and every step of its course a believable moment: staff act in working hours, families when they
 * are off work, nothing happens in the future. Answers all of it in the order of time.
 */
export function timetable(reports: readonly HistoryReport[], calendar: DemoCalendar): Happening[] {
  const chance = new Chance(2026);
  const end = later(calendar.now, -quietBeforeNow);
  return reports
    .flatMap((report) => lifeOf(report, calendar, end, chance))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function lifeOf(report: HistoryReport, calendar: DemoCalendar, end: Date, chance: Chance): Happening[] {
  let at = reportedAt(report, calendar, end);
  const life: Happening[] = [{ kind: 'report', at, report }];
  if (report.course.length > 0) {
    at = next(at, workingTime(later(at, minutes(chance.between(4, 40))), chance), end, chance);
    life.push({ kind: 'correct', at, report });
  }
  for (const step of report.course) {
    // Silence is what does not happen; the timer of the service makes an end of it.
    if (step.does === 'silence' || fallsSilent(report, step, chance)) continue;
    at = next(at, momentOf(step, at, chance), end, chance);
    life.push({ kind: 'step', at, report, step });
  }
  return life;
}

/** Some who have nothing to add forget to say that it is good. Only where the time for it has long passed. */
function fallsSilent(report: HistoryReport, step: CourseStep, chance: Chance): boolean {
  return step.does === 'confirm' && step.text === '' && report.daysAgo > 20 && chance.happens(0.12);
}

/** Nobody is at school on Saturday and Sunday, so what is said about it is said on the Friday before. */
function reportedAt(report: HistoryReport, calendar: DemoCalendar, end: Date): Date {
  let at = calendar.at(report.daysAgo, report.time);
  while (at > end || isWeekend(at)) at = later(at, -days(1));
  return at;
}

function momentOf(step: CourseStep, from: Date, chance: Chance): Date {
  switch (step.does) {
    case 'accept':
      return workingTime(later(from, minutes(chance.between(8, 130))), chance);
    case 'divert':
      return later(from, minutes(chance.between(5, 25)));
    case 'answer':
    case 'ask':
      return workingTime(later(from, hours(chance.between(0.3, 5))), chance);
    case 'resolve':
      return workingTime(later(from, hours(chance.between(1.5, 30))), chance);
    default:
      return familyTime(later(from, hours(chance.between(0.5, 20))), chance);
  }
}

/** `wanted`, or soon after the step before where that would lie in the future. */
function next(before: Date, wanted: Date, end: Date, chance: Chance): Date {
  if (wanted <= end) return wanted;
  const left = end.getTime() - before.getTime();
  return later(before, Math.min(minutes(chance.between(20, 60)), left / 2));
}

/** The first moment from `at` on at which staff work: Monday to Friday, 7:30 to 17:30. */
function workingTime(at: Date, chance: Chance): Date {
  let moment = at;
  const closing = new Date(`${dayOf(at)}T17:30:00+08:00`);
  if (at >= closing) moment = morning(later(at, days(1)), chance);
  else if (at < later(closing, -hours(10))) moment = morning(at, chance);
  while (isWeekend(moment)) moment = morning(later(moment, days(1)), chance);
  return moment;
}

function morning(day: Date, chance: Chance): Date {
  return later(new Date(`${dayOf(day)}T07:30:00+08:00`), minutes(chance.between(1, 90)));
}

/** The first moment from `at` on at which a family looks at the phone: morning to bedtime. */
function familyTime(at: Date, chance: Chance): Date {
  const hour = hourOf(at);
  if (hour >= 6 && hour < 21) return at;
  const day = hour < 6 ? at : later(at, days(1));
  return later(new Date(`${dayOf(day)}T06:20:00+08:00`), minutes(chance.between(0, 120)));
}

function isWeekend(at: Date): boolean {
  const weekday = new Date(`${dayOf(at)}T12:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
