import type { SessionView } from '#shared/session/contract.js';
import type { LockView } from '#shared/session/lock-contract.js';
import type { PictureName } from '#shared/session/pictures.js';
import { ApiError, asApiError } from '../api/api-error.js';
import { request } from '../api/request.js';
import { uuid } from '../platform/random.js';
import { loginCode } from './login-code.js';
import type { SavedSession } from './saved-sessions.js';

function saved(view: SessionView, account: string, bearer?: string): SavedSession {
  const { token, ...rest } = view;
  const key = token ?? bearer;
  if (!key) throw new ApiError('broken');
  return { bearer: key, account, view: rest };
}

/** Signs `account` in. The session may have no acting person yet. */
export async function signIn(account: string): Promise<SavedSession> {
  const code = await loginCode(account);
  return saved(await request<SessionView>('/session/wechat', { method: 'POST', body: { code } }), account);
}

/**
 * A session of its own in which `person` acts. The one it comes from stays what it was: what another person wrote on
 * this phone is still sent with the session that person had.
 * Rejects with `pin_needed` where she has a picture PIN and `pictures` is left out.
 */
export async function actAs(
  session: SavedSession,
  person: string,
  pictures?: readonly PictureName[],
): Promise<SavedSession> {
  if (session.view.person?.token === person) return session;
  const { bearer } = session;
  const options = { body: { person, pictures }, bearer, idempotencyKey: uuid() };
  return saved(await request<SessionView>('/session/acting', options), session.account, session.bearer);
}

/** Signs `account` in and lets `person` act. */
export async function openFor(person: string, account: string): Promise<SavedSession> {
  return actAs(await signIn(account), person);
}

/** What the server says about a session now. */
export async function reload(session: SavedSession): Promise<SavedSession> {
  return saved(
    await request<SessionView>('/session', { bearer: session.bearer }),
    session.account,
    session.bearer,
  );
}

/** The binding that has not been answered: tried again with the same code, it goes under the same key. */
let tried = { code: '', key: '' };

/** Binds the account to the person whom the one-time code names. */
export async function bind(session: SavedSession, code: string): Promise<SavedSession> {
  if (tried.code !== code) tried = { code, key: uuid() };
  const { bearer, account } = session;
  const options = { method: 'POST', body: { code }, bearer, idempotencyKey: tried.key } as const;
  try {
    const bound = await request<SessionView>('/session/binding', options);
    tried = { code: '', key: '' };
    return saved(bound, account, bearer);
  } catch (error) {
    // It was bound at the first try, whose answer was lost: signing in again tells to whom.
    if (asApiError(error).code === 'already_done') return signIn(account);
    throw error;
  }
}

/** Goes on as a visitor under the name she gives, with the printed code that she scanned. */
export async function visit(session: SavedSession, name: string, code: string): Promise<SavedSession> {
  const { bearer, account } = session;
  const options = { method: 'POST', body: { name, code }, bearer, idempotencyKey: uuid() } as const;
  return saved(await request<SessionView>('/session/visitor', options), account, bearer);
}

/** Takes the acting person off this WeChat account; all her sessions on it end. */
export async function unbind(bearer: string): Promise<void> {
  await request<void>('/session/binding', { method: 'DELETE', bearer });
}

/** Opens the session for some minutes to who tapped the right pictures. */
export function unlock(bearer: string, pictures: readonly PictureName[]): Promise<LockView> {
  return request<LockView>('/session/unlock', { body: { pictures }, bearer, idempotencyKey: uuid() });
}

/** The acting person's picture PIN from now on. */
export function setPin(bearer: string, pictures: readonly PictureName[]): Promise<LockView> {
  return request<LockView>('/session/pin', { body: { pictures }, bearer, idempotencyKey: uuid() });
}

/** From now on the acting person has no picture PIN. */
export async function removePin(bearer: string): Promise<void> {
  await request<void>('/session/pin', { method: 'DELETE', bearer });
}

/** The drawing by which the acting person is known. */
export async function choosePicture(bearer: string, picture: PictureName): Promise<void> {
  await request<void>('/session/picture', { body: { picture }, bearer, idempotencyKey: uuid() });
}

/** Tells the server how many messages of a kind may be sent after the person allowed them. */
export async function grantCredits(bearer: string, accepted: string[]): Promise<void> {
  const options = { method: 'POST', body: { accepted }, bearer, idempotencyKey: uuid() } as const;
  await request<void>('/session/credits', options);
}

/** Ends a session on the server. */
export async function signOut(bearer: string): Promise<void> {
  await request<void>('/session', { method: 'DELETE', bearer });
}
