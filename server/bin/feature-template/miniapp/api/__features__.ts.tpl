import { useQuery } from '@tanstack/react-query';
import type { __Feature__View } from '#shared/__features__/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';

/** Newest first, the first page. The key begins with the acting person: nobody sees another's cache. */
export function use__Features__() {
  const person = useSession((state) => state.session?.view.person?.token) ?? '';
  return useQuery({
    queryKey: [person, '__features__'],
    enabled: person !== '',
    queryFn: ({ signal }) => authed<Page<__Feature__View>>('/__features__', { signal }),
  });
}
