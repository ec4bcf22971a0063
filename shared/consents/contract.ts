import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { Instant } from '../platform/primitives.js';
import { consentPurposes } from './purposes.js';

export const PersonalPurposeName = z.enum(keysOf(consentPurposes)).meta({ id: 'PersonalPurposeName' });

/** Where a person stands with one purpose. */
export const ConsentView = z
  .object({
    purpose: PersonalPurposeName,
    /** Version of the words as they are today. */
    version: z.int(),
    /** Whether it may be done now: agreed to, in the words of today. */
    holds: z.boolean(),
    /** The last decision; null: not asked yet, or only in older words. */
    decision: z.enum(['given', 'refused', 'withdrawn']).nullable(),
    decidedAt: Instant.nullable(),
    /** Whether somebody of the school wrote it down after talking with her. */
    recordedForHer: z.boolean(),
  })
  .meta({ id: 'ConsentView' });
export type ConsentView = z.infer<typeof ConsentView>;
export const ConsentList = z.object({ items: z.array(ConsentView) }).meta({ id: 'ConsentList' });
export type ConsentList = z.infer<typeof ConsentList>;

/** A yes or a no to the words of one version; a no after a yes takes it back. */
export const DecideConsent = z
  .strictObject({
    purpose: PersonalPurposeName,
    version: z.int().min(1),
    decision: z.enum(['given', 'refused']),
  })
  .meta({ id: 'DecideConsent' });
export type DecideConsent = z.infer<typeof DecideConsent>;
