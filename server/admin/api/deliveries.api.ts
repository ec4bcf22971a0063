import type { DeliveryProblem } from '#shared/platform/deliveries.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Messages of the school that did not reach their reader, newest first. */
export const listDeliveries = (query: { school: string; cursor?: string }, signal?: AbortSignal) =>
  request<Page<DeliveryProblem>>('GET', '/deliveries', { query, signal });

export const retryDelivery = (school: string, token: string, key: string) =>
  request<void>('POST', `/deliveries/${token}/retry`, { query: { school }, body: {}, key });
