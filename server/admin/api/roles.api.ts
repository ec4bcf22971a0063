import type { z } from 'zod';
import type {
  CreatedOfficer,
  CreateOfficer,
  EndRegionRole,
  GiveRegionRole,
  KnownPerson,
  NewOfficerPassword,
  OfficerView,
  RegionRoleEntry,
  RegionView,
  RoleState,
  StaffRoleEntry,
} from '#shared/people/roles.js';
import type { RegionRole, StaffRole } from '#shared/people/vocabulary.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Where roles stand; `ending`: within thirty days. */
export type RoleWhen = RoleState | 'ending';
export interface RoleBookQuery {
  school: string;
  when: RoleWhen;
  role?: StaffRole | undefined;
  person?: string | undefined;
  cursor?: string | undefined;
}
export interface PeopleQuery {
  school: string;
  who: 'all' | 'staff' | 'family';
  q: string | undefined;
  cursor: string | undefined;
}
export interface RegionRoleQuery {
  when: RoleWhen;
  role: RegionRole | undefined;
  cursor: string | undefined;
}

export const listRoles = (query: RoleBookQuery, signal?: AbortSignal) =>
  request<Page<StaffRoleEntry>>('GET', '/role-book', { query: { ...query }, signal });

/** Staff and families of a school by name; each read is recorded. */
export const listPeople = (query: PeopleQuery, signal?: AbortSignal) =>
  request<Page<KnownPerson>>('GET', '/people', { query: { ...query }, signal });

export const listRegions = (signal?: AbortSignal) =>
  request<{ items: RegionView[] }>('GET', '/regions', { signal });

export const listRegionRoles = (query: RegionRoleQuery, signal?: AbortSignal) =>
  request<Page<RegionRoleEntry>>('GET', '/region-roles', { query: { ...query }, signal });

/** The answer carries the first password, which is never shown again; a repeat has none. */
export const createOfficer = (body: z.input<typeof CreateOfficer>, key: string) =>
  request<z.infer<typeof CreatedOfficer>>('POST', '/officers', { body, key });

export const giveRegionRole = (token: string, body: z.input<typeof GiveRegionRole>, key: string) =>
  request<OfficerView>('POST', `/officers/${token}/roles`, { body, key });

/** @throws ApiError `state_conflict` for the last administrator of a region */
export const endRegionRole = (token: string, body: z.input<typeof EndRegionRole>, key: string) =>
  request<OfficerView>('POST', `/officers/${token}/end-role`, { body, key });

/** New first password; the second step is taken away too. @throws ApiError `already_done` for a repeat */
export const resetOfficerPassword = (token: string, key: string) =>
  request<NewOfficerPassword>('POST', `/officers/${token}/reset-password`, { body: {}, key });
