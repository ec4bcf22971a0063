import type { z } from 'zod';
import type {
  BulkAssign,
  BulkAssigned,
  CreateSavedFilter,
  Dashboard,
  Overview,
  SavedFilterView,
} from '#shared/issues/insight.js';
import { download, request } from './http.js';
import type { BoardQuery } from './issues.api.js';

export type BulkResult = z.infer<typeof BulkAssigned>['items'][number];

/** What waits for somebody, with the issues that wait longest. */
export const getOverview = (school: string, signal?: AbortSignal) =>
  request<Overview>('GET', '/overview', { query: { school }, signal });

/** Figures of what was reported from `from` to `to` (both YYYY-MM-DD and included); without them, of 90 days. */
export const getDashboard = (
  query: { school: string; from: string | undefined; to: string | undefined },
  signal?: AbortSignal,
) => request<Dashboard>('GET', '/dashboard', { query, signal });

export const listSavedFilters = (school: string, signal?: AbortSignal) =>
  request<{ items: SavedFilterView[] }>('GET', '/saved-filters', { query: { school }, signal });

/** @throws ApiError `state_conflict` when there are too many already */
export const createSavedFilter = (school: string, body: z.input<typeof CreateSavedFilter>, key: string) =>
  request<SavedFilterView>('POST', '/saved-filters', { query: { school }, body, key });

export const deleteSavedFilter = (token: string) => request<void>('DELETE', `/saved-filters/${token}`);

/** Hands several issues to one person; the answer says of each whether it went. */
export const assignMany = (body: z.input<typeof BulkAssign>, key: string) =>
  request<z.infer<typeof BulkAssigned>>('POST', '/issue-assignments', { body, key });

/** The filtered board as a file. @throws ApiError `invalid_input` when it would grow too long */
export const exportBoard = ({ cursor: _cursor, scope: _scope, ...query }: BoardQuery) =>
  download('/issue-export', query);
