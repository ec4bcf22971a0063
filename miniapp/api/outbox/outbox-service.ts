import Taro from '@tarojs/taro';
import { useSyncExternalStore } from 'react';
import { fileVault } from '../../platform/file-vault.js';
import { isOnline, onNetworkChange } from '../../platform/network.js';
import { uuid } from '../../platform/random.js';
import { storage } from '../../platform/storage.js';
import { outboxKeyring } from '../../session/outbox-keyring.js';
import { actingPerson, onPersonChange, savedSessions } from '../../session/session-store.js';
import { courier, readFailure } from './courier.js';
import { Outbox } from './outbox.js';
import type { OutboxEntry } from './outbox-entry.js';
import { OutboxStore } from './outbox-store.js';

/** The outbox of this phone. */
export const outbox = new Outbox({
  store: new OutboxStore(storage),
  vault: fileVault,
  courier,
  keyring: outboxKeyring,
  readFailure,
  now: () => Date.now(),
  newId: uuid,
});

let timer: ReturnType<typeof setTimeout> | null = null;

/** Sends what waits, then sets an alarm for what has to wait longer. Never rejects. */
export async function deliverNow(force = false): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  try {
    if (isOnline()) await outbox.deliver(force);
  } catch {
    // Only a full storage gets here; the entries are where they were.
  }
  savedSessions.prune(outbox.owners());
  const next = outbox.nextTry();
  if (next !== null) timer = setTimeout(() => void deliverNow(), Math.max(1_000, next - Date.now()));
}

/** Starts the outbox: goes on with what the last run left, and follows network, foreground and acting person. */
export async function startOutbox(): Promise<void> {
  onNetworkChange((online) => {
    if (online) void deliverNow(true);
  });
  Taro.onAppShow?.(() => void deliverNow(true));
  onPersonChange(() => void deliverNow(true));
  await outbox.recover();
  await deliverNow(true);
}

let snapshot: { person: string | null; entries: OutboxEntry[] } = { person: null, entries: [] };
let dirty = true;
outbox.subscribe(() => {
  dirty = true;
});

function ownEntries(): OutboxEntry[] {
  const person = actingPerson();
  if (dirty || snapshot.person !== person) {
    snapshot = { person, entries: person === null ? [] : outbox.list(person) };
    dirty = false;
  }
  return snapshot.entries;
}

/** The acting person's entries, always as they are now. */
export function useOutbox(): OutboxEntry[] {
  return useSyncExternalStore((listener) => outbox.subscribe(listener), ownEntries, ownEntries);
}
