import type { SessionView } from '#shared/session/contract.js';
import { createContext, useContext } from 'react';
import type { School } from '../api/session.api.js';

export interface SessionState {
  session: SessionView;
  /** The school that the pages show; null for somebody without one. */
  school: School | null;
  chooseSchool: (token: string) => void;
}

export const SessionContext = createContext<SessionState | null>(null);

/** Who is signed in and which school is shown. Only below RequireSession. */
export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error('useSession needs RequireSession above it');
  return state;
}

/** Token of the school that is shown; '' for somebody without one, whom no page that needs it is open to. */
export function useSchoolToken(): string {
  return useSession().school?.token ?? '';
}

/** Whether the person leads the school that is shown, as principal or administrator. */
export function useLeads(): boolean {
  const { session, school } = useSession();
  const here = session.schools.find(({ token }) => token === school?.token);
  return here?.roles.some(({ role }) => role === 'principal' || role === 'school_admin') ?? false;
}
