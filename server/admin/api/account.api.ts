import type { z } from 'zod';
import type {
  BeginSecondStep,
  ConfirmSecondStep,
  OwnAccount,
  OwnSession,
  OwnSessionList,
  ProveSecondStep,
  RecoveryCodes,
  SecondStepSecret,
} from '#shared/session/account-contract.js';
import { request } from './http.js';

export type SignedInOn = z.infer<typeof OwnSession>;

/** How the person signs in herself. */
export const getAccount = (signal?: AbortSignal) => request<OwnAccount>('GET', '/account', { signal });

/** What an app takes over, shown once. @throws ApiError `wrong_credentials`, `second_step_refused`, `sign_in_paused` */
export const beginSecondStep = (body: z.input<typeof BeginSecondStep>, key: string) =>
  request<SecondStepSecret>('POST', '/account/second-step', { body, key });

/** Puts the app in force; answers the codes on paper, shown once. @throws ApiError `second_step_refused` */
export const confirmSecondStep = (body: z.input<typeof ConfirmSecondStep>, key: string) =>
  request<RecoveryCodes>('POST', '/account/second-step/confirm', { body, key });

/** @throws ApiError `forbidden` where her office asks for it */
export const removeSecondStep = (body: z.input<typeof ProveSecondStep>, key: string) =>
  request<void>('POST', '/account/second-step/remove', { body, key });

export const makeRecoveryCodes = (body: z.input<typeof ProveSecondStep>, key: string) =>
  request<RecoveryCodes>('POST', '/account/recovery-codes', { body, key });

/** Where she is signed in, the newest first. */
export const listSessions = (signal?: AbortSignal) =>
  request<OwnSessionList>('GET', '/account/sessions', { signal });

export const endSession = (token: string, key: string) =>
  request<void>('POST', `/account/sessions/${token}/end`, { body: {}, key });

export const endOtherSessions = (key: string) =>
  request<void>('POST', '/account/sessions/end-others', { body: {}, key });
