import { dayOf } from '../../platform/clock/clock.js';

/** Calendar month (YYYY-MM) of an instant in Asia/Shanghai. */
export const monthOf = (instant: Date): string => dayOf(instant).slice(0, 7);

/** The month before, both YYYY-MM. */
export function monthBefore(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number);
  return of === 1 ? `${year - 1}-12` : `${year}-${String(of - 1).padStart(2, '0')}`;
}
