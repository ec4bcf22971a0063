import type { z } from 'zod';
import type { OpenFields, OpeningView, ReviewOpening } from '#shared/people/break-glass.js';
import type { ChildDetail } from '#shared/people/family.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Opens classes of a child's fields for two hours. @throws ApiError `forbidden`, `already_exists` */
export const openFields = (child: string, body: z.input<typeof OpenFields>, key: string) =>
  request<ChildDetail>('POST', `/children/${child}/open-fields`, { body, key });

/** Shuts what somebody opened, before its time. */
export const closeOpening = (token: string, key: string) =>
  request<void>('POST', `/opened-fields/${token}/close`, { body: {}, key });

/** Without a school: what was handed up to the reader's office. */
export const listOpenings = (
  query: { school?: string; state: 'waiting' | 'reviewed'; cursor?: string },
  signal?: AbortSignal,
) => request<Page<OpeningView>>('GET', '/opened-fields', { query, signal });

/** @throws ApiError `state_conflict` when somebody else was faster */
export const reviewOpening = (token: string, body: z.input<typeof ReviewOpening>, key: string) =>
  request<OpeningView>('POST', `/opened-fields/${token}/review`, { body, key });
