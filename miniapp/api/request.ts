import Taro from '@tarojs/taro';
import { isOnline } from '../platform/network.js';
import { uuid } from '../platform/random.js';
import { ApiError, errorOfAnswer } from './api-error.js';

/** Address of the API; h5 asks the server it came from. */
export const apiBase = `${XINQIAO_API_BASE}/api/v1`;

type Value = string | number | boolean | undefined;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Undefined values are left out. */
  query?: Record<string, Value>;
  body?: object;
  /** Bearer token of the acting person's session; none for signing in. */
  bearer?: string | null;
  /** Name of this sending: the same key gives the same answer again. */
  idempotencyKey?: string;
  signal?: Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'>;
  /** Milliseconds; 15 s unless told. */
  timeout?: number;
  /** Full address instead of a path of the API (the emulator of the demo). */
  absolute?: boolean;
}

function withQuery(path: string, query: Record<string, Value> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** Headers that every request carries. */
export function headersFor(
  options: Pick<RequestOptions, 'bearer' | 'idempotencyKey'>,
): Record<string, string> {
  return {
    Accept: 'application/json, application/problem+json',
    'X-Request-Id': uuid(),
    ...(options.bearer ? { Authorization: `Bearer ${options.bearer}` } : {}),
    ...(options.idempotencyKey ? { 'Idempotency-Key': options.idempotencyKey } : {}),
  };
}

function failure(error: unknown, aborted: boolean): ApiError {
  if (aborted) return new ApiError('aborted');
  const message = String((error as { errMsg?: string } | null)?.errMsg ?? error);
  if (/time.?out|interrupted|abort/i.test(message)) return new ApiError('timeout');
  return new ApiError(isOnline() ? 'timeout' : 'offline');
}

/**
 * One request to the API. Resolves with the parsed answer (undefined for 204), rejects with an ApiError.
 * Nothing is repeated here: GETs are repeated by the query layer, sendings by the outbox.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { signal } = options;
  if (signal?.aborted) throw new ApiError('aborted');
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const task = Taro.request<unknown, string>({
    url: withQuery(options.absolute ? `${XINQIAO_API_BASE}${path}` : `${apiBase}${path}`, options.query),
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    header: { ...headersFor(options), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    timeout: options.timeout ?? 15_000,
    ...(body === undefined ? {} : { data: body }),
  });
  const abort = () => task.abort?.();
  signal?.addEventListener('abort', abort);
  try {
    const answer = await task;
    if (answer.statusCode >= 200 && answer.statusCode < 300) {
      if (answer.statusCode === 204 || answer.data === '') return undefined as T;
      if (typeof answer.data !== 'object') throw new ApiError('broken', answer.statusCode);
      return answer.data as T;
    }
    throw errorOfAnswer(answer.statusCode, answer.data);
  } catch (error) {
    throw error instanceof ApiError ? error : failure(error, signal?.aborted ?? false);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
