import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDayKinds, defaultWeek } from '#shared/calendar/vocabulary.js';
import type { CalendarDayKind } from '#shared/calendar/vocabulary.js';
import { addWorking, isWorking, workingMinutesBetween } from '#shared/calendar/working-time.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import { deriveClocks } from '#shared/issues/clocks.js';
import type { LevelRule, PastEvent, Targets } from '#shared/issues/clocks.js';
import type { IssueAbilities, IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueState } from '#shared/issues/workflow.js';
import { SchoolCalendar } from '../../server/src/features/calendar/calendar.port.js';
import { ClockSetup } from '../../server/src/features/issues/clocks/clock-setup.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

/** Other courses than those of every day, for who looks for them. */
const seed = Number(process.env['TEST_SEED'] ?? 20_260_304);

const minuteMs = 60_000;
const start = Date.parse('2026-03-04T10:00:00+08:00');
const dayAt = (offset: number) => new Date(start + offset * 86_400_000).toISOString().slice(0, 10);

const specialDay = fc
  .tuple(
    fc.constantFrom(...(Object.keys(calendarDayKinds) as CalendarDayKind[])),
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([kind, from, length]) => ({ kind, fromDay: dayAt(from), toDay: dayAt(from + length) }));
const calendars: fc.Arbitrary<CalendarRules> = fc.record({
  week: fc.constant(defaultWeek),
  terms: fc.constantFrom<CalendarRules['terms']>([], [{ fromDay: dayAt(-30), toDay: dayAt(20) }]),
  days: fc.array(specialDay, { maxLength: 3 }),
});
const targets: Targets = { fallback: { responseMinutes: 90, resolutionMinutes: 400 }, byCategory: {} };
const levels: LevelRule[] = [
  { token: 'response', clock: 'response', afterMinutes: 0 },
  { token: 'warning', clock: 'resolution', afterMinutes: -60 },
  { token: 'late', clock: 'resolution', afterMinutes: 120 },
];

const actions = Object.keys(issueWorkflow.transitions) as IssueAction[];
const paused: readonly IssueState[] = ['waiting_family', 'resolved', 'declined'];

/** A walk through the workflow: at each step one of the actions that lead on, so many minutes later. */
const walks = fc.array(
  fc.tuple(fc.nat(), fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 2000 }))),
  { minLength: 1, maxLength: 10 },
);
function historyOf(walk: readonly [number, number][]): PastEvent[] {
  let state: IssueState = issueWorkflow.initial;
  let at = start;
  const events: PastEvent[] = [{ name: 'submitted', at: new Date(at), payload: {} }];
  for (const [choice, wait] of walk) {
    const possible = actions.filter(
      (action) => action !== 'escalate' && issueWorkflow.transitions[action].from.includes(state),
    );
    const action = possible[choice % possible.length];
    if (action === undefined) break;
    at += wait * minuteMs;
    events.push({ name: action, at: new Date(at), payload: {} });
    state = issueWorkflow.transitions[action].to ?? state;
  }
  return events;
}

/** The same by counting: minute after minute, looking at the state in each. */
function counted(events: readonly PastEvent[], rules: CalendarRules, until: number) {
  let state: IssueState = issueWorkflow.initial;
  let next = 0;
  let used = 0;
  let ranOutAt: Date | null = null;
  for (let minute = start; minute < until; minute += minuteMs) {
    for (let event = events[next]; event && event.at.getTime() <= minute; event = events[++next]) {
      const to =
        event.name in issueWorkflow.transitions && issueWorkflow.transitions[event.name as IssueAction].to;
      state = to === false || to === null ? state : to;
    }
    const runs = issueWorkflow.states[state].type === 'open' && !paused.includes(state);
    if (runs && isWorking(rules, new Date(minute))) used += 1;
    if (used === targets.fallback.resolutionMinutes) ranOutAt ??= new Date(minute + minuteMs);
  }
  return { used, ranOutAt };
}

describe('the clocks of any history', () => {
  it('run for the working time minus the pauses, and run out when that reaches the target', () => {
    fc.assert(
      fc.property(calendars, walks, fc.integer({ min: 0, max: 3000 }), (rules, walk, later) => {
        const events = historyOf(walk);
        const now = new Date((events.at(-1)?.at.getTime() ?? start) + later * minuteMs);
        const clocks = deriveClocks(events, rules, targets, levels, now);
        const { used, ranOutAt } = counted(events, rules, now.getTime());
        expect(clocks.usedMinutes).toBeCloseTo(used, 6);
        const runs = issueWorkflow.states[clocks.state].type === 'open' && !paused.includes(clocks.state);
        if (!runs || clocks.state === 'merged') {
          expect(clocks.resolutionDueAt).toBeNull();
          expect(clocks.next).toBeNull();
        } else if (ranOutAt) expect(clocks.resolutionDueAt).toEqual(ranOutAt);
        else if (clocks.resolutionDueAt) expect(clocks.resolutionDueAt > now).toBe(true);
        expect(clocks.pausedSince !== null).toBe(paused.includes(clocks.state));
      }),
      { numRuns: 150, seed },
    );
  });

  it('are moved by a pause exactly as far as the pause has taken working time', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 6000 }),
        (rules, before, pause) => {
          const at = (minutes: number) => new Date(start + minutes * minuteMs);
          const events = [
            { name: 'submitted', at: at(0), payload: {} },
            { name: 'assign', at: at(0), payload: {} },
            { name: 'accept', at: at(0), payload: {} },
          ];
          const asked = [
            { name: 'ask', at: at(before), payload: {} },
            { name: 'reply', at: at(before + pause), payload: {} },
          ];
          const plain = deriveClocks(events, rules, targets, levels);
          const moved = deriveClocks([...events, ...asked], rules, targets, levels);
          fc.pre(plain.resolutionDueAt !== null && moved.resolutionDueAt !== null);
          const [from, to] = [plain.resolutionDueAt, moved.resolutionDueAt];
          const ranOutBefore = from <= at(before);
          const lost = ranOutBefore ? 0 : workingMinutesBetween(rules, at(before), at(before + pause));
          expect(workingMinutesBetween(rules, from, to)).toBeCloseTo(lost, 6);
        },
      ),
      { numRuns: 300, seed },
    );
  });

  it('let every level speak at most once in a round, and never before its time', () => {
    fc.assert(
      fc.property(calendars, walks, (rules, walk) => {
        const events: PastEvent[] = [];
        const spoken = new Set<string>();
        for (const event of historyOf(walk)) {
          events.push(event);
          // Rings as the timer does until nothing is due.
          for (;;) {
            const { next, round, responseDueAt, resolutionDueAt } = deriveClocks(
              events,
              rules,
              targets,
              levels,
              event.at,
            );
            if (!next || next.at > event.at) break;
            const level = levels.find(({ token }) => next.kind === `level:${token}`);
            expect(level).toBeDefined();
            if (!level) break;
            expect(spoken.has(`${level.token} ${round}`)).toBe(false);
            spoken.add(`${level.token} ${round}`);
            const due = (level.clock === 'response' ? responseDueAt : resolutionDueAt) as Date;
            if (level.afterMinutes >= 0)
              expect(addWorking(rules, due, level.afterMinutes) <= event.at).toBe(true);
            events.push({ name: 'escalate', at: event.at, payload: { level: level.token, round } });
          }
        }
      }),
      { numRuns: 200, seed },
    );
  });
});

interface Step {
  does: 'step';
  choice: number;
  wanted?: string;
}

/** What happens to one issue in a school whose clocks, calendar and timers go on. */
type Move =
  | Step
  | { does: 'wait'; minutes: number; rings: boolean }
  | { does: 'close'; kind: CalendarDayKind; from: number; rings: boolean }
  | { does: 'week'; short: boolean; rings: boolean }
  | { does: 'target'; response: number; resolution: number; rings: boolean }
  | { does: 'level'; afterMinutes: number; rings: boolean };

const minutes = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 300, max: 9000 }));
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('step' as const), choice: fc.nat({ max: 1000 }) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('wait' as const), minutes, rings: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('close' as const),
      kind: fc.constantFrom<CalendarDayKind>('holiday', 'half_day', 'farming'),
      from: fc.integer({ min: 0, max: 20 }),
      rings: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('week' as const), short: fc.boolean(), rings: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('target' as const),
      response: fc.integer({ min: 15, max: 400 }),
      resolution: fc.integer({ min: 400, max: 2000 }),
      rings: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('level' as const),
      afterMinutes: fc.integer({ min: -300, max: 600 }),
      rings: fc.boolean(),
    }),
  },
);

const takes = (wanted: string): Move => ({ does: 'step', choice: 0, wanted });
const passes = (length: number, rings = true): Move => ({ does: 'wait', minutes: length, rings });
/** What every issue may meet: late answers, questions, a holiday, an outage, and more than one round. */
const wholeLife: Move[] = [
  { does: 'close', kind: 'holiday', from: 0, rings: true },
  passes(500),
  takes('accept'),
  { does: 'week', short: true, rings: true },
  { does: 'target', response: 60, resolution: 500, rings: true },
  passes(60),
  takes('ask'),
  passes(3000),
  { does: 'close', kind: 'half_day', from: 4, rings: false },
  takes('reply'),
  passes(12_000, false),
  takes('resolve'),
  passes(600),
  takes('reject'),
  passes(300),
  takes('merge'),
  passes(2000),
  takes('separate'),
  passes(9000),
  takes('decline'),
  takes('appeal'),
  passes(9000),
];

/** Without these a course has missed what clocks are about. */
const mustOccur = 'accept ask reply resolve reject decline appeal merge separate escalate'.split(' ');

describe('what is stored of an issue’s clocks', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it('is what its history says, through pauses, reopenings, outages and changes of the calendar', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 8, maxLength: 22 }), async (course) => {
        house.clock.set(new Date(start).toISOString());
        await house.database.write((tx) => tx.global(TimerRow).clear());
        const walk = new Walk(house, await Village.build(house));
        await walk.begin();
        for (const move of course) await walk.go(move);
        await walk.check(true);
        for (const name of walk.seen) reached.add(name);
      }),
      { numRuns: 9, seed, endOnFailure: true, examples: [[wholeLife]] },
    );
    for (const name of mustOccur) expect(reached).toContain(name);
  }, 400_000);
});

const people = ['worker', 'reporter', 'principal', 'otherWorker'] as const;

/** One issue, its people, and what they do. */
class Walk {
  readonly seen = new Set<string>();
  private token = '';
  /** Whether something has changed that only a timer brings home. */
  private waitsForTimer = false;

  constructor(
    private readonly house: House,
    private readonly village: Village,
  ) {}

  async begin(): Promise<void> {
    this.token = await this.village.report();
    await this.check();
  }

  async go(move: Move): Promise<void> {
    const { api } = this.village.people.principal;
    switch (move.does) {
      case 'step':
        await this.step(move);
        return this.check();
      case 'wait':
        this.house.clock.pass(move.minutes * minuteMs);
        this.waitsForTimer = true;
        return this.check(move.rings);
      case 'close': {
        const fromDay = dayAt(move.from);
        await api.post('/calendar/days', {
          kind: move.kind,
          name: '某天',
          fromDay,
          toDay: dayAt(move.from + 2),
        });
        break;
      }
      case 'week': {
        const hours = move.short ? [{ from: 540, to: 660 }] : [{ from: 480, to: 1050 }];
        await api.put('/calendar/week', {
          week: Array.from({ length: 7 }, (_, day) => (day < 5 ? hours : [])),
        });
        break;
      }
      case 'target': {
        const fallback = { responseMinutes: move.response, resolutionMinutes: move.resolution };
        await api.put('/service-targets', { fallback, categories: [] });
        break;
      }
      case 'level':
        await api.post('/escalation-levels', {
          clock: 'resolution',
          afterMinutes: move.afterMinutes,
          action: move.afterMinutes > 400 ? 'hand_over' : 'tell',
        });
        break;
    }
    this.waitsForTimer = true;
    return this.check(move.rings);
  }

  /** Does one of the things that somebody is offered, or the wanted one. */
  private async step({ choice, wanted }: Step): Promise<void> {
    const offers: [Member, string, object][] = [];
    const words = { text: '看过了' };
    const bodies: Partial<Record<keyof IssueAbilities, object>> = {
      accept: {},
      answer: words,
      ask: words,
      reply: words,
      resolve: words,
      confirm: {},
      reject: {},
      decline: { reason: 'not_possible', text: '现在办不到', elsewhere: '可以找村委会' },
      agree: {},
      appeal: {},
      merge: {},
      separate: {},
    };
    const turns = people.map((_, index) => people[(choice + index) % people.length] ?? 'worker');
    for (const by of turns) {
      if (wanted === undefined && offers.length > 0) break;
      const { body, status } = await this.village.as(by).get<IssueDetail>(`/issues/${this.token}`);
      if (status !== 200) continue;
      for (const [action, able] of Object.entries(body.abilities)) {
        const given = bodies[action as keyof IssueAbilities];
        if (able && given && (wanted ?? action) === action) offers.push([by, action, given]);
      }
    }
    const [by, action, body] = offers[choice % Math.max(1, offers.length)] ?? [];
    if (by === undefined) return;
    const sent = action === 'merge' ? { into: await this.village.report() } : body;
    const { status } = await this.village.as(by).post(`/issues/${this.token}/${action}`, sent);
    if (status === 200) this.waitsForTimer = false;
  }

  /** @param rings whether the timers ring before, as often as it takes */
  async check(rings = false): Promise<void> {
    if (rings) {
      // Changes of the calendar settle for a moment.
      this.house.clock.pass(10_000);
      await this.house.ring();
      this.waitsForTimer = false;
    }
    if (this.waitsForTimer) return;
    const { id: school } = this.village.school;
    const { read } = this.house.database;
    const issue = (await read.of(Issue, school).findOne({ token: this.token })) as Issue;
    const where = { subjectType: 'issue', subjectId: issue.id };
    const events = await read.of(TimelineEvent, school).find({ where, order: { seq: 'ASC' } });
    for (const { name } of events) this.seen.add(name);
    const rules = await this.house.app.get(SchoolCalendar, { strict: false }).of(school);
    const setup = await this.house.app.get(ClockSetup, { strict: false }).of(school);
    const now = this.house.clock.now();
    const clocks = deriveClocks(events, rules, setup.targets, setup.levels, now);
    const timer = await read
      .global(TimerRow)
      .findOneBy({ kind: 'issue.clock', subjectType: 'issue', subjectId: issue.id });
    const open = issueWorkflow.states[issue.state].type === 'open';
    expect({
      state: issue.state,
      nextDueAt: issue.nextDueAt,
      nextDue: issue.nextDue,
      pausedSince: issue.pausedSince,
      respondedAt: issue.respondedAt,
      resolvedAt: issue.resolvedAt,
      resolutionDueAt: issue.resolutionDueAt,
      // What has ended keeps the response target that held then.
      responseDueAt: open ? issue.responseDueAt : null,
      reopens: issue.reopens,
      timer: timer?.dueAt ?? null,
    }).toEqual({
      state: clocks.state,
      nextDueAt: clocks.next?.at ?? null,
      nextDue: clocks.next?.kind ?? null,
      pausedSince: clocks.pausedSince,
      respondedAt: clocks.respondedAt,
      resolvedAt: clocks.resolvedAt,
      resolutionDueAt: clocks.resolutionDueAt,
      responseDueAt: open ? clocks.responseDueAt : null,
      reopens: clocks.reopens,
      timer: clocks.next?.at ?? null,
    });
    if (rings && clocks.next) expect(clocks.next.at > now).toBe(true);
  }
}
