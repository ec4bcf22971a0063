import type { CalendarDayKind } from './vocabulary.js';

/** Part of a day, in minutes since midnight (Asia/Shanghai); `to` is not included. */
export interface Period {
  from: number;
  to: number;
}

/** Everything that decides when a school works. */
export interface CalendarRules {
  /** Working periods from Monday to Sunday; the nap is the gap between two of them. */
  week: readonly (readonly Period[])[];
  /** Terms, both days included. None: the school works all year. */
  terms: readonly { fromDay: string; toDay: string }[];
  /**
   * Special days, both days included; of several on one day the later one in the list wins. Farming weeks concern the
   * families only and lie over whatever the day is for the school.
   */
  days: readonly { kind: CalendarDayKind; fromDay: string; toDay: string }[];
}

/** What one day is for a school. */
export interface SchoolDay {
  /** The special kind that decides its hours; null for an ordinary day. */
  kind: Exclude<CalendarDayKind, 'farming'> | null;
  farming: boolean;
  inTerm: boolean;
  /** Hours in which staff work; none on a closed day. */
  hours: readonly Period[];
  /** Whether a family can be expected to answer. */
  forFamilies: boolean;
}

/** Where an instant stands that never comes, because the calendar has no such time within ten years. */
export const never = new Date('9999-12-31T00:00:00.000Z');

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** China has one time and no daylight saving time. */
const shanghaiMs = 8 * 3_600_000;
const noon = 12 * 60;
const saturday = 5;
const horizonDays = 3_660;
const wholeDay: readonly Period[] = [{ from: 0, to: 24 * 60 }];
const closed: readonly Period[] = [];

/** Rules with their days as numbers since 1970 and the periods of each weekday in order. */
interface Plan {
  week: readonly (readonly Period[])[];
  terms: readonly Span[];
  days: readonly (Span & { kind: CalendarDayKind })[];
  firstDay: number;
  lastDay: number;
}
interface Span {
  from: number;
  to: number;
}
type HoursOf = (plan: Plan, day: number) => readonly Period[];

const plans = new WeakMap<CalendarRules, Plan>();

function planOf(rules: CalendarRules): Plan {
  const known = plans.get(rules);
  if (known) return known;
  const terms = rules.terms.map(spanOf);
  const works = rules.week.some((periods) => periods.length > 0);
  const plan: Plan = {
    week: Array.from({ length: 7 }, (_, weekday) => inOrder(rules.week[weekday] ?? [])),
    terms,
    days: rules.days.map((day) => ({ ...spanOf(day), kind: day.kind })),
    firstDay: terms.length === 0 ? -Infinity : Math.min(...terms.map(({ from }) => from)),
    // A week without any hour has none in a make-up day either.
    lastDay: !works ? -Infinity : terms.length === 0 ? Infinity : Math.max(...terms.map(({ to }) => to)),
  };
  plans.set(rules, plan);
  return plan;
}

const spanOf = ({ fromDay, toDay }: { fromDay: string; toDay: string }): Span => ({
  from: Date.parse(fromDay) / dayMs,
  to: Date.parse(toDay) / dayMs,
});

/** Periods by their beginning, those that touch or overlap made one: no minute counts twice. */
function inOrder(periods: readonly Period[]): readonly Period[] {
  const merged: Period[] = [];
  for (const period of [...periods].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && period.from <= last.to) last.to = Math.max(last.to, period.to);
    else if (period.to > period.from) merged.push({ ...period });
  }
  return merged;
}

const dayNumber = (instant: number): number => Math.floor((instant + shanghaiMs) / dayMs);
const midnightOf = (day: number): number => day * dayMs - shanghaiMs;
/** 0 is Monday; the first of January 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
const within = (day: number) => (span: Span) => span.from <= day && day <= span.to;

const kindOn = (plan: Plan, day: number): SchoolDay['kind'] => {
  const special = plan.days.findLast((one) => one.kind !== 'farming' && within(day)(one));
  return special === undefined || special.kind === 'farming' ? null : special.kind;
};

const inTerm = (plan: Plan, day: number): boolean => plan.terms.length === 0 || plan.terms.some(within(day));

const staffHours: HoursOf = (plan, day) => {
  if (!inTerm(plan, day)) return closed;
  const weekday = weekdayOf(day);
  const own = plan.week[weekday] ?? closed;
  switch (kindOn(plan, day)) {
    case 'holiday':
      return closed;
    case 'half_day':
      return own.filter(({ from }) => from < noon).map(({ from, to }) => ({ from, to: Math.min(to, noon) }));
    case 'make_up':
      return weekday >= saturday ? (plan.week[0] ?? closed) : own;
    case null:
      return own;
  }
};

const familyHours: HoursOf = (plan, day) => {
  const farming = plan.days.some((one) => one.kind === 'farming' && within(day)(one));
  return farming || staffHours(plan, day).length === 0 ? closed : wholeDay;
};

/** What a calendar day is. @param day YYYY-MM-DD */
export function schoolDay(rules: CalendarRules, day: string): SchoolDay {
  const plan = planOf(rules);
  const number = Date.parse(day) / dayMs;
  const hours = staffHours(plan, number);
  return {
    kind: kindOn(plan, number),
    farming: plan.days.some((one) => one.kind === 'farming' && within(number)(one)),
    inTerm: inTerm(plan, number),
    hours,
    forFamilies: familyHours(plan, number).length > 0,
  };
}

/** Whether the school works at this instant. */
export function isWorking(rules: CalendarRules, at: Date): boolean {
  const instant = at.getTime();
  const day = dayNumber(instant);
  const minute = (instant - midnightOf(day)) / minuteMs;
  return staffHours(planOf(rules), day).some(({ from, to }) => from <= minute && minute < to);
}

/**
 * The instant at which `minutes` of working time have passed since `from`: the earliest such instant, so that work for
 * a whole afternoon is due at its end and not the next morning. With negative minutes the latest instant from which it
 * is that long until `from`. No minutes: `from` itself. What lies more than ten years away is `never`; a negative one
 * then has no beginning and is the beginning of the epoch.
 */
export function addWorking(rules: CalendarRules, from: Date, minutes: number): Date {
  const plan = planOf(rules);
  const ms = Math.round(minutes * minuteMs);
  if (ms === 0) return from;
  return ms > 0 ? forward(plan, staffHours, from, ms) : backward(plan, from, -ms);
}

/**
 * The instant at which `days` whole days have passed on which a family can answer: days on which the school works and
 * which lie in no farming week. `never` where the calendar has none within ten years.
 */
export function addFamilyDays(rules: CalendarRules, from: Date, days: number): Date {
  return days <= 0 ? from : forward(planOf(rules), familyHours, from, days * dayMs);
}

/** Working minutes from `a` to `b`, with their fractions; negative when `b` comes first. */
export function workingMinutesBetween(rules: CalendarRules, a: Date, b: Date): number {
  if (b < a) return -workingMinutesBetween(rules, b, a);
  const plan = planOf(rules);
  const [start, end] = [a.getTime(), b.getTime()];
  const lastDay = Math.min(dayNumber(end), plan.lastDay);
  let ms = 0;
  for (let day = Math.max(dayNumber(start), plan.firstDay); day <= lastDay; day++) {
    for (const [from, to] of periodsOn(plan, staffHours, day))
      ms += Math.max(0, Math.min(to, end) - Math.max(from, start));
  }
  return ms / minuteMs;
}

/** Periods of a day as instants. */
function periodsOn(plan: Plan, hoursOf: HoursOf, day: number): [number, number][] {
  const midnight = midnightOf(day);
  return hoursOf(plan, day).map(({ from, to }) => [midnight + from * minuteMs, midnight + to * minuteMs]);
}

function forward(plan: Plan, hoursOf: HoursOf, from: Date, ms: number): Date {
  const start = from.getTime();
  const today = dayNumber(start);
  const lastDay = Math.min(today + horizonDays, plan.lastDay);
  let left = ms;
  for (let day = Math.max(today, plan.firstDay); day <= lastDay; day++) {
    for (const [opens, closes] of periodsOn(plan, hoursOf, day)) {
      const begin = Math.max(opens, start);
      if (left <= closes - begin) return new Date(begin + left);
      left -= Math.max(0, closes - begin);
    }
  }
  return never;
}

function backward(plan: Plan, from: Date, ms: number): Date {
  const end = from.getTime();
  const today = dayNumber(end);
  const firstDay = Math.max(today - horizonDays, plan.firstDay);
  let left = ms;
  for (let day = Math.min(today, plan.lastDay); day >= firstDay; day--) {
    for (const [opens, closes] of periodsOn(plan, staffHours, day).reverse()) {
      const stop = Math.min(closes, end);
      if (left <= stop - opens) return new Date(stop - left);
      left -= Math.max(0, stop - opens);
    }
  }
  return new Date(0);
}
