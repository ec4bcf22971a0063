import type { CalendarDayKind } from '#shared/calendar/vocabulary.js';
import { CalendarDay, SchoolTerm } from '../features/calendar/calendar.entity.js';
import type { Tx } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import type { DemoCalendar } from './demo-calendar.js';
import type { LoadedSchool } from './loaded-county.js';

/** First and last day as `MM-DD`; from September on in the year in which the school year begins, else in the next. */
type Stretch = readonly [name: string, from: string, to: string];

const terms: readonly Stretch[] = [
  ['秋季学期', '09-01', '01-20'],
  ['春季学期', '02-22', '07-10'],
  ['暑期托管', '07-13', '08-21'],
];

const days: readonly (readonly [CalendarDayKind, ...Stretch])[] = [
  ['half_day', '国庆前半天', '09-30', '09-30'],
  ['holiday', '国庆节', '10-01', '10-07'],
  ['holiday', '元旦', '01-01', '01-03'],
  ['holiday', '清明节', '04-04', '04-06'],
  ['farming', '春耕', '04-19', '04-25'],
  ['half_day', '五一前半天', '04-30', '04-30'],
  ['holiday', '劳动节', '05-01', '05-05'],
];

/** Writes the terms, holidays and farming weeks of this school year and of the last one, in which the history may begin. */
export async function loadCalendar(tx: Tx, { id }: LoadedSchool, calendar: DemoCalendar): Promise<void> {
  for (const year of [calendar.schoolYear - 1, calendar.schoolYear]) {
    const dayIn = (day: string) => `${day >= '09-01' ? year : year + 1}-${day}`;
    for (const [name, from, to] of terms) {
      const fromDay = dayIn(from);
      const term = { name: `${fromDay.slice(0, 4)}年${name}`, fromDay, toDay: dayIn(to) };
      await tx.of(SchoolTerm, id).insert({ token: newToken(), ...term });
    }
    const special = [
      ...days.map(([kind, name, from, to]) => ({ kind, name, fromDay: dayIn(from), toDay: dayIn(to) })),
      ...aroundHarvest(year),
    ];
    for (const day of special.sort((a, b) => a.fromDay.localeCompare(b.fromDay)))
      await tx.of(CalendarDay, id).insert({ token: newToken(), ...day });
  }
}

/** What hangs on weekdays: the Saturday after the national holidays is worked, and the second week from then is harvest. */
function aroundHarvest(
  year: number,
): { kind: CalendarDayKind; name: string; fromDay: string; toDay: string }[] {
  const october = (day: number) => new Date(Date.UTC(year, 9, day)).toISOString().slice(0, 10);
  const saturday = 8 + ((6 - new Date(Date.UTC(year, 9, 8)).getUTCDay() + 7) % 7);
  return [
    { kind: 'make_up', name: '国庆调休', fromDay: october(saturday), toDay: october(saturday) },
    { kind: 'farming', name: '秋收农忙', fromDay: october(saturday + 2), toDay: october(saturday + 8) },
  ];
}
