import { z } from 'zod';
import { relations } from '../people/vocabulary.js';
import { keysOf } from '../platform/keys.js';
import { Token } from '../platform/primitives.js';

/** Guardians for whom a member of staff may write something down, with the children through whom she may. */
export const GuardiansToFileFor = z
  .object({
    items: z.array(
      z.object({
        token: Token,
        name: z.string(),
        children: z.array(
          z.object({ token: Token, givenName: z.string(), relation: z.enum(keysOf(relations)) }),
        ),
      }),
    ),
  })
  .meta({ id: 'GuardiansToFileFor' });
export type GuardiansToFileFor = z.infer<typeof GuardiansToFileFor>;
