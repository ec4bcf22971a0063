import { Between, IsNull, LessThan, LessThanOrEqual, MoreThan, MoreThanOrEqual } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import type { RoleState } from '#shared/people/roles.js';
import { dayOf, days, later, startOfDay } from '../../platform/clock/clock.js';
import { holdingOn } from './dated.js';

interface Held {
  fromDay: string;
  toDay: string | null;
}

/** Where a role stands on a day. */
export function stateOn(day: string, { fromDay, toDay }: Held): RoleState {
  if (toDay !== null && (toDay < day || toDay < fromDay)) return 'ended';
  return fromDay > day ? 'coming' : 'now';
}

const soon = days(30);

/** Rows of roles by where they stand now; `ending`: they hold today and end within thirty days. */
export function rolesWhen<T extends Held>(
  when: RoleState | 'ending',
  now: Date,
  which: FindOptionsWhere<Omit<T, keyof Held>>,
): FindOptionsWhere<T>[] {
  const today = dayOf(now);
  const begun = { ...which, fromDay: LessThanOrEqual(today) };
  const rows = {
    now: holdingOn<T>(today, which),
    coming: [
      { ...which, fromDay: MoreThan(today), toDay: IsNull() },
      { ...which, fromDay: MoreThan(today), toDay: MoreThanOrEqual(today) },
    ],
    ended: [{ ...which, toDay: LessThan(today) }],
    ending: [{ ...begun, toDay: Between(today, dayOf(later(now, soon))) }],
  };
  return rows[when];
}

/** Whether two spans share a day. */
export const overlap = (one: Held, other: Held): boolean =>
  (other.toDay === null || one.fromDay <= other.toDay) && (one.toDay === null || other.fromDay <= one.toDay);

/** The day after, which is the first on which something that ends on `day` holds no longer. */
export const dayAfter = (day: string): string => dayOf(later(startOfDay(day), days(1)));

export const dayBefore = (day: string): string => dayOf(later(startOfDay(day), -days(1)));
