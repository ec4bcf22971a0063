import { z } from 'zod';
import { staffRoles } from '../people/vocabulary.js';
import { keysOf } from '../platform/keys.js';
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
    /**
     * Roles whose sign-ins to the admin page must have a second step; null: as the installation has it, which is the
     * leading and safeguarding roles in production and none elsewhere. Holds from the next sign-in on.
     */
    secondStepFor: z
      .array(z.enum(keysOf(staffRoles)))
      .max(20)
      .nullable()
      .default(null),
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
    secondStepFor: z
      .array(z.enum(keysOf(staffRoles)))
      .max(20)
      .nullable()
      .optional(),
  })
  .meta({ id: 'UpdateSchoolSettings' });
