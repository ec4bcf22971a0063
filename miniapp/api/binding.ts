import { useQuery } from '@tanstack/react-query';
import type { BindingRequestView, MyBinding, ShownChildCode } from '#shared/people/binding-contract.js';
import type { BindingDecision } from '#shared/people/binding.js';
import type { ChildDetail } from '#shared/people/family.js';
import type { Relation } from '#shared/people/vocabulary.js';
import type { Page } from '#shared/platform/paging.js';
import { uuid } from '../platform/random.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';
import { fleeting } from './query-client.js';

/** What somebody says who uses a slip. */
export interface ChildClaim {
  code: string;
  name: string;
  childName: string;
  relation: Relation;
}

/** The claim that has not been answered: tried again as it is, it goes under the same key. */
let tried = { said: '', key: '' };

/** Uses a child's code; rejects with an ApiError. */
export async function bindChild(claim: ChildClaim): Promise<MyBinding> {
  const said = JSON.stringify(claim);
  if (tried.said !== said) tried = { said, key: uuid() };
  return authed<MyBinding>('/session/child-binding', { body: claim, idempotencyKey: tried.key });
}

const usePersonKey = () => useSession((state) => state.session?.view.person?.token) ?? '';

/** The child's own page, as far as the reader may see it. Never kept on the phone: rights may end any day. */
export function useChildFamily(token: string) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'child', token],
    enabled: person !== '' && token !== '',
    meta: fleeting,
    queryFn: ({ signal }) => authed<ChildDetail>(`/children/${encodeURIComponent(token)}`, { signal }),
  });
}

/** Those who wait for the acting guardian to let them in, at one school. */
export function useWaiting(school: string) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'binding-requests', school],
    enabled: person !== '' && school !== '',
    meta: fleeting,
    queryFn: ({ signal }) =>
      authed<Page<BindingRequestView>>('/binding-requests', { query: { school, side: 'family' }, signal }),
  });
}

export const decideBinding = (token: string, decision: BindingDecision) =>
  authed<BindingRequestView>(`/binding-requests/${token}/decide`, {
    body: { decision },
    idempotencyKey: uuid(),
  });

/** A code to scan from this screen. @param simpleMode whether whoever scans it gets the big buttons */
export const newChildCode = (child: string, relation: Relation | null, simpleMode: boolean) =>
  authed<ShownChildCode>(`/children/${child}/binding-code`, {
    body: { relation, simpleMode },
    idempotencyKey: uuid(),
  });

/** What must be known of the child's health, written anew; null takes it away. @param after when what she read was written */
export const keepHealth = (child: string, words: string | null, after: string | null) =>
  authed<ChildDetail>(`/children/${child}/health`, { body: { words, after }, idempotencyKey: uuid() });

export const unbindGuardian = (child: string, person: string) =>
  authed<void>(`/children/${child}/unbind`, { body: { person }, idempotencyKey: uuid() });
