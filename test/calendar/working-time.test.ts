import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDayKinds, defaultWeek } from '#shared/calendar/vocabulary.js';
import type { CalendarDayKind } from '#shared/calendar/vocabulary.js';
import {
  addFamilyDays,
  addWorking,
  isWorking,
  never,
  schoolDay,
  workingMinutesBetween,
} from '#shared/calendar/working-time.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import { effortOf } from '../support/effort.js';

/** `2026-10-09 08:00` in Shanghai. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const plain: CalendarRules = { week: defaultWeek, terms: [], days: [] };
const closedWeek = Array.from({ length: 7 }, () => []);
const autumn: CalendarRules = {
  week: defaultWeek,
  terms: [{ fromDay: '2026-09-01', toDay: '2027-01-20' }],
  days: [
    { kind: 'half_day', fromDay: '2026-09-30', toDay: '2026-09-30' },
    { kind: 'holiday', fromDay: '2026-10-01', toDay: '2026-10-07' },
    { kind: 'make_up', fromDay: '2026-10-10', toDay: '2026-10-10' },
    { kind: 'farming', fromDay: '2026-10-05', toDay: '2026-10-18' },
  ],
};

describe('working time of a school', () => {
  it('counts over the nap, the night and the weekend', () => {
    // Friday, 11:00: one hour before the nap, three and a half after it, the rest on Monday.
    expect(addWorking(plain, at('2026-03-06 11:00'), 60)).toEqual(at('2026-03-06 12:00'));
    expect(addWorking(plain, at('2026-03-06 11:00'), 61)).toEqual(at('2026-03-06 14:01'));
    expect(addWorking(plain, at('2026-03-06 11:00'), 240)).toEqual(at('2026-03-06 17:00'));
    expect(addWorking(plain, at('2026-03-06 16:30'), 240)).toEqual(at('2026-03-09 11:00'));
    expect(addWorking(plain, at('2026-03-07 03:00'), 1350)).toEqual(at('2026-03-11 17:30'));
    expect(workingMinutesBetween(plain, at('2026-03-06 11:30'), at('2026-03-06 14:30'))).toBe(60);
  });

  it('counts back from an instant', () => {
    expect(addWorking(plain, at('2026-03-09 11:00'), -240)).toEqual(at('2026-03-06 16:30'));
    expect(addWorking(plain, at('2026-03-06 12:00'), -240)).toEqual(at('2026-03-06 08:00'));
    expect(workingMinutesBetween(plain, at('2026-03-06 12:00'), at('2026-03-06 08:00'))).toBe(-240);
  });

  it('leaves holidays out, halves half-days, works on make-up days with the hours of Monday', () => {
    expect(addWorking(autumn, at('2026-09-30 11:00'), 120)).toEqual(at('2026-10-08 09:00'));
    expect(isWorking(autumn, at('2026-09-30 15:00'))).toBe(false);
    expect(isWorking(autumn, at('2026-10-10 15:00'))).toBe(true);
    expect(isWorking(autumn, at('2026-10-11 15:00'))).toBe(false);
    expect(workingMinutesBetween(autumn, at('2026-10-10 00:00'), at('2026-10-11 00:00'))).toBe(450);
  });

  it('is closed outside the terms and open all year without any', () => {
    expect(isWorking(autumn, at('2026-08-31 09:00'))).toBe(false);
    expect(addWorking(autumn, at('2026-07-01 09:00'), 30)).toEqual(at('2026-09-01 08:30'));
    expect(addWorking(autumn, at('2027-01-20 17:00'), 60)).toEqual(never);
    expect(isWorking(plain, at('2026-08-31 09:00'))).toBe(true);
  });

  it('lets staff work in the farming weeks, also where they lie over a holiday, and does not count them for families', () => {
    expect(isWorking(autumn, at('2026-10-12 09:00'))).toBe(true);
    expect(isWorking(autumn, at('2026-10-06 09:00'))).toBe(false);
    // Wednesday 30 September counts as one day, then holiday and harvest until the 18th.
    expect(addFamilyDays(autumn, at('2026-09-29 10:00'), 2)).toEqual(at('2026-10-19 10:00'));
    expect(schoolDay(autumn, '2026-10-12')).toMatchObject({ farming: true, forFamilies: false, kind: null });
  });

  it('gives a family whole days of its own', () => {
    expect(addFamilyDays(plain, at('2026-03-06 10:00'), 1)).toEqual(at('2026-03-09 10:00'));
    expect(addFamilyDays(plain, at('2026-03-07 10:00'), 1)).toEqual(at('2026-03-10 00:00'));
    expect(addFamilyDays(plain, at('2026-03-07 10:00'), 0)).toEqual(at('2026-03-07 10:00'));
  });

  it('lets the special day that was written last decide', () => {
    const days = [
      { kind: 'holiday', fromDay: '2026-10-01', toDay: '2026-10-07' },
      { kind: 'half_day', fromDay: '2026-10-07', toDay: '2026-10-07' },
    ] as const;
    expect(isWorking({ ...plain, days }, at('2026-10-07 09:00'))).toBe(true);
    expect(isWorking({ ...plain, days: [...days].reverse() }, at('2026-10-07 09:00'))).toBe(false);
  });

  it.each<[string, CalendarRules]>([
    ['no hour in the week', { ...plain, week: closedWeek }],
    ['make-up days after Mondays without hours', { ...autumn, week: [[], ...closedWeek.slice(1)] }],
    [
      'a holiday that covers everything',
      { ...plain, days: [{ kind: 'holiday', fromDay: '2000-01-01', toDay: '2999-12-31' }] },
    ],
    ['terms that are over', { ...plain, terms: [{ fromDay: '2020-02-01', toDay: '2020-07-01' }] }],
  ])('ends for a calendar with %s', (_name, rules) => {
    const effort = effortOf(() => {
      expect(addWorking(rules, at('2026-03-06 10:00'), 1)).toEqual(never);
      expect(addFamilyDays(rules, at('2026-03-06 10:00'), 1)).toEqual(never);
      expect(workingMinutesBetween(rules, at('2026-03-06 10:00'), at('2027-03-06 10:00'))).toBe(0);
    });
    expect(effort).toBeLessThan(500);
  });

  it('takes a year of holidays day by day', () => {
    const days = Array.from({ length: 365 }, (_, index) => {
      const day = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
      return { kind: 'holiday' as const, fromDay: day, toDay: day };
    });
    const effort = effortOf(() => {
      for (let round = 0; round < 20; round++)
        expect(addWorking({ ...plain, days }, at('2026-01-01 08:00'), 60)).toEqual(at('2027-01-01 09:00'));
    });
    expect(effort).toBeLessThan(1000);
  });
});

const day = fc
  .integer({ min: 0, max: 500 })
  .map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));
const range = fc
  .tuple(day, day)
  .map(([a, b]) => (a < b ? { fromDay: a, toDay: b } : { fromDay: b, toDay: a }));
const shortRange = fc.tuple(day, fc.integer({ min: 0, max: 12 })).map(([fromDay, length]) => ({
  fromDay,
  toDay: new Date(Date.parse(fromDay) + length * 86_400_000).toISOString().slice(0, 10),
}));
const period = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }));
const week = fc.array(fc.array(period, { maxLength: 3 }), { minLength: 7, maxLength: 7 });
const kind = fc.constantFrom(...(Object.keys(calendarDayKinds) as CalendarDayKind[]));
const calendars: fc.Arbitrary<CalendarRules> = fc.record({
  week: fc.oneof(fc.constant(defaultWeek), week),
  terms: fc.oneof(fc.constant([]), fc.array(range, { maxLength: 3 })),
  days: fc.array(
    fc.tuple(kind, shortRange).map(([name, days]) => ({ kind: name, ...days })),
    { maxLength: 8 },
  ),
});
const instant = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 5, 1) })
  .map((ms) => new Date(ms));
const amount = fc.oneof(
  fc.integer({ min: 1, max: 6000 }),
  fc.integer({ min: 1, max: 3_600_000 }).map((ms) => ms / 60_000),
);
const isNever = (date: Date) => date.getTime() === never.getTime() || date.getTime() === 0;

describe('working time of any calendar', () => {
  it('adds up: a and then b is a and b', () => {
    fc.assert(
      fc.property(calendars, instant, amount, amount, fc.boolean(), (rules, from, a, b, back) => {
        const sign = back ? -1 : 1;
        const whole = addWorking(rules, from, sign * (a + b));
        fc.pre(!isNever(whole));
        const parts = addWorking(rules, addWorking(rules, from, sign * a), sign * b);
        expect(Math.abs(parts.getTime() - whole.getTime())).toBeLessThanOrEqual(1);
      }),
      { numRuns: 400 },
    );
  });

  it('is the inverse of counting', () => {
    fc.assert(
      fc.property(calendars, instant, amount, fc.boolean(), (rules, from, minutes, back) => {
        const moved = addWorking(rules, from, back ? -minutes : minutes);
        fc.pre(!isNever(moved));
        expect(workingMinutesBetween(rules, from, moved)).toBeCloseTo(back ? -minutes : minutes, 4);
      }),
      { numRuns: 400 },
    );
  });

  it('never runs backwards, whichever grows', () => {
    fc.assert(
      fc.property(calendars, instant, instant, amount, amount, (rules, x, y, a, b) => {
        const [first, second] = x < y ? [x, y] : [y, x];
        expect(addWorking(rules, first, a) <= addWorking(rules, second, a)).toBe(true);
        expect(addWorking(rules, first, Math.min(a, b)) <= addWorking(rules, first, Math.max(a, b))).toBe(
          true,
        );
        expect(addFamilyDays(rules, first, 3) <= addFamilyDays(rules, second, 3)).toBe(true);
        expect(addFamilyDays(rules, first, 3) <= addFamilyDays(rules, first, 4)).toBe(true);
        expect(workingMinutesBetween(rules, first, second)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  });

  it('lands in working time or on its very edge, never in closed time', () => {
    fc.assert(
      fc.property(calendars, instant, amount, (rules, from, minutes) => {
        const due = addWorking(rules, from, minutes);
        fc.pre(!isNever(due));
        expect(isWorking(rules, new Date(due.getTime() - 1))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('counts minute by minute what is working, whatever the day is called', () => {
    fc.assert(
      fc.property(calendars, instant, fc.integer({ min: 1, max: 3000 }), (rules, from, length) => {
        const start = Math.floor(from.getTime() / 60_000) * 60_000;
        let counted = 0;
        for (let minute = 0; minute < length; minute++)
          if (isWorking(rules, new Date(start + minute * 60_000))) counted += 1;
        expect(workingMinutesBetween(rules, new Date(start), new Date(start + length * 60_000))).toBe(
          counted,
        );
      }),
      { numRuns: 60 },
    );
  });
});
