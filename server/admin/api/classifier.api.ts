import type {
  ClassifierModelList,
  ClassifierModelView,
  ClassifierReport,
} from '#shared/issues/classifier.js';
import { request } from './http.js';

/** Versions of the school's classifier, newest first. */
export const listModels = (school: string, signal?: AbortSignal) =>
  request<ClassifierModelList>('GET', '/classifier/models', { query: { school }, signal });

/** What the classifier said beside what people decided; of one version, or of all. */
export const getClassifierReport = (school: string, model: string | undefined, signal?: AbortSignal) =>
  request<ClassifierReport>('GET', '/classifier/report', { query: { school, model }, signal });

/** Trains a version, which takes some seconds. @throws ApiError `state_conflict` with too little to learn from */
export const trainModel = (school: string, key: string) =>
  request<ClassifierModelView>('POST', '/classifier/train', { query: { school }, body: {}, key });

/** @throws ApiError `state_conflict` for a version that is active or was refused */
export const activateModel = (school: string, token: string, key: string) =>
  request<ClassifierModelView>('POST', `/classifier/models/${token}/activate`, {
    query: { school },
    body: {},
    key,
  });

/** Goes back to the starting set. @throws ApiError `state_conflict` for a version that is not active */
export const retireModel = (school: string, token: string, key: string) =>
  request<ClassifierModelView>('POST', `/classifier/models/${token}/retire`, {
    query: { school },
    body: {},
    key,
  });
