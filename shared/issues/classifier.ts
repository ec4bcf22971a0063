import { z } from 'zod';
import { Instant, Token } from '../platform/primitives.js';
import { SchoolQuery } from '../people/contract.js';
import { CategoryView } from './contract.js';

/** Right answers among so many that were asked. */
const Score = z.object({ right: z.int(), of: z.int() });
export type Score = z.infer<typeof Score>;

/** How a version did when it was trained, beside the one that was active then. */
export const ClassifierMetrics = z.object({
  /** On the school's reports that were kept out of the training for this. */
  heldOut: z.object({ before: Score, after: Score }),
  /** On the sentences of the starting set that were kept out. */
  startingSet: z.object({ before: Score, after: Score }),
  /** Why it was not taken; null where it was. */
  refused: z.enum(['held_out_worse', 'starting_set_worse']).nullable(),
});
export type ClassifierMetrics = z.infer<typeof ClassifierMetrics>;

export const ClassifierModelView = z
  .object({
    token: Token,
    version: z.string(),
    state: z.enum(['active', 'retired', 'refused']),
    /** Reports that it was trained with. */
    examples: z.int(),
    metrics: ClassifierMetrics,
    /** One sentence: why it was not taken; null where it was. */
    reason: z.string().nullable(),
    trainedAt: Instant,
    /** By itself at night, not by a person. */
    automatic: z.boolean(),
    abilities: z.object({ activate: z.boolean(), retire: z.boolean() }),
  })
  .meta({ id: 'ClassifierModelView' });
export type ClassifierModelView = z.infer<typeof ClassifierModelView>;

export const ClassifierModelList = z
  .object({
    /** Newest first, at most fifty. */
    items: z.array(ClassifierModelView),
    /** No version of the school's own is active: the starting set alone decides. */
    startingSet: z.boolean(),
    /** Reports whose category a person decided since the newest version was trained. */
    fresh: z.int(),
    /** All of them. */
    corrections: z.int(),
    abilities: z.object({ train: z.boolean() }),
  })
  .meta({ id: 'ClassifierModelList' });
export type ClassifierModelList = z.infer<typeof ClassifierModelList>;

export const ClassifierReportQuery = SchoolQuery.extend({
  /** Only what this version said; left out: whatever said it. */
  model: Token.optional(),
});

/**
 * What the classifier said when a report came, beside what people decided. A report that ended without anybody
 * changing the proposal counts as decided that way. Counts only.
 */
export const ClassifierReport = z
  .object({
    categories: z.array(CategoryView),
    /** `said` and `decided` are codes of `categories`. Pairs that never occurred are left out. */
    cells: z.array(z.object({ said: z.string(), decided: z.string(), count: z.int() })),
    /** How sure it said it was, in steps from 0 to 1, beside how often it was right. Empty steps are left out. */
    reliability: z.array(z.object({ from: z.number(), to: z.number(), said: z.number(), right: Score })),
    total: Score,
  })
  .meta({ id: 'ClassifierReport' });
export type ClassifierReport = z.infer<typeof ClassifierReport>;
