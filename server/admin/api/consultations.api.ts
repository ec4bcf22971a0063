import type {
  AnswerFromIssue,
  ConsultationFigures,
  CreateAnswer,
  PublishAnswer,
  PublishedAnswerDetail,
  PublishedAnswerView,
  UpdateAnswer,
} from '#shared/consultations/contract.js';
import type { AnswerState, ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

export interface AnswerQuery {
  school: string;
  state: AnswerState | undefined;
  topic: ConsultationTopic | undefined;
  cursor: string | undefined;
}

export const listAnswers = (query: AnswerQuery, signal?: AbortSignal) =>
  request<Page<PublishedAnswerView>>('GET', '/published-answers', { query: { ...query }, signal });

export const getAnswer = (token: string, signal?: AbortSignal) =>
  request<PublishedAnswerDetail>('GET', `/published-answers/${token}`, { signal });

export const createAnswer = (school: string, body: CreateAnswer, key: string) =>
  request<PublishedAnswerDetail>('POST', '/published-answers', { query: { school }, body, key });

/** @throws ApiError `personal_details` for new words of what is public */
export const updateAnswer = (token: string, body: UpdateAnswer) =>
  request<PublishedAnswerDetail>('PATCH', `/published-answers/${token}`, { body });

/** @throws ApiError `personal_details` with what was found, and `confirmed` among the fields where that would do */
export const publishAnswer = (token: string, body: PublishAnswer, key: string) =>
  request<PublishedAnswerDetail>('POST', `/published-answers/${token}/publish`, { body, key });

export const retireAnswer = (token: string, key: string) =>
  request<PublishedAnswerDetail>('POST', `/published-answers/${token}/retire`, { body: {}, key });

export const getFigures = (school: string, signal?: AbortSignal) =>
  request<ConsultationFigures>('GET', '/published-answers/figures', { query: { school, days: 30 }, signal });

/** What an answer can be written from. @throws ApiError `not_found` for an issue that none may be written from */
export const getAnswerDraft = (issue: string, signal?: AbortSignal) =>
  request<AnswerFromIssue>('GET', `/issues/${issue}/answer-draft`, { signal });
