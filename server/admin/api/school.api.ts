import type { z } from 'zod';
import type { SchoolSettings, UpdateSchoolSettings } from '#shared/school/settings.js';
import { request } from './http.js';

export const getSettings = (school: string, signal?: AbortSignal) =>
  request<SchoolSettings>('GET', '/settings', { query: { school }, signal });

export const updateSettings = (school: string, body: z.input<typeof UpdateSchoolSettings>) =>
  request<SchoolSettings>('PATCH', '/settings', { query: { school }, body });
