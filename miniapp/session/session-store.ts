import { create } from 'zustand';
import type { SessionView } from '#shared/session/contract.js';
import type { PictureName } from '#shared/session/pictures.js';
import { type ApiError, asApiError } from '../api/api-error.js';
import { storage } from '../platform/storage.js';
import { currentAccount } from './login-code.js';
import * as api from './session-api.js';
import { SavedSessions, type SavedSession } from './saved-sessions.js';

/**
 * starting: not known yet · signed_in: somebody acts · choosing: several people share the phone · unbound: the WeChat
 * account belongs to nobody yet · stopped: signing in failed, see `problem` · signed_out: a person wanted out.
 */
export type SessionPhase = 'starting' | 'signed_in' | 'choosing' | 'unbound' | 'stopped' | 'signed_out';

interface SessionState {
  phase: SessionPhase;
  session: SavedSession | null;
  problem: ApiError | null;
}

/** The account whose owner has left on purpose: its next start waits for a tap instead of signing in by itself. */
const leftKey = 'xq.left';

export const savedSessions = new SavedSessions(storage);

export const useSession = create<SessionState>(() => ({ phase: 'starting', session: null, problem: null }));

type PersonListener = (next: string | null, previous: string | null) => void;
const personListeners = new Set<PersonListener>();

/** Tells `listener` when the acting person changes (null: nobody), before any screen shows the new one. */
export function onPersonChange(listener: PersonListener) {
  personListeners.add(listener);
}

type RefusalListener = (person: string) => void;
const refusalListeners = new Set<RefusalListener>();

/**
 * Tells `listener` when the server has refused the acting person's session: it was ended somewhere else. Whatever the
 * phone keeps for reading has to go then, even if she is let in again at once.
 */
export function onSessionRefused(listener: RefusalListener) {
  refusalListeners.add(listener);
}

function phaseOf(session: SavedSession): SessionPhase {
  if (session.view.person) return 'signed_in';
  return session.view.people.length > 0 ? 'choosing' : 'unbound';
}

/** Whom the screens of this run were last told about. */
let announced: string | null = null;

function enter(session: SavedSession | null, phase: SessionPhase, problem: ApiError | null = null) {
  const next = session?.view.person?.token ?? null;
  const stored = savedSessions.current()?.view.person?.token ?? null;
  // At the first entry of a run, the one before is whoever the phone remembers.
  const previous = announced ?? (stored === next ? null : stored);
  if (session) savedSessions.open(session);
  else savedSessions.close();
  if (next !== announced || (previous !== null && previous !== next)) {
    announced = next;
    for (const listener of personListeners) listener(next, previous);
  }
  useSession.setState({ session, phase, problem });
}

/** The acting person's token, or null. */
export function actingPerson(): string | null {
  return useSession.getState().session?.view.person?.token ?? null;
}

/**
 * Opens the program: with the session that was open last (also without a network), or by signing in anew.
 * @param asksItself the page that opens asks the server for the session along with its own contents
 */
export async function start(asksItself = false): Promise<void> {
  if (storage.get<string>(leftKey) === currentAccount()) {
    useSession.setState({ phase: 'signed_out' });
    return;
  }
  const saved = savedSessions.current();
  if (saved?.view.person && saved.account === currentAccount()) {
    enter(saved, 'signed_in');
    if (!asksItself) await refresh();
    return;
  }
  await signIn();
}

/** Asks the server who we are now; without a network what is known stays. */
export async function refresh(): Promise<void> {
  const { session } = useSession.getState();
  if (!session) return;
  try {
    const fresh = await api.reload(session);
    if (useSession.getState().session?.bearer === session.bearer) enter(fresh, phaseOf(fresh));
  } catch (error) {
    if (asApiError(error).status === 401) await renewActing(session.bearer);
  }
}

/** Takes over what the server has said of the session beside something else. */
export function learn(view: SessionView): void {
  const { session } = useSession.getState();
  if (session && view.person?.token === session.view.person?.token)
    enter({ ...session, view }, phaseOf({ ...session, view }));
}

/** Signs the phone's WeChat account in. */
export async function signIn(): Promise<void> {
  storage.remove(leftKey);
  useSession.setState({ phase: 'starting', problem: null });
  try {
    const session = await api.signIn(currentAccount());
    enter(session, phaseOf(session));
  } catch (error) {
    useSession.setState({ phase: 'stopped', session: null, problem: asApiError(error) });
  }
}

/**
 * Another of the people on this phone takes over, with her picture PIN where she has one. Rejects with an ApiError; then
 * nothing has changed.
 */
export async function choose(person: string, pictures?: readonly PictureName[]): Promise<void> {
  const { session } = useSession.getState();
  const from = session ?? (await api.signIn(currentAccount()));
  enter(await api.actAs(from, person, pictures), 'signed_in');
}

/** Whether sensitive things are shut now to whoever holds the phone. */
export function isLocked({ lock }: SavedSession['view'], now: number): boolean {
  return lock.hasPin && (lock.unlockedUntil === null || Date.parse(lock.unlockedUntil) <= now);
}

/** What `change` made of the acting person's own lock or drawing, shown and kept. Rejects with an ApiError. */
export async function changeOwn(change: (bearer: string) => Promise<unknown>): Promise<void> {
  const { session } = useSession.getState();
  if (!session) return;
  await change(session.bearer);
  const fresh = await api.reload(session);
  if (useSession.getState().session?.bearer === session.bearer) enter(fresh, phaseOf(fresh));
}

/** Uses a one-time code; whom it names is acting then. Rejects with an ApiError. */
export async function bind(code: string): Promise<void> {
  const { session } = useSession.getState();
  const bound = await api.bind(session ?? (await api.signIn(currentAccount())), code);
  enter(bound, phaseOf(bound));
}

/** Somebody was bound to a child on this phone: whoever is new acts, whoever was acting sees the child. Rejects with an ApiError. */
export async function joined(): Promise<void> {
  const { session } = useSession.getState();
  if (session?.view.person) return refresh();
  await signIn();
}

/** Goes on as a visitor. Rejects with an ApiError. */
export async function visit(name: string, code: string): Promise<void> {
  const { session } = useSession.getState();
  const known = await api.visit(session ?? (await api.signIn(currentAccount())), name, code);
  enter(known, phaseOf(known));
}

let renewing: Promise<string | null> | null = null;

/**
 * The acting person's token was refused: signs in again without asking anybody.
 * Resolves with the new token, or null when a person has to do something.
 */
export function renewActing(refused: string): Promise<string | null> {
  const { session } = useSession.getState();
  if (!session) return Promise.resolve(null);
  if (session.bearer !== refused) return Promise.resolve(session.bearer);
  const person = session.view.person?.token;
  renewing ??= (async () => {
    if (person !== undefined) for (const listener of refusalListeners) listener(person);
    // Signed in anew, but nobody's yet: where she has a picture PIN, a person has to tap it.
    let fresh: SavedSession | null = null;
    try {
      fresh = await api.signIn(session.account);
      const known = person !== undefined && fresh.view.people.some((other) => other.token === person);
      const next = known ? await api.actAs(fresh, person) : fresh;
      enter(next, phaseOf(next));
      return known ? next.bearer : null;
    } catch (error) {
      const problem = asApiError(error);
      if (problem.code === 'pin_needed' && fresh) enter(fresh, phaseOf(fresh));
      else if (problem.kind === 'problem' && !problem.passing) enter(null, 'stopped', problem);
      return null;
    } finally {
      renewing = null;
    }
  })();
  return renewing;
}

/** Leaves. What is undelivered stays on the phone, locked until the same person comes back. */
export async function leave(): Promise<void> {
  const { session } = useSession.getState();
  if (!session) return;
  const person = session.view.person?.token;
  if (person) savedSessions.forget(person);
  storage.set(leftKey, session.account);
  enter(null, 'signed_out');
  try {
    await api.signOut(session.bearer);
  } catch {
    // Without a network the session simply ends by itself on the server; on this phone it is gone.
  }
}

/** Takes the acting person off this phone for good. Rejects with an ApiError; undelivered work stays, locked. */
export async function unbindActing(): Promise<void> {
  const { session } = useSession.getState();
  const person = session?.view.person?.token;
  if (!session || person === undefined) return;
  await api.unbind(session.bearer);
  savedSessions.forget(person);
  enter(null, 'starting');
  await signIn();
}
