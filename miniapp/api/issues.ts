import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { CategoryView, IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import type { PlaceView } from '#shared/people/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';

export type IssueScope = 'mine' | 'assigned';
export type IssueGroup = 'open' | 'ended';

/** Key of everything read in the name of the acting person. */
function usePersonKey(): string {
  return useSession((state) => state.session?.view.person?.token) ?? '';
}

/** My issues or those handed to me, newest first, a page at a time. */
export function useIssues(scope: IssueScope, group?: IssueGroup, enabled = true) {
  const person = usePersonKey();
  return useInfiniteQuery({
    queryKey: [person, 'issues', scope, group ?? 'all'],
    enabled: enabled && person !== '',
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      authed<Page<IssueSummary>>('/issues', {
        query: { scope, state: group, limit: 20, cursor: pageParam ?? undefined },
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One issue with its picture strip. */
export function useIssue(token: string) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'issue', token],
    enabled: person !== '' && token !== '',
    queryFn: ({ signal }) => authed<IssueDetail>(`/issues/${encodeURIComponent(token)}`, { signal }),
  });
}

/** Places of a school, for choosing where something is. */
export function usePlaces(school: string | null) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'places', school],
    enabled: person !== '' && school !== null,
    staleTime: 3600_000,
    queryFn: ({ signal }) =>
      authed<{ items: PlaceView[] }>('/places', { query: { school: school ?? undefined }, signal }),
  });
}

/** Categories of a school. */
export function useCategories(school: string | null) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'categories', school],
    enabled: person !== '' && school !== null,
    staleTime: 3600_000,
    queryFn: ({ signal }) =>
      authed<{ items: CategoryView[] }>('/categories', { query: { school: school ?? undefined }, signal }),
  });
}
