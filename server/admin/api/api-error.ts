import { problems, type ProblemCode } from '#shared/platform/problem-codes.js';
import type { Problem } from '#shared/platform/problem.js';

/** Code of what went wrong; `offline` means that no answer came at all, so it is unknown whether the server acted. */
export type ApiErrorCode = ProblemCode | 'offline';

const offlineWords = '现在连不上学校的服务器。您填写的内容还在，请检查网络后再试。';

/** The one error that the functions of this folder throw. `message` is a Chinese sentence for the reader. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly code: ApiErrorCode,
    message: string,
    /** Which field was refused and why. */
    readonly fields: readonly { path: string; message: string }[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** No answer, or an answer that says nothing about the request: the same command may be sent again. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  static offline(): ApiError {
    return new ApiError(0, 'offline', offlineWords);
  }

  /** Reads a problem document; a proxy's own error page becomes the sentence that fits its status. */
  static from(status: number, body: unknown): ApiError {
    if (isProblem(body) && body.code in problems) {
      return new ApiError(status, body.code as ProblemCode, body.detail, body.errors);
    }
    const code = codeOf(status);
    return new ApiError(status, code, problems[code][2]);
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}

function codeOf(status: number): ProblemCode {
  const codes = Object.keys(problems) as ProblemCode[];
  const exact: Partial<Record<number, ProblemCode>> = {
    400: 'bad_request',
    401: 'signed_out',
    409: 'state_conflict',
  };
  return (
    exact[status] ??
    codes.find((code) => problems[code][0] === status) ??
    (status >= 500 ? 'internal' : 'bad_request')
  );
}
