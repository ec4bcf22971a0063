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
  /** Special days, both days included; of several on one day the later one in the list wins. */
  days: readonly { kind: CalendarDayKind; fromDay: string; toDay: string }[];
}
