import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { FirstListener, SimilarIssue, SimilarQuery } from '#shared/issues/before-report.js';
import type { CategoryView, IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import type { StaffNameList } from '#shared/people/contract.js';
import type { GuardiansToFileFor } from '#shared/issues/intake.js';
import type { ReportPicture } from '#shared/issues/vocabulary.js';
import type { PlaceView } from '#shared/people/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';
import { fleeting } from './query-client.js';

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

/** Staff of a school by name, for saying whom something is about. Asked for only when the person opens the list. */
export function useStaffNames(school: string | null, enabled: boolean) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'staff-names', school],
    enabled: enabled && person !== '' && school !== null,
    staleTime: 3600_000,
    queryFn: ({ signal }) =>
      authed<StaffNameList>('/staff-names', { query: { school: school ?? undefined }, signal }),
  });
}

/** Guardians whom the acting member of staff knows well enough to write for. */
export function useGuardiansToFileFor(school: string | null, enabled: boolean) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'guardians-to-file-for', school],
    enabled: enabled && person !== '' && school !== null,
    staleTime: 600_000,
    queryFn: ({ signal }) =>
      authed<GuardiansToFileFor>('/guardians-to-file-for', {
        query: { school: school ?? undefined },
        signal,
      }),
  });
}

/** Open issues that may be what is being written; null asks nothing. Without an answer nothing is shown. */
export function useSimilar(draft: SimilarQuery | null) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'similar', draft],
    enabled: person !== '' && draft !== null,
    retry: false,
    gcTime: 0,
    meta: fleeting,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      authed<{ items: SimilarIssue[] }>('/issues/similar', { method: 'POST', body: draft ?? {}, signal }),
  });
}

/** Where a spoken report would go. */
export interface ListenerQuery {
  school: string | null;
  code: string | null;
  place: string | null;
  child: string | null;
  category: string | null;
  sealed: boolean;
  about: readonly string[];
  onBehalfOf: string | null;
}

/** Who will be the first to listen to a recording about `picture`; not known without a network. */
export function useFirstListener(picture: ReportPicture | null, asked: ListenerQuery) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'first-listener', picture, asked],
    enabled: person !== '' && picture !== null && picture !== 'harm',
    retry: false,
    gcTime: 0,
    meta: fleeting,
    queryFn: ({ signal }) =>
      authed<FirstListener>('/issues/first-listener', {
        query: {
          picture: picture ?? undefined,
          school: asked.school ?? undefined,
          code: asked.code ?? undefined,
          place: asked.place ?? undefined,
          child: asked.sealed ? undefined : (asked.child ?? undefined),
          category: asked.category ?? undefined,
          sealed: String(asked.sealed),
          onBehalfOf: asked.onBehalfOf ?? undefined,
          about: asked.about.length === 0 ? undefined : asked.about.join(','),
        },
        signal,
      }),
  });
}
