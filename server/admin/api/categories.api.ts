import type { z } from 'zod';
import type { CategoryView, UpdateCategory } from '#shared/issues/contract.js';
import { request } from './http.js';

/** All categories of the school, retired ones too (`active: false`). */
export const listCategories = (school: string, signal?: AbortSignal) =>
  request<{ items: CategoryView[] }>('GET', '/categories', { query: { school }, signal });

/** @throws ApiError `already_exists` */
export const createCategory = (school: string, body: { name: string }, key: string) =>
  request<CategoryView>('POST', '/categories', { query: { school }, body, key });

export const updateCategory = (school: string, token: string, body: z.input<typeof UpdateCategory>) =>
  request<CategoryView>('PATCH', `/categories/${token}`, { query: { school }, body });
