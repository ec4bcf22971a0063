import { useQuery } from '@tanstack/react-query';
import type { Overview } from '#shared/issues/insight.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';

/** What waits for somebody at a school that the acting person leads. */
export function useOverview(school: string) {
  const person = useSession((state) => state.session?.view.person?.token) ?? '';
  return useQuery({
    queryKey: [person, 'overview', school],
    enabled: person !== '',
    queryFn: ({ signal }) => authed<Overview>('/overview', { query: { school }, signal }),
  });
}
