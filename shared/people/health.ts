import { z } from 'zod';
import { Instant, personalText } from '../platform/primitives.js';
import { longestHealth } from './health-length.js';

/** What somebody who cares for the child must know: allergies, medicine, what to do. */
export const ChildHealth = z
  .object({
    words: z.string(),
    /** Who wrote it; null: somebody of whom nothing is told any more. */
    by: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: 'ChildHealth' });
export type ChildHealth = z.infer<typeof ChildHealth>;

/** Writes it anew; null takes it away. `after`: when what the writer has read was written, null where there was nothing. */
export const KeepHealth = z
  .strictObject({
    words: personalText(longestHealth)
      .refine((text) => text.trim() !== '', '请写一句')
      .nullable(),
    after: Instant.nullable(),
  })
  .meta({ id: 'KeepHealth' });
