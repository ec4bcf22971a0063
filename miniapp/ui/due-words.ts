import type { IssueSummary } from '#shared/issues/contract.js';
import { sayWhen } from './when.js';

/** By when it should be done: 最晚今天 16:00, or 晚了. Null while no clock runs. */
export function dueWords({ due }: Pick<IssueSummary, 'due'>, now: number): string | null {
  if (due === null) return null;
  // The list may have been read a while ago: what has passed since is late too.
  return due.late || Date.parse(due.at) < now ? '晚了' : `最晚${sayWhen(Date.parse(due.at), now)}`;
}

/** 3 家都说了; null where it is only one. */
export const familiesWords = ({ families }: Pick<IssueSummary, 'families'>): string | null =>
  families > 1 ? `${families} 家都说了` : null;
