import type { Page } from '#shared/platform/paging.js';
import { ProblemError } from './problem-error.js';

/** Where a page begins and how many rows to read: one more than shown, which tells whether there is a next page. */
export function pageLimits(query: { cursor?: string | undefined; limit: number }): {
  after: number | null;
  take: number;
} {
  return { after: query.cursor === undefined ? null : decode(query.cursor), take: query.limit + 1 };
}

/** Cuts what was read to a page. Rows come newest first; the cursor is the last shown row. */
export function pageFrom<T extends { id: number }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encode(last.id) : null };
}

// Base 36 with a letter in front: short, and nobody is tempted to count in it.
const encode = (id: number): string => `k${id.toString(36)}`;

function decode(cursor: string): number {
  const id = /^k[0-9a-z]{1,11}$/.test(cursor) ? parseInt(cursor.slice(1), 36) : NaN;
  if (!Number.isSafeInteger(id))
    throw new ProblemError('invalid_input', { errors: [{ path: 'cursor', message: '翻页位置不对' }] });
  return id;
}
