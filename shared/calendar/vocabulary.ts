/**
 * Days on which a school keeps other hours than its week says. In the farming weeks (农忙) staff work as usual, but
 * families are in the fields: days in which they should answer do not count.
 */
export const calendarDayKinds = {
  holiday: '放假',
  half_day: '半天',
  make_up: '调休上课',
  farming: '农忙',
} as const;
export type CalendarDayKind = keyof typeof calendarDayKinds;

/** Hours of a new school from Monday to Sunday, in minutes since midnight: 8:00–12:00 and 14:00–17:30, the nap between. */
export const defaultWeek: readonly (readonly { from: number; to: number }[])[] = Array.from(
  { length: 7 },
  (_, weekday) =>
    weekday < 5
      ? [
          { from: 8 * 60, to: 12 * 60 },
          { from: 14 * 60, to: 17 * 60 + 30 },
        ]
      : [],
);

export const calendarLimits = { periodsPerDay: 4, terms: 30, days: 300, daysInRow: 400 } as const;
