import { renewActing, useSession } from '../session/session-store.js';
import { ApiError } from './api-error.js';
import { request, type RequestOptions } from './request.js';

/** A request in the name of the acting person. A session that has run out is renewed once without asking. */
export async function authed<T>(path: string, options: Omit<RequestOptions, 'bearer'> = {}): Promise<T> {
  const bearer = useSession.getState().session?.bearer ?? null;
  try {
    return await request<T>(path, { ...options, bearer });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401 || bearer === null) throw error;
    const renewed = await renewActing(bearer);
    if (renewed === null) throw error;
    return request<T>(path, { ...options, bearer: renewed });
  }
}
