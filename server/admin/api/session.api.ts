import type { z } from 'zod';
import type { ChangePassword, PasswordLogin, SessionView } from '#shared/session/contract.js';
import { request } from './http.js';

export type School = SessionView['schools'][number];
export type SessionAbility = keyof SessionView['abilities'];

/** Who is signed in. @throws ApiError `signed_out` */
export const getSession = (signal?: AbortSignal) => request<SessionView>('GET', '/session', { signal });

/** @throws ApiError `wrong_credentials`, `rate_limited` */
export const logIn = (body: z.input<typeof PasswordLogin>, key: string) =>
  request<SessionView & { token: string }>('POST', '/session/password', { body, key });

export const logOut = () => request<void>('DELETE', '/session');

/** Changes the own password; all other sessions end and the answer carries a new token. @throws ApiError `wrong_credentials` */
export const changePassword = (body: z.input<typeof ChangePassword>, key: string) =>
  request<SessionView & { token: string }>('POST', '/session/password/change', { body, key });
