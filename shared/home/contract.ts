import { z } from 'zod';
import { IssueSummary } from '../issues/contract.js';
import { Overview } from '../issues/insight.js';
import { Instant, Token } from '../platform/primitives.js';
import { SessionView } from '../session/contract.js';

/** Cards of a kind that the first screen carries; the rest is behind 看全部事项. Keeps the answer below 20 kB. */
export const homeCards = 4;

const Attention = Overview.shape.attention.element.omit({ issues: true }).extend({
  /** What waits longest; null where nothing does, or where its next step is on another page. */
  longest: IssueSummary.pick({ token: true, title: true }).nullable(),
});

/** Everything that stands on the first screen, in one answer: a slow line is asked once. */
export const HomeView = z
  .object({
    session: SessionView,
    /** What this person raised and is open, newest first; null where she can raise nothing. */
    mine: z
      .object({
        /** Those that wait for a word of hers. */
        waiting: z.array(IssueSummary),
        others: z.array(IssueSummary),
        /** Whether the list of issues holds more of them. */
        more: z.boolean(),
      })
      .nullable(),
    /** What was handed to her and is open, newest first; null where she works nowhere. */
    assigned: z.object({ items: z.array(IssueSummary), more: z.boolean() }).nullable(),
    /** What waits for somebody, for each school that she leads. */
    overviews: z.array(z.object({ school: Token, attention: z.array(Attention) })),
    at: Instant,
  })
  .meta({ id: 'HomeView' });
export type HomeView = z.infer<typeof HomeView>;
