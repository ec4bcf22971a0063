/**
 * Why a request failed. offline: nothing left the phone · timeout: no answer, unknown whether it arrived ·
 * problem: the server said no (RFC 9457) · broken: an answer that is not ours · aborted: nobody waits any more.
 */
export type FailureKind = 'offline' | 'timeout' | 'problem' | 'broken' | 'aborted';

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
}

const sentences: Record<FailureKind, string> = {
  offline: '现在没有网，等有网了再试。',
  timeout: '网太慢了，没有收到回音。请再试一次。',
  problem: '出错了，请再试一次。',
  broken: '园里的系统正忙，请过一会儿再试。',
  aborted: '已经停下了。',
};

/** The one error of the API layer; `message` is a sentence that a person can be shown. */
export class ApiError extends Error {
  readonly kind: FailureKind;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Stable code of the problem document, or the kind. */
  readonly code: string;
  /** Sentences for single fields of the form, by path. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(kind: FailureKind, status = 0, problem?: ProblemDocument) {
    super(problem?.detail ?? sentences[kind]);
    this.name = 'ApiError';
    this.kind = kind;
    this.status = status;
    this.code = problem?.code ?? kind;
    this.fields = Object.fromEntries((problem?.errors ?? []).map((error) => [error.path, error.message]));
  }

  /** Whether the same request may succeed later without anybody changing it. */
  get passing(): boolean {
    if (this.kind === 'problem') return [408, 425, 429].includes(this.status) || this.status >= 500;
    return true;
  }
}

/** Any thrown thing as an ApiError. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('broken');
}

/** Whether the server has said that this is not, or no longer, for the reader; a phone that is shut may be opened. */
export function isRefusal(error: unknown): boolean {
  const { status, code } = asApiError(error);
  return [403, 404, 410].includes(status) && code !== 'pin_needed';
}

function isProblem(body: unknown): body is ProblemDocument {
  if (typeof body !== 'object' || body === null) return false;
  const { code, detail } = body as Partial<ProblemDocument>;
  return typeof code === 'string' && typeof detail === 'string';
}

/** The error for an answer with a failing status. */
export function errorOfAnswer(status: number, body: unknown): ApiError {
  if (isProblem(body)) return new ApiError('problem', status, body);
  if (status >= 400 && status < 500) return new ApiError('problem', status);
  return new ApiError('broken', status);
}
