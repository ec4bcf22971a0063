import type { SessionView } from '#shared/session/contract.js';
import { keepToken } from '../api/token-store.js';
import { queryClient } from '../app/query-client.js';
import { forgetDraftsOfOthers } from '../ui/draft.js';
import { sessionKey } from './session-key.js';

/** Takes a session that the server has just opened. What the previous person of this tab saw or wrote is dropped. */
export function enter({ token, ...session }: SessionView & { token: string }): void {
  queryClient.clear();
  forgetDraftsOfOthers(session.person?.token ?? '');
  queryClient.setQueryData(sessionKey, session);
  keepToken(token);
}
