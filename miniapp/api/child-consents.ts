import { useQuery } from '@tanstack/react-query';
import type { ChildConsents, ChildReaders } from '#shared/consents/child-contract.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';
import { fleeting } from './query-client.js';

const usePersonKey = () => useSession((state) => state.session?.view.person?.token) ?? '';
const childPath = (token: string, what: string) => `/children/${encodeURIComponent(token)}/${what}`;

/** What guardians have decided for a child. Each read is recorded, so it is not kept on the phone. */
export function useChildConsents(token: string) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'child-consents', token],
    enabled: person !== '' && token !== '',
    meta: fleeting,
    queryFn: ({ signal }) => authed<ChildConsents>(childPath(token, 'consents'), { signal }),
  });
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
