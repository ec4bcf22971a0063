import type { __Feature__View } from '#shared/__features__/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Newest first. */
export const list__Features__ = (query: { school: string; cursor?: string }, signal?: AbortSignal) =>
  request<Page<__Feature__View>>('GET', '/__features__', { query, signal });
