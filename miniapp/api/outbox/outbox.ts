import { backoff, filesIn, type OutboxDraft, type OutboxEntry } from './outbox-entry.js';
import type { Courier, FileVault, Keyring, ReadFailure, SendingFailure } from './outbox-ports.js';
import type { OutboxStore } from './outbox-store.js';

/** How long a delivered entry is still shown as delivered (ms). */
const keepDelivered = 24 * 3600_000;
/** How often lost files are sent up again before a person is asked. */
const maxAttemptsWithLostFiles = 3;

export interface OutboxOptions {
  store: OutboxStore;
  vault: FileVault;
  courier: Courier;
  keyring: Keyring;
  readFailure: ReadFailure;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
}

/**
 * Work done on the phone that the school must get exactly once. An entry is written down before anything is sent,
 * each file's token the moment it is known, and the entry is only called delivered after the server answered; a
 * program killed anywhere in between goes on from there, and the ids made here keep the server from doubling.
 * Nothing is ever dropped: what the server refuses for good is kept for a person to look at.
 */
export class Outbox {
  private running: Promise<void> | null = null;
  private again = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: OutboxOptions) {}

  /** After a start: what was on its way when the program ended has to be tried again; old delivered ones go. */
  async recover(): Promise<void> {
    const { store, now } = this.options;
    for (const entry of store.list()) {
      if (entry.state === 'sending') store.save({ ...entry, state: 'waiting', notBefore: 0 });
      if (entry.state !== 'delivered') continue;
      await this.dropFiles(entry);
      if (now() - (entry.deliveredAt ?? 0) > keepDelivered) store.remove(entry);
    }
    this.changed();
  }

  /** Writes down what `person` did. It is safe from here on; call `deliver` to send. Throws when storage is full. */
  add(person: string, draft: OutboxDraft): OutboxEntry {
    const { store, now, newId } = this.options;
    const clientId = newId();
    const last = store.list().at(-1);
    const entry: OutboxEntry = {
      clientId,
      person,
      kind: draft.kind,
      subject: draft.subject ?? clientId,
      seq: (last?.seq ?? 0) + 1,
      title: draft.title,
      path: draft.path,
      body: draft.body,
      school: draft.school ?? null,
      code: draft.code ?? null,
      sealed: draft.sealed ?? false,
      files: (draft.files ?? []).map((file) => ({ ...file, clientId: newId(), mediaToken: null })),
      state: 'waiting',
      round: 0,
      attempts: 0,
      notBefore: 0,
      createdAt: now(),
      deliveredAt: null,
      problem: null,
      result: null,
    };
    store.save(entry);
    this.changed();
    return entry;
  }

  /** The person's own entries; nobody else's are ever shown. */
  list(person: string): OutboxEntry[] {
    return this.options.store.list(person);
  }

  /** How many entries of `person` the school does not have yet. */
  undelivered(person: string): number {
    return this.list(person).filter((entry) => entry.state !== 'delivered').length;
  }

  /** Everybody who has something undelivered on this phone. */
  owners(): string[] {
    const open = this.options.store.list().filter((entry) => entry.state !== 'delivered');
    return [...new Set(open.map((entry) => entry.person))];
  }

  /** Tries an entry again that a person has looked at. */
  retry(person: string, clientId: string) {
    const entry = this.options.store.get(person, clientId);
    if (!entry || entry.state === 'delivered' || entry.state === 'sending') return;
    // A refusal may be remembered on the server under the old key; a person who tries again wants a new answer.
    const round = entry.state === 'attention' ? entry.round + 1 : entry.round;
    this.options.store.save({ ...entry, state: 'waiting', round, attempts: 0, notBefore: 0, problem: null });
    this.changed();
  }

  /** Throws an entry away because the person who wrote it said so. */
  async discard(person: string, clientId: string): Promise<void> {
    const entry = this.options.store.get(person, clientId);
    if (!entry || entry.state === 'sending') return;
    this.options.store.remove(entry);
    this.changed();
    await this.dropFiles(entry);
  }

  /** Calls `listener` after each change; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** When the next entry may be tried again (ms since 1970), or null when nothing waits. */
  nextTry(): number | null {
    const waiting = this.options.store.list().filter((entry) => entry.state === 'waiting');
    return waiting.length === 0 ? null : Math.min(...waiting.map((entry) => entry.notBefore));
  }

  /**
   * Sends what may be sent, oldest first, one at a time. Calls during a run join it and make it look once more.
   * `force` forgets the waiting times (the network is back, or a person pressed the button).
   */
  deliver(force = false): Promise<void> {
    if (force) this.forgetWaits();
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      const blocked = new Set<string>();
      for (const { person, clientId } of this.options.store.list()) {
        // Read again: a person may have discarded it, or another entry of its lane may have failed meanwhile.
        const entry = this.options.store.get(person, clientId);
        if (!entry || entry.state === 'delivered') continue;
        const lane = `${person}.${entry.subject}`;
        if (blocked.has(lane)) continue;
        const due = entry.state !== 'attention' && entry.notBefore <= this.options.now();
        const outcome = due ? await this.sendOne(entry) : 'failed';
        if (outcome === 'offline') return;
        if (outcome === 'failed') blocked.add(lane);
        else await this.dropFiles(entry);
      }
    } while (this.again);
  }

  private async sendOne(entry: OutboxEntry): Promise<'delivered' | 'failed' | 'offline'> {
    const bearer = this.options.keyring.bearerOf(entry.person);
    if (bearer === null) return this.lock(entry);
    this.update(entry, { state: 'sending' });
    try {
      await this.carry(entry, bearer);
      return 'delivered';
    } catch (error) {
      let failure = this.options.readFailure(error);
      if (failure.kind === 'signedOut') {
        const renewed = await this.options.keyring.renew(entry.person, bearer);
        if (renewed === null) return this.lock(entry);
        try {
          await this.carry(entry, renewed);
          return 'delivered';
        } catch (second) {
          failure = this.options.readFailure(second);
        }
      }
      return this.settle(entry, failure);
    }
  }

  /** Files first, then the entry itself. `entry` is updated in place, so that progress survives a failure. */
  private async carry(entry: OutboxEntry, bearer: string): Promise<void> {
    const { courier, store, now } = this.options;
    for (const file of entry.files) {
      if (file.mediaToken !== null) continue;
      file.mediaToken = await courier.upload(entry, file, bearer);
      store.save(entry);
      this.changed();
    }
    const result = await courier.send(entry, { ...entry.body, ...filesIn(entry) }, bearer);
    // The words leave the phone's storage together with the news that the school has them.
    this.update(entry, {
      state: 'delivered',
      deliveredAt: now(),
      result,
      problem: null,
      body: {},
      attempts: 0,
    });
  }

  private settle(entry: OutboxEntry, failure: SendingFailure): 'failed' | 'offline' {
    if (failure.kind === 'locked') return this.lock(entry, shut);
    const problem = { code: failure.code, detail: failure.detail };
    if (failure.kind === 'offline') {
      this.update(entry, { state: 'waiting', problem });
      return 'offline';
    }
    const attempts = entry.attempts + 1;
    const again = failure.filesLost === true && attempts < maxAttemptsWithLostFiles;
    if (again) {
      entry.round += 1;
      for (const file of entry.files)
        Object.assign(file, { mediaToken: null, clientId: this.options.newId() });
    }
    if (failure.kind === 'refused' && !again) {
      this.update(entry, { state: 'attention', attempts, problem });
      return 'failed';
    }
    this.update(entry, {
      state: 'waiting',
      attempts,
      notBefore: this.options.now() + backoff(attempts),
      problem,
    });
    return 'failed';
  }

  /** Its writer is signed out: kept, and tried again after a while or as soon as somebody signs in. */
  private lock(entry: OutboxEntry, problem = signedOut): 'failed' {
    this.update(entry, { state: 'waiting', problem, notBefore: this.options.now() + backoff(8) });
    return 'failed';
  }

  private forgetWaits() {
    for (const entry of this.options.store.list()) {
      if (entry.state === 'waiting' && entry.notBefore > 0)
        this.options.store.save({ ...entry, notBefore: 0 });
    }
  }

  /** A file that cannot be dropped now is dropped after the next start; its entry stays delivered. */
  private async dropFiles(entry: OutboxEntry) {
    if (entry.files.length === 0) return;
    try {
      for (const file of entry.files) await this.options.vault.drop(file.ref);
      if (entry.state === 'delivered') this.update(entry, { files: [] });
    } catch {
      return;
    }
  }

  private update(entry: OutboxEntry, change: Partial<OutboxEntry>) {
    Object.assign(entry, change);
    this.options.store.save(entry);
    this.changed();
  }

  private changed() {
    for (const listener of this.listeners) listener();
  }
}

/** Why an entry waits whose writer is signed out: it is locked, not lost. */
const signedOut = { code: 'signed_out', detail: '写这一条的人重新登录以后，会自动发出去。' };
/** Why an entry about something sensitive waits: the phone stood shut when it came to be sent. */
const shut = { code: 'pin_needed', detail: '点过图片密码以后，会自动发出去。' };
