import type {
  BindingRequestView,
  IntegrityFindingView,
  ShownChildCode,
} from '#shared/people/binding-contract.js';
import type { BindingDecision } from '#shared/people/binding.js';
import type { ChildDetail, ChildHistoryItem, RosterChild } from '#shared/people/family.js';
import type { ChildPrivate, FoundByPhone } from '#shared/people/private.js';
import type { Page } from '#shared/platform/paging.js';
import { downloadMade, request } from './http.js';

export interface RosterQuery {
  school: string;
  classroom: string | undefined;
  q: string | undefined;
  cursor: string | undefined;
}

/** Children of the school whom the reader may see, in the order in which they came. */
export const listRoster = (query: RosterQuery, signal?: AbortSignal) =>
  request<Page<RosterChild>>('GET', '/roster', { query: { ...query }, signal });

/** Each read is recorded, and shown to her guardians. */
export const getChild = (token: string, signal?: AbortSignal) =>
  request<ChildDetail>('GET', `/children/${token}`, { signal });

export const getChildHistory = (token: string, signal?: AbortSignal) =>
  request<{ items: ChildHistoryItem[] }>('GET', `/children/${token}/history`, { signal });

/** Phone numbers, addresses and the identity number; each read is recorded. */
export const getChildPrivate = (token: string, signal?: AbortSignal) =>
  request<ChildPrivate>('GET', `/children/${token}/private`, { signal });

/** Guardians under this very number. */
export const findByPhone = (school: string, number: string) =>
  request<FoundByPhone>('POST', '/roster/by-phone', { body: { school, number } });

/** Commands on a child's family; each answers the child as she is afterwards. */
export type ChildAction =
  | 'guardians'
  | 'rights'
  | 'end-right'
  | 'household'
  | 'leave-household'
  | 'entrusted-care'
  | 'end-entrusted-care'
  | 'left-behind'
  | 'bars'
  | 'lift-bar'
  | 'classroom'
  | 'phone'
  | 'identity'
  | 'address'
  | 'village-officer'
  | 'end-village-officer'
  | 'health';
export const changeChild = (token: string, action: ChildAction, body: object, key: string) =>
  request<ChildDetail>('POST', `/children/${token}/${action}`, { body, key });

export const newChildCode = (token: string, key: string) =>
  request<ShownChildCode>('POST', `/children/${token}/binding-code`, { body: {}, key });

export const unbindGuardian = (token: string, person: string, key: string) =>
  request<void>('POST', `/children/${token}/unbind`, { body: { person }, key });

/** A PDF with a slip for each child of the classroom; the slips before it stop working. */
export const printSlips = (school: string, classroom: string, key: string) =>
  downloadMade('/binding-slips', { query: { school }, body: { classroom }, key });

/** Who waits to be bound, newest first, with what made the school doubt. */
export const listBindings = (query: { school: string; cursor: string | undefined }, signal?: AbortSignal) =>
  request<Page<BindingRequestView>>('GET', '/binding-requests', {
    query: { ...query, side: 'school' },
    signal,
  });

export const decideBinding = (token: string, decision: BindingDecision, key: string) =>
  request<BindingRequestView>('POST', `/binding-requests/${token}/decide`, { body: { decision }, key });

export const listFindings = (query: { school: string; cursor: string | undefined }, signal?: AbortSignal) =>
  request<Page<IntegrityFindingView>>('GET', '/integrity-findings', { query: { ...query }, signal });

export const lookNow = (school: string, key: string) =>
  request<{ standing: number }>('POST', '/integrity-findings/look', { query: { school }, body: {}, key });
