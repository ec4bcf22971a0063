import { useQuery } from '@tanstack/react-query';
import type { HomeView } from '#shared/home/contract.js';
import { actingPerson, learn, useSession } from '../session/session-store.js';
import { authed } from './authed.js';

/**
 * Everything on the first screen, in one request: what the server says of the session goes to the session store, so
 * that nobody asks for it again. Kept on the phone like every read.
 */
export function useHome() {
  const person = useSession((state) => state.session?.view.person?.token) ?? '';
  return useQuery({
    queryKey: [person, 'home'],
    enabled: person !== '',
    queryFn: async ({ signal }) => {
      const home = await authed<HomeView>('/home', { signal });
      // An answer that comes after the phone was handed on is nobody's.
      if (actingPerson() === person) learn(home.session);
      return home;
    },
  });
}
