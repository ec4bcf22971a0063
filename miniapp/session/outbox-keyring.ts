import type { Keyring } from '../api/outbox/outbox-ports.js';
import { currentAccount } from './login-code.js';
import * as api from './session-api.js';
import { actingPerson, renewActing, savedSessions, useSession } from './session-store.js';

/** Session tokens for the outbox: each entry goes with the session of the person who wrote it. */
export const outboxKeyring: Keyring = {
  bearerOf(person) {
    const { session } = useSession.getState();
    if (session && session.view.person?.token === person) return session.bearer;
    return savedSessions.keyOf(person)?.bearer ?? null;
  },

  async renew(person, refused) {
    if (person === actingPerson()) return renewActing(refused);
    const key = savedSessions.keyOf(person);
    // Another WeChat account cannot be signed in from here; its person has to come back.
    if (key && (XINQIAO_PLATFORM === 'h5' || key.account === currentAccount())) {
      try {
        const session = await api.openFor(person, key.account);
        savedSessions.saveKey(person, { bearer: session.bearer, account: session.account });
        return session.bearer;
      } catch {
        return null;
      }
    }
    savedSessions.forget(person);
    return null;
  },
};
