import type { HTMLAttributes } from 'react';

type RowMarks = HTMLAttributes<HTMLElement> & { 'data-testid': string; 'data-token': string };

/** Attributes by which a table row can be found: what kind of row, and which one. */
export function rowMarks(testId: string, token: string, more: HTMLAttributes<HTMLElement> = {}): RowMarks {
  return { ...more, 'data-testid': testId, 'data-token': token };
}
