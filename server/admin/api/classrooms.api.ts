import type { z } from 'zod';
import type {
  ClassroomBook,
  ClassroomDetail,
  CloseClassroom,
  EnrolChild,
  MoveUp,
  YearPlan,
} from '#shared/people/classrooms.js';
import { request } from './http.js';

export const getClassroomBook = (query: { school: string; active: 'true' | 'false' }, signal?: AbortSignal) =>
  request<ClassroomBook>('GET', '/classroom-book', { query, signal });

/** Each read is recorded: it names the children. */
export const getClassroom = (token: string, signal?: AbortSignal) =>
  request<ClassroomDetail>('GET', `/classrooms/${token}`, { signal });

/** @throws ApiError `already_exists` for a name that another classroom has */
export const createClassroom = (school: string, name: string, key: string) =>
  request<ClassroomDetail>('POST', '/classrooms', { query: { school }, body: { name }, key });

/** @throws ApiError as `createClassroom` does */
export const renameClassroom = (token: string, name: string, key: string) =>
  request<ClassroomDetail>('POST', `/classrooms/${token}/rename`, { body: { name }, key });

/** What a new year would make of each classroom. */
export const getYearPlan = (school: string, signal?: AbortSignal) =>
  request<YearPlan>('GET', '/classroom-moves-up', { query: { school }, signal });

/** All of it or nothing. @throws ApiError as `createClassroom` does, `state_conflict` where names have changed since */
export const moveUp = (school: string, body: z.input<typeof MoveUp>, key: string) =>
  request<ClassroomBook>('POST', '/classroom-moves-up', { query: { school }, body, key });

/** @throws ApiError `state_conflict` while children are in it who are not to leave */
export const closeClassroom = (token: string, body: z.input<typeof CloseClassroom>, key: string) =>
  request<ClassroomDetail>('POST', `/classrooms/${token}/close`, { body, key });

export const enrolChild = (token: string, body: z.input<typeof EnrolChild>, key: string) =>
  request<ClassroomDetail>('POST', `/classrooms/${token}/children`, { body, key });
