/**
 * How one HTTP exchange ended. `not-sent`: the request surely never reached the other side. `unknown`: it left, or may
 * have left, and the answer is missing or unreadable.
 */
export type Exchange =
  | { readonly kind: 'answer'; readonly body: Buffer; readonly isJson: boolean }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'unknown' };

export interface ExchangeRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Failures of resolving, connecting or greeting: nothing of the request has been written yet. */
const BEFORE_WRITING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Codes of an error and of what caused it; a host with several addresses gives one error for each. Looks at the shape,
 * not the class: the error comes from inside Node, whose classes may be others than those of this module.
 */
function causeCodes(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(causeCodes) : [];
  return [...own, ...inner, ...('cause' in error ? causeCodes(error.cause) : [])];
}

function neverLeft(error: unknown): boolean {
  const codes = causeCodes(error);
  return codes.length > 0 && codes.every((code) => BEFORE_WRITING.has(code));
}

/**
 * Gateways that answer 502 or 504 may have passed the request on before they lost the answer; every other HTTP error
 * comes from a server that did not handle it.
 */
function ofHttpError(status: number): Exchange {
  return status === 502 || status === 504 ? { kind: 'unknown' } : { kind: 'not-sent' };
}

/**
 * One request and its whole answer. Never throws. Each request has a connection of its own: on a kept connection that
 * the other side has just closed, a message that never left would look like one with an unknown outcome.
 */
export async function exchange(request: ExchangeRequest): Promise<Exchange> {
  if (request.signal?.aborted === true) return { kind: 'not-sent' };
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const headers: Record<string, string> = { connection: 'close' };
  if (request.json !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers,
      redirect: 'error',
      signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
      ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
    });
    const body = Buffer.from(await response.arrayBuffer());
    if (!response.ok) return ofHttpError(response.status);
    return { kind: 'answer', body, isJson: body[0] === 0x7b };
  } catch (error) {
    return neverLeft(error) ? { kind: 'not-sent' } : { kind: 'unknown' };
  }
}

/** The JSON object in an answer, or null when it holds something else. */
export function jsonObjectOf(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null;
  } catch {
    return null;
  }
}
