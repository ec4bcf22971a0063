import type { z } from 'zod';
import type {
  AssignIssue,
  DeclineIssue,
  Diverted,
  DivertIssue,
  IssueDetail,
  IssueQuery,
  IssueSummary,
  RecategoriseIssue,
  WordsAndPhotos,
} from '#shared/issues/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Filters and place of the board; the page size is the server's own. */
export type BoardQuery = Omit<z.input<typeof IssueQuery>, 'limit'>;
export type DivertInput = z.input<typeof DivertIssue>;
/** Commands that carry words and photos. */
export type WordsAction = 'answer' | 'ask' | 'resolve';

export const listIssues = (query: BoardQuery, signal?: AbortSignal) =>
  request<Page<IssueSummary>>('GET', '/issues', { query: { ...query }, signal });

export const getIssue = (token: string, signal?: AbortSignal) =>
  request<IssueDetail>('GET', `/issues/${token}`, { signal });

const act = (token: string, action: string, body: object, key: string) =>
  request<IssueDetail>('POST', `/issues/${token}/${action}`, { body, key });

/** The assignee takes the issue on. @throws ApiError `state_conflict` when somebody was faster */
export const acceptIssue = (token: string, key: string) => act(token, 'accept', {}, key);

export const speakOnIssue = (token: string, action: WordsAction, body: WordsAndPhotos, key: string) =>
  act(token, action, body, key);

export const assignIssue = (token: string, body: z.input<typeof AssignIssue>, key: string) =>
  act(token, 'assign', body, key);

export const recategoriseIssue = (token: string, body: z.input<typeof RecategoriseIssue>, key: string) =>
  act(token, 'recategorise', body, key);

/** Ends it with a refusal that the family can have looked at again, once. */
export const declineIssue = (token: string, body: DeclineIssue, key: string) =>
  act(token, 'decline', body, key);

/** Says that it is the same matter as another open issue, which goes on for both. */
export const mergeIssue = (token: string, into: string, key: string) => act(token, 'merge', { into }, key);

/** It was another matter after all. */
export const separateIssue = (token: string, key: string) => act(token, 'separate', {}, key);

/** Writes down what was said in the recording. */
export const transcribeIssue = (token: string, text: string, key: string) =>
  act(token, 'transcribe', { text }, key);

/** Takes the issue out of every ordinary view; who is not of the safeguarding room cannot open it any more. */
export const divertIssue = (token: string, body: DivertInput, key: string) =>
  request<z.infer<typeof Diverted>>('POST', `/issues/${token}/divert`, { body, key });
