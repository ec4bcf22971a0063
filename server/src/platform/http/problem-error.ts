import { problems } from '#shared/platform/problem-codes.js';
import type { ProblemCode } from '#shared/platform/problem-codes.js';

export interface ProblemOptions {
  /** Sentence in plain Chinese in place of the code's own. Never anything personal. */
  detail?: string;
  errors?: { path: string; message: string }[];
  /** Seconds after which it makes sense to try again. */
  retryAfter?: number;
}

/** What a handler throws to answer with a problem document. */
export class ProblemError extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly options: ProblemOptions = {},
  ) {
    super(code);
    this.status = problems[code][0];
  }
}

/** The row, or the same answer for "not there" and "not yours". */
export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new ProblemError('not_found');
  return row;
}
