import { describe, expect, it } from '@jest/globals';
import { DemoCalendar } from '../../server/src/demo/demo-calendar.js';
import { history } from '../../server/src/demo/history/history.js';
import type { HistoryReport } from '../../server/src/demo/history/history.types.js';
import { timetable } from '../../server/src/demo/history/timetable.js';
import type { Happening } from '../../server/src/demo/history/timetable.js';
import { days, later } from '../../server/src/platform/clock/clock.js';

/** Any day of the week and of the year, at any hour: the demo may be started whenever somebody likes. */
const starts = Array.from({ length: 40 }, (_, i) =>
  later(new Date('2026-01-01T00:13:00.000Z'), days(i * 9.37)),
);

describe('the timetable of the demo’s history', () => {
  it.each(starts)('is in order and in the past when it is loaded at %s', (now) => {
    const happenings = timetable(history, new DemoCalendar(now));
    const lives = new Map<HistoryReport, Happening[]>();
    for (const happening of happenings) {
      expect(happening.at.getTime()).toBeLessThan(now.getTime());
      lives.set(happening.report, [...(lives.get(happening.report) ?? []), happening]);
    }
    expect(lives.size).toBe(history.length);
    for (const [report, life] of lives) {
      expect(life[0]?.kind).toBe('report');
      const steps = life.flatMap((one) => (one.kind === 'step' ? [one.step] : []));
      // The steps keep the order in which they are written; only silence is left out.
      expect(steps).toEqual(report.course.filter((step) => steps.includes(step)));
      expect(life.at(0)?.at.getTime()).toBeGreaterThan(later(now, -days(96)).getTime());
    }
  });

  it('is the same each time', () => {
    const now = new Date('2026-11-18T02:00:00.000Z');
    expect(timetable(history, new DemoCalendar(now))).toEqual(timetable(history, new DemoCalendar(now)));
  });
});
