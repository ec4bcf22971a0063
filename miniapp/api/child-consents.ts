import { useQuery } from '@tanstack/react-query';
import type { ChildConsents, ChildReaders } from '#shared/consents/child-contract.js';
import { useSession } from '../session/session-store.js';
import { isRefusal } from './api-error.js';
import { authed } from './authed.js';
import { fleeting } from './query-client.js';

const usePersonKey = () => useSession((state) => state.session?.view.person?.token) ?? '';
const childPath = (token: string, what: string) => `/children/${encodeURIComponent(token)}/${what}`;

/**
 * What guardians have decided for a child. A guardian finds it on her phone without a network, as it was when she last
 * read it; who only sits with the family reads it with one, and each read of hers is recorded. Once the school refuses
 * it, nothing of it is shown any more.
 */
export function useChildConsents(token: string) {
  const person = usePersonKey();
  const isHers = useSession(
    ({ session }) => session?.view.children.some((child) => child.token === token) ?? false,
  );
  const query = useQuery({
    queryKey: [person, 'child-consents', token],
    enabled: person !== '' && token !== '',
    ...(isHers ? {} : { meta: fleeting }),
    queryFn: ({ signal }) => authed<ChildConsents>(childPath(token, 'consents'), { signal }),
  });
  const { data, error, fetchStatus, refetch, dataUpdatedAt, isFetchedAfterMount } = query;
  const known = error !== null && isRefusal(error) ? undefined : data;
  return { data: known, error, fetchStatus, refetch, dataUpdatedAt, isFetchedAfterMount };
}

/** Who looked at a child's data, newest first. */
export function useChildReaders(token: string, cursor: string | null) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'child-readers', token, cursor],
    enabled: person !== '' && token !== '',
    meta: fleeting,
    queryFn: ({ signal }) =>
      authed<ChildReaders>(childPath(token, 'readers'), {
        query: cursor === null ? {} : { cursor },
        signal,
      }),
  });
}
