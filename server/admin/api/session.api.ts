import type { z } from 'zod';
import type { FinishSignIn, PasswordSession, PasswordSignIn } from '#shared/session/account-contract.js';
import type { ChangePassword, PasswordLogin, SessionView } from '#shared/session/contract.js';
import { request } from './http.js';

export type School = SessionView['schools'][number];
export type SessionAbility = keyof SessionView['abilities'];

/** Who is signed in. @throws ApiError `signed_out` */
export const getSession = (signal?: AbortSignal) => request<SessionView>('GET', '/session', { signal });

/** A session that has just been opened, with its bearer token. */
export type Opened<T> = T & { token: string };

/** A session, or the ticket for the second step. @throws ApiError `wrong_credentials`, `sign_in_paused`, `rate_limited` */
export const logIn = (body: z.input<typeof PasswordLogin>, key: string) =>
  request<Opened<PasswordSession> | Extract<PasswordSignIn, { secondStep: unknown }>>(
    'POST',
    '/session/password',
    { body, key },
  );

/** @throws ApiError `second_step_refused`, `sign_in_again`, `sign_in_paused` */
export const finishSignIn = (body: z.input<typeof FinishSignIn>, key: string) =>
  request<Opened<PasswordSession>>('POST', '/session/second-step', { body, key });

export const logOut = () => request<void>('DELETE', '/session');

/** Changes the own password; all other sessions end and the answer carries a new token. @throws ApiError `wrong_credentials` */
export const changePassword = (body: z.input<typeof ChangePassword>, key: string) =>
  request<Opened<SessionView>>('POST', '/session/password/change', { body, key });
