import { describe, expect, it } from '@jest/globals';
import { defaultWeek } from '#shared/calendar/vocabulary.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import { deriveClocks } from '#shared/issues/clocks.js';
import type { LevelRule, PastEvent, Targets } from '#shared/issues/clocks.js';

/** `03-06 11:00` of the year 2026 in Shanghai; the sixth of March is a Friday. */
const at = (text: string) => new Date(`2026-${text.replace(' ', 'T')}:00+08:00`);
const week: CalendarRules = { week: defaultWeek, terms: [], days: [] };
const targets: Targets = {
  fallback: { responseMinutes: 240, resolutionMinutes: 1350 },
  byCategory: { food: { responseMinutes: 60, resolutionMinutes: 450 } },
};
const levels: LevelRule[] = [
  { token: 'late', clock: 'response', afterMinutes: 0 },
  { token: 'head', clock: 'response', afterMinutes: 120 },
  { token: 'warn', clock: 'resolution', afterMinutes: -240 },
  { token: 'over', clock: 'resolution', afterMinutes: 0 },
  { token: 'far', clock: 'resolution', afterMinutes: 900 },
];
/** A history from lines such as `03-06 11:00 accept`. */
const history = (...lines: (string | [string, PastEvent['payload']])[]): PastEvent[] =>
  lines.map((line) => {
    const [text, payload] = typeof line === 'string' ? [line, {}] : line;
    return { at: at(text.slice(0, 11)), name: text.slice(12), payload };
  });
const spoke = (when: string, level: string, round = 0): [string, PastEvent['payload']] => [
  `${when} escalate`,
  { level, round },
];
const derive = (events: PastEvent[], now?: string, rules = week) =>
  deriveClocks(events, rules, targets, levels, now === undefined ? undefined : at(now));
const begun = ['03-06 11:00 submitted', '03-06 11:00 assign'] as const;

describe('the clocks of an issue', () => {
  it('begin with the report, in working time', () => {
    const clocks = derive(history(...begun), '03-06 11:00');
    expect(clocks).toMatchObject({
      responseDueAt: at('03-06 17:00'),
      resolutionDueAt: at('03-11 11:00'),
      respondedAt: null,
      pausedSince: null,
      next: { at: at('03-06 17:00'), kind: 'response' },
    });
  });

  it('take the target of the category in which it now stands', () => {
    const moved = history(...begun, ['03-06 11:05 recategorise', { category: 'food' }]);
    expect(derive(moved)).toMatchObject({
      responseDueAt: at('03-06 12:00'),
      resolutionDueAt: at('03-09 11:00'),
    });
  });

  it.each(['accept', 'decline', 'merge'])('count %s as the first answer, and only the first', (action) => {
    const clocks = derive(history(...begun, `03-06 15:00 ${action}`, '03-06 16:00 answer'));
    expect(clocks.respondedAt).toEqual(at('03-06 15:00'));
    expect(clocks.responseDueAt).toEqual(at('03-06 17:00'));
  });

  it('stand still while the family is asked, and run on from there', () => {
    const asked = [...begun, '03-06 12:00 accept', '03-06 15:00 ask'] as const;
    expect(derive(history(...asked), '03-20 09:00')).toMatchObject({
      pausedSince: at('03-06 15:00'),
      resolutionDueAt: null,
      next: null,
      usedMinutes: 120,
    });
    const replied = derive(history(...asked, '03-20 09:00 reply'), '03-20 09:00');
    expect(replied).toMatchObject({ pausedSince: null, resolutionDueAt: at('03-24 16:30') });
    expect(replied.next).toEqual({ at: at('03-24 10:30'), kind: 'level:warn' });
  });

  it('are not set back when it is not done, nor by an appeal', () => {
    const rejected = [...begun, '03-06 12:00 accept', '03-06 16:00 resolve', '03-16 08:00 reject'] as const;
    const clocks = derive(history(...rejected), '03-16 08:00');
    // Three hours are used up: one before the nap, two after it.
    expect(clocks).toMatchObject({
      usedMinutes: 180,
      resolutionDueAt: at('03-18 14:30'),
      respondedAt: at('03-06 12:00'),
      resolvedAt: null,
      reopens: 1,
      round: 1,
    });
    const appealed = derive(
      history(...begun, '03-06 16:00 decline', '03-16 08:00 appeal', '03-16 09:00 accept'),
      '03-16 09:00',
    );
    expect(appealed).toMatchObject({
      usedMinutes: 240,
      resolutionDueAt: at('03-18 14:30'),
      reopens: 0,
      round: 1,
    });
  });

  it('keep the moment of the end that stands', () => {
    const resolved = history(...begun, '03-06 12:00 accept', '03-06 16:00 resolve');
    expect(derive(resolved)).toMatchObject({ resolvedAt: at('03-06 16:00'), pausedSince: at('03-06 16:00') });
    const confirmed = derive([...resolved, ...history('03-07 16:00 confirm')]);
    expect(confirmed).toMatchObject({ resolvedAt: at('03-06 16:00'), pausedSince: null, next: null });
  });

  it('are the primary’s while merged: none stands still, none runs out, and on its own again it has waited all along', () => {
    const merged = [...begun, '03-06 12:00 accept', '03-06 15:00 merge'] as const;
    const none = { pausedSince: null, resolutionDueAt: null, next: null, dueLevels: [] };
    expect(derive(history(...merged))).toMatchObject(none);
    expect(derive(history(...merged), '03-30 12:00')).toMatchObject(none);
    const apart = derive(history(...merged, '03-16 08:00 separate'), '03-16 08:00');
    const alone = derive(history(...begun, '03-06 12:00 accept'), '03-16 08:00');
    expect(apart).toMatchObject({ pausedSince: null, resolutionDueAt: alone.resolutionDueAt, round: 0 });
    expect(apart.usedMinutes).toBe(alone.usedMinutes);
  });

  it('run on where a question to the family is merged: the school is at work again', () => {
    const asked = [...begun, '03-06 12:00 accept', '03-06 15:00 ask'] as const;
    expect(derive(history(...asked)).pausedSince).toEqual(at('03-06 15:00'));
    expect(derive(history(...asked, '03-06 16:00 merge')).pausedSince).toBeNull();
    const along = derive(history(...asked, '03-06 16:00 merge', '03-09 09:00 resolve_along'));
    expect(along.pausedSince).toEqual(at('03-09 09:00'));
  });

  it('end with a diversion without leaving a trace of due instants', () => {
    expect(derive(history(...begun, '03-06 12:00 divert'), '03-06 12:00')).toMatchObject({
      responseDueAt: null,
      resolutionDueAt: null,
      resolvedAt: null,
      pausedSince: null,
      next: null,
    });
  });

  it('say the instant in the past at which they ran out', () => {
    const late = history(...begun, '03-06 12:00 accept');
    expect(derive(late, '04-20 12:00').resolutionDueAt).toEqual(at('03-11 11:00'));
    // It ran out before the family was asked; after the answer it is still that instant.
    const asked = history(...begun, '03-06 12:00 accept', '03-12 10:00 ask', '03-20 10:00 reply');
    expect(derive(asked, '03-20 10:00').resolutionDueAt).toEqual(at('03-11 11:00'));
  });

  it('have no due instant in a calendar without working time', () => {
    const closed = { ...week, week: Array.from({ length: 7 }, () => []) };
    expect(derive(history(...begun), '03-06 11:00', closed)).toMatchObject({
      responseDueAt: null,
      resolutionDueAt: null,
      next: null,
    });
  });

  it('take times that run backwards as no time', () => {
    const clocks = derive(history(...begun, '03-06 10:00 accept', '03-06 09:00 ask', '03-06 16:00 reply'));
    expect(clocks.usedMinutes).toBe(0);
    expect(clocks.respondedAt).toEqual(at('03-06 11:00'));
  });
});

describe('the levels of an issue', () => {
  const accepted = [...begun, '03-06 12:00 accept'] as const;

  it('come in their order, each once', () => {
    expect(derive(history(...begun), '03-06 17:00').next).toEqual({
      at: at('03-06 17:00'),
      kind: 'level:late',
    });
    const first = history(...begun, spoke('03-06 17:00', 'late'));
    // The head is told two working hours later; the answer ends the wait.
    expect(derive(first, '03-06 17:00').next).toEqual({ at: at('03-09 09:30'), kind: 'level:head' });
    expect(derive([...first, ...history('03-09 09:00 accept')], '03-09 09:00').next?.kind).toBe('level:warn');
  });

  it('are all due after an outage, the earliest first', () => {
    expect(derive(history(...accepted), '03-30 10:00').next).toEqual({
      at: at('03-10 16:30'),
      kind: 'level:warn',
    });
    const two = history(...accepted, spoke('03-30 10:00', 'warn'), spoke('03-30 10:00', 'over'));
    expect(derive(two, '03-30 10:00').next).toEqual({ at: at('03-13 11:00'), kind: 'level:far' });
  });

  it('do not speak while the ball is with the family, and at once when it is back too late', () => {
    const asked = history(...accepted, spoke('03-10 16:30', 'warn'), '03-11 12:00 ask');
    expect(derive(asked, '03-12 12:00').next).toBeNull();
    expect(derive([...asked, ...history('03-20 09:00 reply')], '03-20 09:00').next).toEqual({
      at: at('03-11 11:00'),
      kind: 'level:over',
    });
  });

  it('come again for what was sent back, but not at once and not as a warning', () => {
    const round = history(
      ...accepted,
      spoke('03-10 16:30', 'warn'),
      spoke('03-11 11:00', 'over'),
      spoke('03-13 11:00', 'far'),
      '03-16 08:00 resolve',
      '03-20 08:00 reject',
    );
    const clocks = derive(round, '03-20 08:00');
    expect(clocks.resolutionDueAt).toEqual(at('03-11 11:00'));
    expect(clocks.next).toEqual({ at: at('03-23 17:30'), kind: 'level:far' });
    expect(derive([...round, ...history(spoke('03-23 17:30', 'far', 1))], '03-23 17:30').next).toBeNull();
  });

  it('that have not spoken yet speak in the next round as in the first', () => {
    const round = history(...accepted, '03-06 16:00 resolve', '03-16 08:00 reject');
    expect(derive(round, '03-16 08:00').next).toEqual({ at: at('03-18 08:30'), kind: 'level:warn' });
  });
});
