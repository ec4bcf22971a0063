import { useQuery } from '@tanstack/react-query';
import type { ConsentList, DecideConsent } from '#shared/consents/contract.js';
import type { ArrangedPreferences, ChildList, Preferences } from '#shared/people/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import type { OwnOffices } from '#shared/people/village.js';
import { uuid } from '../platform/random.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';
import { fleeting } from './query-client.js';

const usePersonKey = () => useSession((state) => state.session?.view.person?.token) ?? '';

/** Children of the classrooms whose class teacher the acting person is. */
export function useTaughtChildren(enabled: boolean) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'children', 'classroom'],
    enabled: enabled && person !== '',
    queryFn: ({ signal }) => authed<ChildList>('/children', { query: { scope: 'classroom' }, signal }),
  });
}

/**
 * Children whom schools have given to the acting person as 儿童主任. Not kept on the phone: a family that changes its
 * mind is not shown any more.
 */
export function useGivenChildren(enabled: boolean) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'children', 'given'],
    enabled: enabled && person !== '',
    meta: fleeting,
    queryFn: ({ signal }) => authed<ChildList>('/children', { query: { scope: 'given' }, signal }),
  });
}

/** What the acting person is above the schools, and whom she asks. */
export function useOwnOffices() {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'own-offices'],
    enabled: person !== '',
    queryFn: ({ signal }) => authed<OwnOffices>('/own-offices', { signal }),
  });
}

/** A child's own page. Each read is recorded, so it is not kept on the phone. */
export function useChild(token: string) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'child', token],
    enabled: person !== '' && token !== '',
    meta: fleeting,
    queryFn: ({ signal }) => authed<ChildDetail>(`/children/${encodeURIComponent(token)}`, { signal }),
  });
}

/** Opens a child's health for two hours, for a reason that somebody else reads. Rejects with an ApiError. */
export const openHealth = (child: string, reason: string): Promise<ChildDetail> =>
  authed<ChildDetail>(`/children/${encodeURIComponent(child)}/open-fields`, {
    body: { fields: ['health'], reason },
    idempotencyKey: uuid(),
  });

/** Shuts what was opened, before its time. */
export const closeOpening = (opening: string): Promise<void> =>
  authed<void>(`/opened-fields/${opening}/close`, { body: {}, idempotencyKey: uuid() });

const guardianPath = (token: string, what: string) => `/guardians/${encodeURIComponent(token)}/${what}`;

/** What a guardian has agreed to, for who may write it down for her. */
export function useGuardianConsents(token: string) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'guardian-consents', token],
    enabled: person !== '',
    meta: fleeting,
    queryFn: ({ signal }) => authed<ConsentList>(guardianPath(token, 'consents'), { signal }),
  });
}

/** Sets simple mode for a guardian; it is there when her phone opens the program next. */
export const arrangePreferences = (guardian: string, body: ArrangedPreferences): Promise<Preferences> =>
  authed<Preferences>(guardianPath(guardian, 'preferences'), { method: 'PUT', body });

/** Writes down what a guardian said face to face. */
export const recordConsent = (guardian: string, body: DecideConsent): Promise<ConsentList> =>
  authed<ConsentList>(guardianPath(guardian, 'consents'), { method: 'PUT', body });
