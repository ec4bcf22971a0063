import type {
  CreateEvaluatedService,
  EvaluatedServiceView,
  EvaluationFigures,
  EvaluationNote,
  UpdateEvaluatedService,
  WriteEvaluationNote,
} from '#shared/evaluations/contract.js';
import { request } from './http.js';

/** What was counted; what has not come together yet is not in it. */
export const getEvaluationFigures = (school: string, signal?: AbortSignal) =>
  request<EvaluationFigures>('GET', '/evaluation-figures', { query: { school }, signal });

/** All services, also those that are not asked about at the moment. */
export const listEvaluatedServices = (school: string, signal?: AbortSignal) =>
  request<{ items: EvaluatedServiceView[] }>('GET', '/evaluated-services', { query: { school }, signal });

/** @throws ApiError `invalid_input` where a name is somebody's, `already_exists` */
export const createEvaluatedService = (school: string, body: CreateEvaluatedService, key: string) =>
  request<EvaluatedServiceView>('POST', '/evaluated-services', { query: { school }, body, key });

/** @throws ApiError as `createEvaluatedService` does */
export const updateEvaluatedService = (school: string, token: string, body: UpdateEvaluatedService) =>
  request<EvaluatedServiceView>('PATCH', `/evaluated-services/${token}`, { query: { school }, body });

export const listEvaluationNotes = (school: string, signal?: AbortSignal) =>
  request<{ items: EvaluationNote[] }>('GET', '/evaluation-notes', { query: { school }, signal });

/** Publishes or corrects. @throws ApiError `state_conflict` for a month without figures */
export const writeEvaluationNote = (school: string, body: WriteEvaluationNote) =>
  request<EvaluationNote>('PUT', '/evaluation-notes', { query: { school }, body });
