import { addWorking, never, workingMinutesBetween } from '../calendar/working-time.js';
import type { CalendarRules } from '../calendar/working-time.js';
import { issueWorkflow } from './workflow.js';
import type { IssueAction, IssueState } from './workflow.js';

/** An event of an issue's history, as far as clocks are concerned. */
export interface PastEvent {
  name: string;
  at: Date;
  payload: Readonly<Record<string, unknown>>;
}

/** Working minutes within which an issue should be answered and resolved. */
export interface Target {
  responseMinutes: number;
  resolutionMinutes: number;
}
export interface Targets {
  fallback: Target;
  /** By code of the category, where it has a target of its own. */
  byCategory: Readonly<Record<string, Target>>;
}

export type ClockName = 'response' | 'resolution';

/** When a level is due: so many working minutes after its clock has run out, or before. */
export interface LevelRule {
  token: string;
  clock: ClockName;
  afterMinutes: number;
}

/** What comes next: a clock runs out, or a level is due. */
export type NextDue = ClockName | `level:${string}`;

/** What history, calendar, targets and levels say of an issue's time. */
export interface DerivedClocks {
  state: IssueState;
  /** When it should have been answered; stays known after the answer. null: never, or it left the ordinary system. */
  responseDueAt: Date | null;
  respondedAt: Date | null;
  /** When the resolution clock runs out, or ran out; null while it stands still or is merged, after the end, for never. */
  resolutionDueAt: Date | null;
  /** When the end that still stands was named, done or declined. */
  resolvedAt: Date | null;
  /** Since when the clock stands still; null while it runs and after the end. */
  pausedSince: Date | null;
  /** Working minutes that the resolution clock has run until `now`, or until the last event. */
  usedMinutes: number;
  /** How often the family said that it is not done. */
  reopens: number;
  /** How often the family has sent it back, for either reason; each level speaks once in a round. */
  round: number;
  next: { at: Date; kind: NextDue } | null;
  /** Levels that should have spoken by `now`, in the order of their time, and how many working minutes ago. */
  dueLevels: readonly { token: string; lateBy: number }[];
}

/** From submission until the first of these nobody has answered. */
const answers: readonly string[] = ['accept', 'answer', 'ask', 'decline', 'resolve', 'merge'];
/** An end is named. */
const endings: readonly string[] = ['resolve', 'decline', 'resolve_along', 'decline_along'];
/** The family sends it back: the clock runs on from where it was. */
const returns: readonly string[] = ['reject', 'appeal'];

/** The ball is with the family: the clock stands still. */
const standing: readonly IssueState[] = ['waiting_family', 'resolved', 'declined'];

const isOpen = (state: IssueState): boolean => issueWorkflow.states[state].type === 'open';
/** Whether time counts. That of a merged issue does: it is the school that is at work, on the primary. */
const isRunning = (state: IssueState): boolean => isOpen(state) && !standing.includes(state);
/** Whether an issue has a clock of its own that can run out. A merged one follows its primary, whose clocks speak. */
const hasClock = (state: IssueState): boolean => isRunning(state) && state !== 'merged';

/** Stretch of time in which the clock runs; `to` null: it still does. */
interface Stretch {
  from: Date;
  to: Date | null;
}

interface Replayed {
  state: IssueState;
  category: string | null;
  begin: Date;
  last: Date;
  stretches: Stretch[];
  respondedAt: Date | null;
  resolvedAt: Date | null;
  pausedSince: Date | null;
  reopens: number;
  /** When each round after the first began. */
  rounds: Date[];
  /** Rounds in which a level has spoken, by its token. */
  spoken: Map<string, Set<number>>;
}

/**
 * Derives the clocks of an issue. Both begin with the report. The response clock ends with the first answer; the
 * resolution clock stands still while the ball is with the family, and runs on from where it stood when it comes back.
 * A merged issue has none: its primary's speak for it. Separated again it has waited all the while.
 * @param events the whole history, in its order; times that run backwards count as no time
 * @param now what is past does not come any more; without it everything that was not met is still to come
 */
export function deriveClocks(
  events: readonly PastEvent[],
  rules: CalendarRules,
  targets: Targets,
  levels: readonly LevelRule[],
  now?: Date,
): DerivedClocks {
  const past = replay(events);
  const { state, stretches, respondedAt, resolvedAt, pausedSince, reopens, rounds } = past;
  const target = targets.byCategory[past.category ?? ''] ?? targets.fallback;
  const fromReport = [{ from: past.begin, to: null }];
  const responseDueAt = state === 'diverted' ? null : reached(rules, fromReport, target.responseMinutes);
  const resolutionDueAt = hasClock(state) ? reached(rules, stretches, target.resolutionMinutes) : null;

  const coming: { at: Date | null; kind: NextDue }[] = [
    { at: respondedAt === null && hasClock(state) ? afterNow(responseDueAt, now) : null, kind: 'response' },
    { at: afterNow(resolutionDueAt, now), kind: 'resolution' },
  ];
  const dueLevels: { token: string; at: Date }[] = [];
  if (hasClock(state)) {
    for (const level of inOrder(levels)) {
      if (level.clock === 'response' && respondedAt !== null) continue;
      const due =
        level.clock === 'response'
          ? reached(rules, fromReport, target.responseMinutes + level.afterMinutes)
          : reached(rules, stretches, target.resolutionMinutes + level.afterMinutes);
      const at = levelInRound(rules, past, level, due);
      coming.push({ at, kind: `level:${level.token}` });
      if (at !== null && now !== undefined && at <= now) dueLevels.push({ token: level.token, at });
    }
  }
  return {
    state,
    responseDueAt,
    respondedAt,
    resolutionDueAt,
    resolvedAt,
    pausedSince,
    usedMinutes: used(rules, stretches, now ?? past.last),
    reopens,
    round: rounds.length,
    next: earliest(coming),
    dueLevels: dueLevels
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ token, at }) => ({ token, lateBy: workingMinutesBetween(rules, at, now ?? at) })),
  };
}

/**
 * Levels in the order in which they speak when they are due at the same instant. As they stand in the list otherwise.
 */
function inOrder<Level extends LevelRule>(levels: readonly Level[]): Level[] {
  const rank = ({ clock }: LevelRule) => (clock === 'response' ? 0 : 1);
  return [...levels].sort((a, b) => rank(a) - rank(b) || a.afterMinutes - b.afterMinutes);
}

function replay(events: readonly PastEvent[]): Replayed {
  const begin = events[0]?.at ?? never;
  const past: Replayed = {
    state: issueWorkflow.initial,
    category: null,
    begin,
    last: begin,
    stretches: [{ from: begin, to: null }],
    respondedAt: null,
    resolvedAt: null,
    pausedSince: null,
    reopens: 0,
    rounds: [],
    spoken: new Map(),
  };
  for (const event of events) step(past, event);
  return past;
}

function step(past: Replayed, { name, at: written, payload }: PastEvent): void {
  const at = written > past.last ? written : past.last;
  past.last = at;
  const transition =
    name in issueWorkflow.transitions ? issueWorkflow.transitions[name as IssueAction] : null;
  // What is recorded without being a step (a heir of who left) changes no state.
  const to = transition?.from.includes(past.state) ? (transition.to ?? past.state) : past.state;
  if (name === 'classify' || name === 'recategorise') past.category = textOf(payload['category']);
  if (name === 'escalate') speak(past, payload);
  if (answers.includes(name)) past.respondedAt ??= at;
  if (endings.includes(name)) past.resolvedAt = at;
  if (isRunning(past.state) && !isRunning(to)) stop(past, at);
  if (!isRunning(past.state) && isRunning(to)) {
    past.stretches.push({ from: at, to: null });
    past.resolvedAt = null;
  }
  past.pausedSince = standing.includes(to) ? (past.pausedSince ?? at) : null;
  if (to === 'diverted') past.resolvedAt = null;
  if (name === 'reject') past.reopens += 1;
  if (returns.includes(name)) past.rounds.push(at);
  past.state = to;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function stop({ stretches }: Replayed, at: Date): void {
  const last = stretches.at(-1);
  if (last) last.to = at;
}

/** A level has spoken, and with it those that it has overtaken. */
function speak({ spoken }: Replayed, payload: PastEvent['payload']): void {
  const overtaken: unknown = payload['overtaken'];
  const all: unknown[] = Array.isArray(overtaken) ? overtaken : [];
  for (const token of [payload['level'], ...all].map(textOf))
    spoken.set(token, (spoken.get(token) ?? new Set()).add(Number(payload['round'] ?? 0)));
}

/**
 * When a level speaks in the present round. One that has spoken in an earlier round comes again, for what is sent back
 * must not rest unnoticed; but not at once: as long after the return as it comes after its clock, and never a warning.
 */
function levelInRound(
  rules: CalendarRules,
  { spoken, rounds, stretches }: Replayed,
  level: LevelRule,
  due: Date | null,
): Date | null {
  const heard = spoken.get(level.token);
  if (!heard) return due;
  const since = rounds.at(-1);
  if (heard.has(rounds.length) || since === undefined || level.afterMinutes <= 0) return null;
  const ofRound = stretches.filter(({ from }) => from >= since);
  const again = reached(rules, ofRound, level.afterMinutes);
  return due === null || again === null ? null : due > again ? due : again;
}

/** The instant at which the clock has run for `minutes`; null if it stands still before, or never gets there. */
function reached(rules: CalendarRules, stretches: readonly Stretch[], minutes: number): Date | null {
  let left = minutes;
  for (const { from, to } of stretches) {
    const at = left <= 0 ? from : addWorking(rules, from, left);
    if (to === null || at <= to) return at >= never ? null : at;
    left -= workingMinutesBetween(rules, from, to);
  }
  return null;
}

/** Working minutes of the stretches until `now`. */
function used(rules: CalendarRules, stretches: readonly Stretch[], now: Date): number {
  return stretches.reduce((sum, { from, to }) => {
    const end = to ?? now;
    return end > from ? sum + workingMinutesBetween(rules, from, end) : sum;
  }, 0);
}

const afterNow = (at: Date | null, now: Date | undefined): Date | null =>
  at !== null && now !== undefined && at <= now ? null : at;

/** The first to come; of several at one instant the first in the list. */
function earliest(coming: readonly { at: Date | null; kind: NextDue }[]): DerivedClocks['next'] {
  let first: DerivedClocks['next'] = null;
  for (const { at, kind } of coming)
    if (at !== null && (first === null || at < first.at)) first = { at, kind };
  return first;
}
