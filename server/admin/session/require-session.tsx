import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { getSession } from '../api/session.api.js';
import { currentToken, onTokenChange } from '../api/token-store.js';
import { ErrorFace, LoadingFace } from '../ui/faces.js';
import { FirstPasswordPage } from './first-password.page.js';
import { FirstSecondStepPage } from './first-second-step.page.js';
import { SessionContext } from './session-context.js';
import { sessionKey } from './session-key.js';
import { useSchoolChoice } from './school-choice.js';

/**
 * Nothing below is shown to somebody who is not signed in. Who is sent to the login page comes back to the same
 * address; it travels in the history entry, because the address itself may hold words that somebody searched for.
 */
export function RequireSession() {
  const token = useSyncExternalStore(onTokenChange, currentToken);
  const { pathname, search } = useLocation();
  const query = useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => getSession(signal),
    enabled: token !== null,
  });
  const [school, chooseSchool] = useSchoolChoice(query.data?.schools ?? []);

  if (token === null) return <Navigate to="/login" replace state={{ back: `${pathname}${search}` }} />;
  if (query.data === undefined) {
    return query.error ? (
      <ErrorFace error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingFace />
    );
  }
  if (query.data.mustChangePassword) return <FirstPasswordPage />;
  if (query.data.mustSetUpSecondStep) return <FirstSecondStepPage />;
  return (
    <SessionContext.Provider value={{ session: query.data, school, chooseSchool }}>
      <Outlet />
    </SessionContext.Provider>
  );
}
