import type { KeyValue } from '../../platform/key-value.js';
import type { OutboxEntry } from './outbox-entry.js';

const prefix = 'xq.outbox.';

/** Entries in the phone's storage, one key each: a kill between two writes costs at most the later one. */
export class OutboxStore {
  constructor(private readonly storage: KeyValue) {}

  private key(entry: Pick<OutboxEntry, 'person' | 'clientId'>): string {
    return `${prefix}${entry.person}.${entry.clientId}`;
  }

  /** All entries, of one person or of everybody, in the order of writing. */
  list(person?: string): OutboxEntry[] {
    return this.storage
      .keys(person === undefined ? prefix : `${prefix}${person}.`)
      .map((key) => this.storage.get<OutboxEntry>(key))
      .filter((entry): entry is OutboxEntry => entry !== null)
      .sort((a, b) => a.seq - b.seq);
  }

  get(person: string, clientId: string): OutboxEntry | null {
    return this.storage.get<OutboxEntry>(this.key({ person, clientId }));
  }

  save(entry: OutboxEntry) {
    this.storage.set(this.key(entry), entry);
  }

  remove(entry: Pick<OutboxEntry, 'person' | 'clientId'>) {
    this.storage.remove(this.key(entry));
  }
}
