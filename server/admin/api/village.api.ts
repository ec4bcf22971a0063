import type { ChildList } from '#shared/people/contract.js';
import type { OwnOffices, VillageOfficerList } from '#shared/people/village.js';
import { request } from './http.js';

/** What the reader is above the schools, and whom she asks. */
export const getOwnOffices = (signal?: AbortSignal) => request<OwnOffices>('GET', '/own-offices', { signal });

/** Children whom schools have given to the reader as 儿童主任; each read is recorded. */
export const listGivenChildren = (signal?: AbortSignal) =>
  request<ChildList>('GET', '/children', { query: { scope: 'given' }, signal });

/** Of whom a school may choose. */
export const listVillageOfficers = (school: string, signal?: AbortSignal) =>
  request<VillageOfficerList>('GET', '/village-officers', { query: { school }, signal });
