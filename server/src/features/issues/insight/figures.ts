import { workingMinutesBetween } from '#shared/calendar/working-time.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import type { Dashboard } from '#shared/issues/insight.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { Issue } from '../issue.entity.js';

/** What the figures of an issue are worked out from. */
export type Counted = Pick<
  Issue,
  | 'id'
  | 'state'
  | 'endedAs'
  | 'reopens'
  | 'categoryId'
  | 'classroomId'
  | 'createdAt'
  | 'respondedAt'
  | 'responseDueAt'
  | 'resolvedAt'
  | 'resolutionDueAt'
  | 'pausedSince'
>;

type Figures = Dashboard['all'];

/** The figures of a group of issues. `now` decides what is overdue. */
export function figuresOf(issues: readonly Counted[], rules: CalendarRules, now: Date): Figures {
  const ended = issues.filter(({ state }) => issueWorkflow.states[state].type !== 'open');
  const said = issues.filter(wasSaidDone);
  const inState = (...states: Issue['state'][]) =>
    issues.filter(({ state }) => states.includes(state)).length;
  return {
    reported: issues.length,
    confirmed: share(inState('confirmed'), ended.length),
    unconfirmed: share(inState('unconfirmed'), ended.length),
    reopened: share(said.filter(({ reopens }) => reopens > 0).length, said.length),
    closedLoop: share(inState('confirmed', 'settled'), ended.length),
    declined: share(issues.filter(isRefused).length, issues.length),
    overdue: issues.filter((issue) => isLate(issue, now)).length,
    responseMinutes: median(issues, ({ createdAt, respondedAt }) =>
      respondedAt === null ? null : workingMinutesBetween(rules, createdAt, respondedAt),
    ),
    resolutionMinutes: median(issues, ({ createdAt, resolvedAt, endedAs }) =>
      resolvedAt === null || endedAs === 'declined'
        ? null
        : workingMinutesBetween(rules, createdAt, resolvedAt),
    ),
  };
}

const sayDone: readonly Issue['state'][] = ['resolved', 'confirmed', 'unconfirmed'];

/** Whether it was ever said to be done. What ended before ends were told apart was done: nothing could be refused. */
const wasSaidDone = ({ endedAs, reopens, state }: Counted): boolean =>
  reopens > 0 || endedAs === 'resolved' || (endedAs === null && sayDone.includes(state));

/** Whether it stands refused: neither sent back since nor done after all. */
const isRefused = ({ endedAs, resolvedAt }: Counted): boolean =>
  endedAs === 'declined' && resolvedAt !== null;

/** Whether a running clock of an open issue has run out; the same condition as the board's filter. */
export function isLate(issue: Counted, now: Date): boolean {
  const { state, pausedSince, respondedAt, responseDueAt, resolutionDueAt } = issue;
  if (issueWorkflow.states[state].type !== 'open' || state === 'merged' || pausedSince !== null) return false;
  const isPast = (due: Date | null) => due !== null && due < now;
  return isPast(resolutionDueAt) || (respondedAt === null && isPast(responseDueAt));
}

function share(part: number, of: number): Figures['confirmed'] {
  return { part, of, share: of === 0 ? null : part / of };
}

/** The middle one, so that one forgotten issue does not stand for all. */
function median(issues: readonly Counted[], minutes: (issue: Counted) => number | null): number | null {
  const sorted = issues.flatMap((issue) => minutes(issue) ?? []).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return null;
  const before = sorted[Math.floor((sorted.length - 1) / 2)] ?? middle;
  return Math.round((before + middle) / 2);
}
