import type { z } from 'zod';
import type { AbsenceView, EnterAbsence, StaffHour } from '#shared/people/presence.js';
import { request } from './http.js';

interface Items<T> {
  items: T[];
}

export const listAbsences = (token: string, signal?: AbortSignal) =>
  request<Items<AbsenceView>>('GET', `/staff/${token}/absences`, { signal });

/** @throws ApiError `already_exists` where the days overlap with an absence that is known */
export const enterAbsence = (token: string, body: z.input<typeof EnterAbsence>, key: string) =>
  request<AbsenceView>('POST', `/staff/${token}/absences`, { body, key });

export const removeAbsence = (absence: string) => request<void>('DELETE', `/absences/${absence}`);

export const listHours = (token: string, signal?: AbortSignal) =>
  request<Items<StaffHour>>('GET', `/staff/${token}/hours`, { signal });

/** Puts these hours in the place of all others; none: the school's. */
export const keepHours = (token: string, items: StaffHour[]) =>
  request<Items<StaffHour>>('PUT', `/staff/${token}/hours`, { body: { items } });

export const listNicknames = (token: string, signal?: AbortSignal) =>
  request<Items<string>>('GET', `/staff/${token}/nicknames`, { signal });

export const keepNicknames = (token: string, items: string[]) =>
  request<Items<string>>('PUT', `/staff/${token}/nicknames`, { body: { items } });
