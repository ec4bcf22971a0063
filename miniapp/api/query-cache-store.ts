import type { KeyValue } from '../platform/key-value.js';

const prefix = 'xq.cache.';
/** Characters of one entry: well under WeChat's 1 MB a key, also in Chinese. */
const maxLength = 200_000;
/** Entries kept for one person; the oldest go first. */
const maxEntries = 40;
const maxAge = 14 * 24 * 3600_000;

/** One answer of the server as it was last seen. */
export interface CachedAnswer {
  key: readonly unknown[];
  data: unknown;
  /** Milliseconds since 1970. */
  updatedAt: number;
}

/**
 * What a person has read, kept on the phone so that the program opens without a network. Keyed by acting person;
 * whoever takes over the phone never sees another's answers, because they are wiped when the person changes.
 */
export class QueryCacheStore {
  constructor(
    private readonly storage: KeyValue,
    private readonly now: () => number,
  ) {}

  /** Keeps an answer; what is too large, or what a full phone refuses, is simply not kept. */
  save(person: string, answer: CachedAnswer) {
    const name = `${prefix}${person}.${JSON.stringify(answer.key)}`;
    if (JSON.stringify(answer).length > maxLength) {
      this.storage.remove(name);
      return;
    }
    try {
      this.storage.set(name, answer);
    } catch {
      this.wipe(person);
      return;
    }
    this.trim(person);
  }

  /** Forgets one answer. */
  forget(person: string, key: readonly unknown[]) {
    this.storage.remove(`${prefix}${person}.${JSON.stringify(key)}`);
  }

  /** Everything still fresh enough to be shown to `person`. */
  load(person: string): CachedAnswer[] {
    return this.entries(person)
      .map(({ answer }) => answer)
      .filter((answer) => this.now() - answer.updatedAt < maxAge);
  }

  /** Forgets what `person` has read, or what everybody has. */
  wipe(person?: string) {
    const names = this.storage.keys(person === undefined ? prefix : `${prefix}${person}.`);
    for (const name of names) this.storage.remove(name);
  }

  private entries(person: string): { name: string; answer: CachedAnswer }[] {
    return this.storage.keys(`${prefix}${person}.`).flatMap((name) => {
      const answer = this.storage.get<CachedAnswer>(name);
      return answer === null ? [] : [{ name, answer }];
    });
  }

  private trim(person: string) {
    if (this.storage.keys(`${prefix}${person}.`).length <= maxEntries) return;
    const entries = this.entries(person).sort((a, b) => b.answer.updatedAt - a.answer.updatedAt);
    for (const { name } of entries.slice(maxEntries)) this.storage.remove(name);
  }
}
