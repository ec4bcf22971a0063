import type {
  ChildConsents,
  ConsentFigures,
  ConsentRow,
  ConsentText,
  PublishConsentText,
} from '#shared/consents/child-contract.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

export interface BoardQuery {
  school: string;
  classroom: string | undefined;
  purpose: string | undefined;
  state: string | undefined;
  cursor: string | undefined;
}

/** Where children stand. Each page is recorded as read, and shown to their guardians. */
export const listConsents = (query: BoardQuery, signal?: AbortSignal) =>
  request<Page<ConsentRow>>('GET', '/consent-board', { query: { ...query }, signal });

export const getConsentFigures = (school: string, signal?: AbortSignal) =>
  request<ConsentFigures>('GET', '/consent-board/figures', { query: { school }, signal });

/** Each read is recorded. */
export const getChildConsents = (token: string, signal?: AbortSignal) =>
  request<ChildConsents>('GET', `/children/${token}/consents`, { signal });

/** Every version of the words, newest first, purpose by purpose. */
export const listConsentTexts = (school: string, signal?: AbortSignal) =>
  request<{ items: ConsentText[] }>('GET', '/consent-texts', { query: { school }, signal });

export const publishConsentText = (school: string, body: PublishConsentText, key: string) =>
  request<{ items: ConsentText[] }>('POST', '/consent-texts', { query: { school }, body, key });
