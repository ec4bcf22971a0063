import type { CategoryView } from '#shared/issues/contract.js';
import type { Category } from './issue.entity.js';

/** The only way from a category's row to JSON. */
export function presentCategory({ token, code, name, active }: Category): CategoryView {
  return { token, code, name, active };
}
