import type { IssueSummary } from '#shared/issues/contract.js';
import { when } from '../ui/when.js';

type Timed = Pick<IssueSummary, 'due' | 'paused' | 'state'>;

/** Which of the two clocks is meant, as staff say it. */
export const clockWords = { response: '最晚接下', resolution: '最晚办好' } as const;

/** Whether it is late now; the list may have been read a while ago. */
export const isLate = ({ due }: Pick<IssueSummary, 'due'>): boolean =>
  due !== null && (due.late || new Date(due.at) < new Date());

/** "11月20日 17:30", that the clock stands still, or a dash. */
export function dueWords({ due, paused }: Timed): string {
  if (due !== null) return when(due.at);
  return paused === null ? '—' : '时间停着';
}
