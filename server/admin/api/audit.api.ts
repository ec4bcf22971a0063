import type { AuditEntry } from '#shared/audit/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { request } from './http.js';

/** Who of the staff did and read what, newest first. A page may hold less than it could; the cursor leads on. */
export const listAudit = (
  query: {
    school: string;
    kind?: string;
    person?: string;
    child?: string;
    from?: string;
    to?: string;
    cursor?: string;
  },
  signal?: AbortSignal,
) => request<Page<AuditEntry>>('GET', '/audit', { query, signal });
