import type { z } from 'zod';
import type {
  AssigneeList,
  BindingCode,
  CreatedStaff,
  CreateStaff,
  GiveRole,
  NewPassword,
  StaffMember,
} from '#shared/people/contract.js';
import type { EndRole } from '#shared/people/roles.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Somebody an issue can be handed to. */
export type Assignee = z.infer<typeof AssigneeList>['items'][number];
export type NewStaff = z.input<typeof CreateStaff>;
export type RoleInput = z.input<typeof GiveRole>;

export const listStaff = (
  query: { school: string; cursor?: string; active: 'true' | 'false' },
  signal?: AbortSignal,
) => request<Page<StaffMember>>('GET', '/staff', { query, signal });

/** Short plain list for pickers. */
export const listAssignees = (school: string, signal?: AbortSignal) =>
  request<{ items: Assignee[] }>('GET', '/assignees', { query: { school }, signal });

/** The answer carries the first password, which is never shown again; a repeat has none. @throws ApiError `already_exists` (login taken) */
export const createStaff = (school: string, body: NewStaff, key: string) =>
  request<z.infer<typeof CreatedStaff>>('POST', '/staff', { query: { school }, body, key });

export const giveRole = (school: string, token: string, body: RoleInput, key: string) =>
  request<StaffMember>('POST', `/staff/${token}/roles`, { query: { school }, body, key });

/** Ends a role, at once or with a day to come. @throws ApiError `state_conflict` for the last principal */
export const endRole = (school: string, token: string, body: z.input<typeof EndRole>, key: string) =>
  request<StaffMember>('POST', `/staff/${token}/end-role`, { query: { school }, body, key });

/** @throws ApiError `already_done` for a repeat: the code was shown with the first answer */
export const makeBindingCode = (school: string, token: string, key: string) =>
  request<BindingCode>('POST', `/staff/${token}/binding-code`, { query: { school }, body: {}, key });

/** Ends roles, logins and WeChat bindings at once. */
export const recordLeaving = (school: string, token: string, key: string) =>
  request<StaffMember>('POST', `/staff/${token}/leave`, { query: { school }, body: {}, key });

/** @throws ApiError `already_done` for a repeat: the password was shown with the first answer */
export const resetPassword = (school: string, token: string, key: string) =>
  request<z.infer<typeof NewPassword>>('POST', `/staff/${token}/reset-password`, {
    query: { school },
    body: {},
    key,
  });

/** What can be done to a colleague's sign-ins: try again at once, out everywhere, without second step. */
export type SignInHelp = 'unlock' | 'end-sessions' | 'reset-second-step';

export const helpSignIn = (school: string, token: string, help: SignInHelp, key: string) =>
  request<StaffMember>('POST', `/staff/${token}/${help}`, { query: { school }, body: {}, key });
