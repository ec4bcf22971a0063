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
