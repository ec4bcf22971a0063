import { z } from 'zod';
import { pageOf } from './paging.js';
import { Instant, Token } from './primitives.js';

/** A message that did not reach its reader, as a clerk reads it: whom, about what kind of thing, why; no contents. */
export const DeliveryProblem = z
  .object({
    token: Token,
    recipient: z.string(),
    kind: z.string(),
    channel: z.enum(['subscribe', 'template']),
    outcome: z.enum(['refused', 'failed', 'unknown', 'unreachable', 'dead']),
    reason: z.string(),
    at: Instant,
  })
  .meta({ id: 'DeliveryProblem' });
export type DeliveryProblem = z.infer<typeof DeliveryProblem>;
export const DeliveryProblemPage = pageOf(DeliveryProblem, 'DeliveryProblemPage');
