import { dayOf, days, hours, later, startOfDay } from '../platform/clock/clock.js';

/** How far back the demo's history goes. */
export const historyDays = 92;

/** Dates of the demo, all relative to the day on which it is loaded, so that it never looks old. */
export class DemoCalendar {
  /** Midnight in Asia/Shanghai of the day of loading, which has no daylight saving time. */
  private readonly midnight: Date;

  constructor(readonly now: Date) {
    this.midnight = startOfDay(dayOf(now));
  }

  /** Calendar day (YYYY-MM-DD) so many days from today; negative for the past. */
  day(inDays: number): string {
    return dayOf(later(this.midnight, days(inDays)));
  }

  /** Instant of `HH:MM` (Asia/Shanghai) so many days ago. */
  at(daysAgo: number, time: string): Date {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return later(this.midnight, -days(daysAgo) + hours(hour) + minute * 60_000);
  }

  /** Year in which the present school year began. */
  get schoolYear(): number {
    const [year = 0, month = 0] = dayOf(this.now).split('-').map(Number);
    return month >= 9 ? year : year - 1;
  }

  /** First day of a child who is in her `nth` year at the school; the newcomers were there before the history begins. */
  enrolled(nth: number): string {
    const september = `${this.schoolYear - nth + 1}-09-01`;
    const before = this.day(-historyDays - 8);
    return september < before ? september : before;
  }

  /** Birthday of a child who turns `age` during the twelve months before the school year began. */
  born(monthAndDay: string, age: number): string {
    const year = this.schoolYear - age - (monthAndDay >= '09-01' ? 1 : 0);
    return `${year}-${monthAndDay}`;
  }
}

/** Age at the beginning of the school year and year at the school, by the classroom's name. */
export function yearOf(classroom: string): { age: number; nth: number } {
  const years: readonly [string, number, number][] = [
    ['小', 3, 1],
    ['中', 4, 2],
    ['大', 5, 3],
    ['一年级', 6, 1],
    ['二年级', 7, 2],
    ['三年级', 8, 3],
  ];
  const found = years.find(([name]) => classroom.startsWith(name));
  if (!found) throw new Error(`Unknown classroom ${classroom}`);
  return { age: found[1], nth: found[2] };
}
