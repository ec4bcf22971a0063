import { z } from 'zod';

/** Opaque keyset cursor: where the next page begins. Never an offset, so no list counts or skips rows. */
export const Cursor = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/, '翻页位置不对');

/** Query of every list. */
export const PageQuery = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** A page of `item`; `nextCursor` is null on the last page. There is no total: counting is not paid for. */
export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id });
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
