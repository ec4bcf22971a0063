import { ApiError } from './api-error.js';
import { currentToken, forgetToken } from './token-store.js';

/** Values of a query string; empty ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

interface Options {
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  form?: FormData;
  /** Idempotency-Key of a POST, one for each thing a person does: the same key and body are carried out once. */
  key?: string;
  signal?: AbortSignal;
}

const timeoutMs = { words: 20_000, photo: 120_000 } as const;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A file that the server made, with the name it gave. */
export interface Download {
  blob: Blob;
  name: string;
}

/**
 * One request to the API. Answers the parsed body (undefined for 204).
 * @throws ApiError for every answer outside 2xx, and with code `offline` when none came.
 */
export function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  return exchange(method, path, options, async (response) => (await bodyOf(response)) as T);
}

/** A file from the API. @throws ApiError as `request` does */
export function download(path: string, query: Query): Promise<Download> {
  return exchange('GET', path, { query }, fileOf);
}

/** A file that a command made, once. @throws ApiError as `request` does */
export function downloadMade(path: string, options: Options): Promise<Download> {
  return exchange('POST', path, options, fileOf);
}

const fileOf = async (response: Response): Promise<Download> => ({
  blob: await response.blob(),
  name: fileNameOf(response.headers.get('content-disposition') ?? ''),
});

function fileNameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? '' : decodeURIComponent(encoded);
}

async function exchange<T>(
  method: Method,
  path: string,
  { query, body, form, key, signal }: Options,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const headers = new Headers({ accept: 'application/json, */*' });
  const token = currentToken();
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (key) headers.set('idempotency-key', key);
  if (body !== undefined) headers.set('content-type', 'application/json');

  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), form ? timeoutMs.photo : timeoutMs.words);
  signal?.addEventListener('abort', () => patience.abort(), { once: true });
  try {
    const response = await fetch(`/api/v1${path}${queryString(query)}`, {
      method,
      headers,
      body: form ?? (body === undefined ? null : JSON.stringify(body)),
      signal: patience.signal,
      cache: 'no-store',
      credentials: 'omit',
    });
    if (response.ok) return await read(response);
    const error = ApiError.from(response.status, await bodyOf(response));
    // A wrong old password is a 401 too, but the session is still good.
    if (error.code === 'signed_out' && token !== null && token === currentToken()) forgetToken();
    throw error;
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw ApiError.offline();
  } finally {
    clearTimeout(timer);
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // An answer of a proxy in between: its status says enough.
    return undefined;
  }
}

function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
