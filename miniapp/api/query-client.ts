import Taro from '@tarojs/taro';
import { focusManager, onlineManager, QueryClient, type Query } from '@tanstack/react-query';
import { isOnline, onNetworkChange } from '../platform/network.js';
import { storage } from '../platform/storage.js';
import { actingPerson, onPersonChange, onSessionRefused, useSession } from '../session/session-store.js';
import { asApiError, isRefusal } from './api-error.js';
import { QueryCacheStore } from './query-cache-store.js';
import { withoutSensitive } from './sensitive.js';

/** Of a query whose answer is never kept on the phone: it is true for the moment, or its key holds what is being written. */
export const fleeting = { fleeting: true };

const cacheStore = new QueryCacheStore(storage, () => Date.now());

/** Reads of the API. Keys begin with the acting person's token. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) =>
        failures < 2 && asApiError(error).passing && asApiError(error).kind !== 'aborted',
      retryDelay: (attempt) => 800 * 2 ** attempt,
    },
  },
});

/** Lists that grow are kept by their first page only. */
function worthKeeping(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('pages' in data)) return data;
  const { pages, pageParams } = data as { pages: unknown[]; pageParams: unknown[] };
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}

/** Puts what `person` read last into the query cache, marked as old as it is. */
function hydrate(person: string) {
  for (const { key, data, updatedAt } of cacheStore.load(person)) {
    queryClient.setQueryData(key, data, { updatedAt });
  }
}

/**
 * Reads again whatever shows when the phone is opened with the picture PIN, and when the minutes are over: the server
 * answers what may be seen then.
 */
function followLock() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useSession.subscribe(({ session }, before) => {
    const until = session?.view.lock.unlockedUntil ?? null;
    if (until === (before.session?.view.lock.unlockedUntil ?? null)) return;
    clearTimeout(timer);
    void queryClient.invalidateQueries();
    if (until === null) return;
    const lasts = Math.max(0, Date.parse(until) - Date.now());
    timer = setTimeout(() => void queryClient.invalidateQueries(), lasts + 500);
  });
}

/** Joins queries to the phone: network, foreground, the persisted cache, and who is acting. Called once. */
export function startQueries() {
  onlineManager.setEventListener((setOnline) => onNetworkChange(setOnline));
  onlineManager.setOnline(isOnline());
  if (XINQIAO_PLATFORM === 'weapp') {
    focusManager.setEventListener((setFocused) => {
      Taro.onAppShow(() => setFocused(true));
      Taro.onAppHide(() => setFocused(false));
      return undefined;
    });
  }
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    const { queryKey: key, state, meta } = event.query as Query;
    const person = actingPerson();
    // An answer that comes after the phone was handed on is nobody's.
    if (person === null || key[0] !== person) return;
    // What she may not read any more does not come back with the next start without a network.
    if (event.action.type === 'error' && isRefusal(event.action.error)) cacheStore.forget(person, key);
    if (event.action.type !== 'success' || event.action.manual || meta?.fleeting === true) return;
    const { data, dataUpdatedAt: updatedAt } = state;
    const kept = withoutSensitive(worthKeeping(data));
    if (kept === undefined) cacheStore.forget(person, key);
    else cacheStore.save(person, { key, data: kept, updatedAt });
  });
  onPersonChange((next, previous) => {
    queryClient.clear();
    // Whoever takes over the phone finds nothing of the one before.
    if (previous !== null) cacheStore.wipe(previous);
    if (next !== null) hydrate(next);
  });
  onSessionRefused((person) => cacheStore.wipe(person));
  followLock();
}
