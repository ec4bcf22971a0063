import { z } from 'zod';
import { ClassroomView } from '../people/contract.js';
import { Day, Instant, lineOfText, Token } from '../platform/primitives.js';
import { CategoryView, IssueQuery, IssueSummary } from './contract.js';

/** What stands on the principal's first screen: work that nobody has, is late, or waits for a person. */
export const Overview = z
  .object({
    /** Each with the count her board would show, up to `overviewLimit`; `more` where there are more. */
    attention: z.array(
      z.object({
        kind: z.enum(['unowned', 'overdue', 'unsorted', 'conflict', 'unheard', 'appealed', 'undelivered']),
        count: z.int(),
        more: z.boolean(),
        /** The longest waiting, at most three. */
        issues: z.array(IssueSummary),
      }),
    ),
    at: Instant,
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
export const overviewLimit = 99;

/** A share with what it is a share of; null where there is nothing to divide by. */
const Share = z.object({ part: z.int(), of: z.int(), share: z.number().nullable() });
const Figures = z.object({
  reported: z.int(),
  /** The reporter said it is good. */
  confirmed: Share,
  /** Ended without a word of the reporter: its own bucket, never counted as solved. */
  unconfirmed: Share,
  /** Of those that were said to be done, how many the reporter sent back at least once. */
  reopened: Share,
  /** Of those that ended, how many have the reporter's own word: the loop is closed. */
  closedLoop: Share,
  declined: Share,
  overdue: z.int(),
  /** Median working minutes to the first response; null where none was given. */
  responseMinutes: z.int().nullable(),
  /** Median working minutes until it was last said to be done. */
  resolutionMinutes: z.int().nullable(),
});

/** Days for which there can be figures; what lies outside was mistyped. */
const FigureDay = Day.refine((day) => day >= '2000-01-01' && day <= '2099-12-31', '日期不对');
export const DashboardQuery = z.object({
  school: Token.optional(),
  from: FigureDay.optional(),
  to: FigureDay.optional(),
});
export const Dashboard = z
  .object({
    from: Day,
    to: Day,
    all: Figures,
    byCategory: z.array(Figures.extend({ category: CategoryView.nullable() })),
    byClassroom: z.array(Figures.extend({ classroom: ClassroomView.nullable() })),
    /** Per calendar week, Monday first. */
    byWeek: z.array(z.object({ week: Day, reported: z.int(), confirmed: z.int(), reopened: z.int() })),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof Dashboard>;

/** Filters of the board that can be kept under a name. */
const keptKeys = ['state', 'category', 'place', 'classroom', 'assignee', 'attention', 'q'] as const;
const KeptQuery = IssueQuery.pick(
  Object.fromEntries(keptKeys.map((key) => [key, true])) as Record<(typeof keptKeys)[number], true>,
);
export const CreateSavedFilter = z
  .strictObject({ name: lineOfText(20), query: KeptQuery.strict() })
  .meta({ id: 'CreateSavedFilter' });
export const SavedFilterView = z
  .object({ token: Token, name: z.string(), query: KeptQuery })
  .meta({ id: 'SavedFilterView' });
export type SavedFilterView = z.infer<typeof SavedFilterView>;
export const SavedFilterList = z.object({ items: z.array(SavedFilterView) }).meta({ id: 'SavedFilterList' });

/** Hands several issues to one person; each is carried out or refused by itself. */
export const BulkAssign = z
  .strictObject({ issues: z.array(Token).min(1, '请先选几件').max(50, '一次最多 50 件'), assignee: Token })
  .meta({ id: 'BulkAssign' });
export const BulkAssigned = z
  .object({
    items: z.array(
      z.object({
        token: Token,
        done: z.boolean(),
        problem: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BulkAssigned' });
