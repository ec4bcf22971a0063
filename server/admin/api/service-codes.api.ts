import type { CreateServiceCode, ServiceCodeView } from '#shared/service-codes/contract.js';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import type { Page } from '#shared/platform/paging.js';
import { download, request } from './http.js';

/** As many as one print takes, so that a page can be printed at once. */
const limit = 30;

export interface CodeQuery {
  school: string;
  state: 'active' | 'ended';
  kind: ServiceCodeKind | undefined;
  cursor: string | undefined;
}
export type PrintShape = 'poster' | 'card';

export const listServiceCodes = (query: CodeQuery, signal?: AbortSignal) =>
  request<Page<ServiceCodeView>>('GET', '/service-codes', { query: { ...query, limit }, signal });

export const createServiceCode = (school: string, body: CreateServiceCode, key: string) =>
  request<ServiceCodeView>('POST', '/service-codes', { query: { school }, body, key });

/** @throws ApiError `state_conflict` for one that somebody else has just ended */
export const revokeServiceCode = (token: string, key: string) =>
  request<ServiceCodeView>('POST', `/service-codes/${token}/revoke`, { body: {}, key });

/** Answers the new code. @throws ApiError as `revokeServiceCode` does */
export const renewServiceCode = (token: string, key: string) =>
  request<ServiceCodeView>('POST', `/service-codes/${token}/renew`, { body: {}, key });

/** A PDF to print. @throws ApiError `unavailable` while WeChat gives no picture of a code */
export const printServiceCodes = (tokens: readonly string[], shape: PrintShape) =>
  download('/service-codes/posters', { codes: tokens.join(','), shape });
