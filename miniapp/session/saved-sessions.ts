import type { SessionView } from '#shared/session/contract.js';
import type { KeyValue } from '../platform/key-value.js';

/** The session that is open on this phone. */
export interface SavedSession {
  bearer: string;
  /** Whose WeChat: the persona on h5, 'wechat' on a phone. */
  account: string;
  view: SessionView;
}

/** What is needed to send one person's outbox. */
export interface SavedKey {
  bearer: string;
  account: string;
}

const sessionKey = 'xq.session';
const keyPrefix = 'xq.key.';

/**
 * Sessions on the phone. The open one is whole; of the others only the token stays, by person and for the outbox
 * alone, as long as that person has something undelivered.
 */
export class SavedSessions {
  constructor(private readonly storage: KeyValue) {}

  current(): SavedSession | null {
    return this.storage.get<SavedSession>(sessionKey);
  }

  open(session: SavedSession) {
    this.storage.set(sessionKey, session);
    const person = session.view.person?.token;
    if (person) this.saveKey(person, { bearer: session.bearer, account: session.account });
  }

  /** Closes the open session; the key of its person stays until `prune` or `forget`. */
  close() {
    this.storage.remove(sessionKey);
  }

  keyOf(person: string): SavedKey | null {
    return this.storage.get<SavedKey>(`${keyPrefix}${person}`);
  }

  saveKey(person: string, key: SavedKey) {
    this.storage.set(`${keyPrefix}${person}`, key);
  }

  forget(person: string) {
    this.storage.remove(`${keyPrefix}${person}`);
  }

  /** Forgets the keys of everybody but `owners` (who have something undelivered) and the acting person. */
  prune(owners: readonly string[]) {
    const acting = this.current()?.view.person?.token;
    for (const name of this.storage.keys(keyPrefix)) {
      const person = name.slice(keyPrefix.length);
      if (person !== acting && !owners.includes(person)) this.storage.remove(name);
    }
  }
}
