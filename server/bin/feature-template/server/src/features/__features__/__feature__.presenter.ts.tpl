import type { __Feature__View } from '#shared/__features__/contract.js';
import type { __Feature__ } from './__feature__.entity.js';

/** The only way from the row to JSON. */
export function present__Feature__(row: __Feature__): __Feature__View {
  return { token: row.token, title: row.title, createdAt: row.createdAt.toISOString() };
}
