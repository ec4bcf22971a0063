import { isLocked, useSession } from './session-store.js';

/** Whether the acting person's sensitive things are shut on this phone now. */
export function useLocked(): boolean {
  return useSession(({ session }) => session !== null && isLocked(session.view, Date.now()));
}
