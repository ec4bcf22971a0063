import { z } from 'zod';
import { Token } from '../platform/primitives.js';

/**
 * The one typed registry of what a school can set. Stored as rows (school, key, value); what is not stored has the
 * default given here, so adding a setting needs no migration.
 */
export const SchoolSettings = z
  .object({
    /** Days without a verdict after which a resolved issue closes as unconfirmed. */
    silenceDays: z.int().min(1).max(60).default(7),
    /** Below this confidence the classifier proposes and a person decides. */
    classifierThreshold: z.number().min(0).max(1).default(0.5),
    /** Hours (0–23, Asia/Shanghai) between which pushes wait for the morning. */
    quietFrom: z.int().min(0).max(23).default(21),
    quietTo: z.int().min(0).max(23).default(7),
    /** Who listens first to a recording of which nobody knows what it is about; null: the principal. */
    firstListener: Token.nullable().default(null),
  })
  .meta({ id: 'SchoolSettings' });
export type SchoolSettings = z.infer<typeof SchoolSettings>;

export const UpdateSchoolSettings = z
  .strictObject({
    silenceDays: z.int().min(1).max(60).optional(),
    classifierThreshold: z.number().min(0).max(1).optional(),
    quietFrom: z.int().min(0).max(23).optional(),
    quietTo: z.int().min(0).max(23).optional(),
    firstListener: Token.nullable().optional(),
  })
  .meta({ id: 'UpdateSchoolSettings' });
