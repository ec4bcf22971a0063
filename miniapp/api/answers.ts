import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { OfferedAnswer, OfferedAnswers } from '#shared/consultations/contract.js';
import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import { storage } from '../platform/storage.js';
import { authed } from './authed.js';
import { fleeting } from './query-client.js';
import { request } from './request.js';

/** Where is asked: through a printed code, or at one's own school. */
export type Door = { scene: string } | { school: string };

/** What is asked at the moment. */
export interface Question {
  text: string;
  topic: ConsultationTopic | null;
}

const doorKey = (door: Door): string => ('scene' in door ? door.scene : door.school);
const storageKey = (door: Door): string => `xq.answers.${doorKey(door)}`;
/** Answers kept for when there is no network; the ones seen longest ago go first. */
const most = 40;

/** Published answers that were seen here, newest first. They are everybody's: nothing of them is personal. */
export function seenAnswers(door: Door): OfferedAnswer[] {
  return storage.get<OfferedAnswer[]>(storageKey(door)) ?? [];
}

function keep(door: Door, items: readonly OfferedAnswer[]) {
  const others = seenAnswers(door).filter((one) => items.every(({ token }) => token !== one.token));
  storage.set(storageKey(door), [...items, ...others].slice(0, most));
}

/** Doors at which this visit's asking has been counted already. */
const begun = new Set<string>();

/** The next question is another asking. */
export function askAgain(door: Door) {
  begun.delete(doorKey(door));
}

function ask(door: Door, { text, topic }: Question, signal: AbortSignal): Promise<OfferedAnswers> {
  const begins = !begun.has(doorKey(door)) && (text !== '' || topic !== null);
  if (begins) begun.add(doorKey(door));
  const options = { method: 'POST', body: { text, topic, begins }, signal } as const;
  return 'scene' in door
    ? request<OfferedAnswers>(`/codes/${encodeURIComponent(door.scene)}/answers`, options)
    : authed<OfferedAnswers>('/published-answers/suggest', { ...options, query: { school: door.school } });
}

/** Answers to what is asked. What is typed is kept nowhere; the answers themselves are. */
export function useAnswers(door: Door | null, question: Question) {
  return useQuery({
    queryKey: ['answers', door, question],
    enabled: door !== null,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
    meta: fleeting,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      if (door === null) return { items: [], topics: [] };
      const offered = await ask(door, question, signal);
      keep(door, offered.items);
      return offered;
    },
  });
}

/** Counts that an answer was what somebody wanted. It was, whether the count arrives or not. */
export async function settle(token: string): Promise<void> {
  await request<void>(`/published-answers/${token}/settle`, { method: 'POST', body: {} }).catch(
    () => undefined,
  );
}
