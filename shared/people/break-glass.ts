import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Instant, lineOfText, personalText, Token } from '../platform/primitives.js';
import { ClassroomView } from './contract.js';
import { fieldClasses } from './field-classes.js';
import { shortestReason } from './opening-limits.js';

const longestReason = 300;

/** What somebody else found about an opening. */
export const openingVerdicts = { justified: '合理', unjustified: '不合理' } as const;
export type OpeningVerdict = keyof typeof openingVerdicts;

const FieldName = z.enum(keysOf(fieldClasses));

/** Opens classes of one child's fields to who would not see them by office, for two hours and a reason. */
export const OpenFields = z
  .strictObject({
    fields: z.array(FieldName).min(1, '请选要看什么').max(4),
    reason: personalText(longestReason).refine(
      (text) => [...text.trim()].length >= shortestReason,
      `请写清楚为什么要看，至少 ${shortestReason} 个字`,
    ),
  })
  .meta({ id: 'OpenFields' });

/** What stands open on a child's page to the reader, and until when. */
export const OpenedFields = z
  .object({ token: Token, until: Instant, fields: z.array(FieldName) })
  .meta({ id: 'OpenedFields' });
export type OpenedFields = z.infer<typeof OpenedFields>;

const Named = z.object({ token: Token, name: z.string() });

/** An opening as who reviews it sees it. */
export const OpeningView = z
  .object({
    token: Token,
    child: Named,
    classroom: ClassroomView.nullable(),
    openedBy: Named,
    fields: z.array(FieldName),
    reason: z.string(),
    openedAt: Instant,
    until: Instant,
    /** When it was ended by hand; null: it ends, or has ended, by itself. */
    closedAt: Instant.nullable(),
    isOpen: z.boolean(),
    reviewBy: Instant,
    /** When the office above was told that nobody had looked at it in time. */
    escalatedAt: Instant.nullable(),
    review: z
      .object({
        verdict: z.enum(keysOf(openingVerdicts)),
        note: z.string(),
        by: z.string(),
        at: Instant,
      })
      .nullable(),
    /** What was read while it was open, the first fifty. */
    reads: z.array(z.object({ at: Instant, fields: z.array(FieldName) })),
    abilities: z.object({ review: z.boolean(), close: z.boolean() }),
  })
  .meta({ id: 'OpeningView' });
export type OpeningView = z.infer<typeof OpeningView>;
export const OpeningPage = pageOf(OpeningView, 'OpeningPage');
export const OpeningQuery = PageQuery.extend({
  /** Without it: what was handed up to the reader's office from schools of its region. */
  school: Token.optional(),
  state: z.enum(['waiting', 'reviewed']).default('waiting'),
});

export const ReviewOpening = z
  .strictObject({ verdict: z.enum(keysOf(openingVerdicts)), note: lineOfText(200) })
  .meta({ id: 'ReviewOpening' });
