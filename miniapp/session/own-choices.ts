import type { ConsentList, ConsentView } from '#shared/consents/contract.js';
import { consentPurposes, type PersonalPurpose } from '#shared/consents/purposes.js';
import type { ChangePreferences, Preferences } from '#shared/people/contract.js';
import { preferenceDefaults } from '#shared/people/preferences.js';
import type { SessionView } from '#shared/session/contract.js';
import { authed } from '../api/authed.js';
import { learn, useSession } from './session-store.js';

/** How the program behaves for whoever acts; known without a network too. An older program kept none. */
export function preferencesOf(view: Pick<SessionView, 'preferences'>): Preferences {
  return { ...preferenceDefaults, ...view.preferences };
}

/** Whether the screens are the simple ones now. */
export function useSimpleMode(): boolean {
  return useSession(({ session }) => session !== null && preferencesOf(session.view).simpleMode);
}

/** Where the acting person stands with a purpose; undefined for nobody, or from an older program's session. */
export function consentOf(purpose: PersonalPurpose): ConsentView | undefined {
  const consents = useSession.getState().session?.view.consents;
  return consents?.find((one) => one.purpose === purpose);
}

/** Changes the session as it is known here after the server has taken something over. */
function learned(change: Partial<SessionView>) {
  const { session } = useSession.getState();
  if (session) learn({ ...session.view, ...change });
}

/** Rejects with an ApiError; then nothing has changed. */
export async function changePreferences(wanted: ChangePreferences): Promise<void> {
  learned({ preferences: await authed<Preferences>('/preferences', { method: 'PUT', body: wanted }) });
}

/** Says yes or no to the words of today. Rejects with an ApiError; then nothing has changed. */
export async function decideConsent(purpose: PersonalPurpose, decision: 'given' | 'refused'): Promise<void> {
  const body = { purpose, version: consentPurposes[purpose].version, decision };
  const { items } = await authed<ConsentList>('/consents', { method: 'PUT', body });
  learned({ consents: items });
}
