import type { IssueDetail } from '#shared/issues/contract.js';
import { request } from './http.js';

/** Decides whom a surname means; with nobody chosen, none of them. @throws ApiError `state_conflict` when it is decided */
export const settleConflict = (token: string, about: readonly string[], key: string) =>
  request<IssueDetail>('POST', `/issues/${token}/settle-conflict`, { body: { about }, key });
