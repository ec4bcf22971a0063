import type { ClassroomView, PlaceView } from '#shared/people/contract.js';
import { request } from './http.js';

export const listPlaces = (school: string, signal?: AbortSignal) =>
  request<{ items: PlaceView[] }>('GET', '/places', { query: { school }, signal });

/** @throws ApiError `already_exists` */
export const createPlace = (school: string, body: { name: string }, key: string) =>
  request<PlaceView>('POST', '/places', { query: { school }, body, key });

export const listClassrooms = (school: string, signal?: AbortSignal) =>
  request<{ items: ClassroomView[] }>('GET', '/classrooms', { query: { school }, signal });
