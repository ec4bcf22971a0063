import { describe, expect, it } from '@jest/globals';
import { defaultWeek } from '#shared/calendar/vocabulary.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import { figuresOf, isLate } from '../../server/src/features/issues/insight/figures.js';
import type { Counted } from '../../server/src/features/issues/insight/figures.js';

const rules: CalendarRules = { week: defaultWeek, terms: [], days: [] };
/** `03-04 10:00` of the year 2026 in Shanghai; the fourth of March is a Wednesday. */
const at = (text: string) => new Date(`2026-${text.replace(' ', 'T')}:00.000+08:00`);
const now = at('03-06 10:00');

let id = 0;
const issue = (state: IssueState, more: Partial<Counted> = {}): Counted => ({
  id: ++id,
  state,
  endedAs: null,
  reopens: 0,
  categoryId: null,
  classroomId: null,
  createdAt: at('03-04 10:00'),
  respondedAt: null,
  responseDueAt: null,
  resolvedAt: null,
  resolutionDueAt: null,
  pausedSince: null,
  ...more,
});
const done = { endedAs: 'resolved', resolvedAt: at('03-05 10:00') } as const;
const refused = { endedAs: 'declined', resolvedAt: at('03-04 11:00') } as const;
const figures = (...issues: Counted[]) => figuresOf(issues, rules, now);

describe('the figures of a group of issues', () => {
  it('have no share of nothing', () => {
    expect(figures()).toEqual({
      reported: 0,
      confirmed: { part: 0, of: 0, share: null },
      unconfirmed: { part: 0, of: 0, share: null },
      reopened: { part: 0, of: 0, share: null },
      closedLoop: { part: 0, of: 0, share: null },
      declined: { part: 0, of: 0, share: null },
      overdue: 0,
      responseMinutes: null,
      resolutionMinutes: null,
    });
  });

  it('count as good only what the reporter called good, of what has ended', () => {
    const { confirmed, unconfirmed, closedLoop } = figures(
      issue('confirmed', done),
      issue('confirmed', done),
      issue('unconfirmed', done),
      issue('unconfirmed', refused),
      issue('settled', refused),
      // Said to be done, and still waiting for her word.
      issue('resolved', done),
      issue('assigned'),
    );
    expect(confirmed).toEqual({ part: 2, of: 5, share: 0.4 });
    expect(unconfirmed).toEqual({ part: 2, of: 5, share: 0.4 });
    expect(closedLoop).toEqual({ part: 3, of: 5, share: 0.6 });
  });

  it('count what was sent back over all that was ever said to be done', () => {
    const { reopened } = figures(
      issue('confirmed', done),
      issue('confirmed', { ...done, reopens: 2 }),
      issue('reopened', { endedAs: 'resolved', reopens: 1 }),
      // Said to be done, sent back, and refused in the end.
      issue('declined', { ...refused, reopens: 1 }),
      issue('settled', refused),
      issue('in_progress'),
    );
    expect(reopened).toEqual({ part: 3, of: 4, share: 0.75 });
    // From before ends were told apart.
    const earlier = (['resolved', 'confirmed', 'unconfirmed', 'reopened', 'assigned'] as const).map((state) =>
      issue(state, { reopens: state === 'reopened' ? 1 : 0 }),
    );
    expect(figures(...earlier).reopened).toEqual({ part: 1, of: 4, share: 0.25 });
  });

  it('count as refused what stands refused, not what somebody else looks at again', () => {
    const { declined } = figures(
      issue('declined', refused),
      issue('unconfirmed', refused),
      issue('appealed', { endedAs: 'declined' }),
      issue('accepted', { endedAs: 'declined' }),
      issue('confirmed', done),
    );
    expect(declined).toEqual({ part: 2, of: 5, share: 0.4 });
  });

  it('measure in the working time of the school, by the middle one', () => {
    const answered = (text: string) => issue('accepted', { respondedAt: at(text) });
    const { responseMinutes } = figures(
      answered('03-04 10:30'),
      answered('03-04 15:00'),
      answered('03-20 15:00'),
      issue('assigned'),
    );
    // 10:00–12:00 and 14:00–15:00: the nap in between counts for nothing.
    expect(responseMinutes).toBe(180);
    expect(figures(answered('03-04 10:30'), answered('03-04 11:00')).responseMinutes).toBe(45);
    const friday = { createdAt: at('03-06 17:00'), endedAs: 'resolved' } as const;
    const weekend = issue('resolved', { ...friday, resolvedAt: at('03-09 08:30') });
    expect(figures(weekend, issue('settled', refused)).resolutionMinutes).toBe(60);
    const holiday = { kind: 'holiday', fromDay: '2026-03-09', toDay: '2026-03-09' } as const;
    const tuesday = { ...weekend, resolvedAt: at('03-10 08:30') };
    expect(figuresOf([tuesday], { ...rules, days: [holiday] }, now).resolutionMinutes).toBe(60);
  });

  it('call late what runs beyond its time, and nothing that stands still or has ended', () => {
    const past = at('03-06 09:59');
    const late = { respondedAt: past, resolutionDueAt: past };
    expect(isLate(issue('accepted', late), now)).toBe(true);
    expect(isLate(issue('assigned', { responseDueAt: past }), now)).toBe(true);
    expect(isLate(issue('accepted', { respondedAt: past, responseDueAt: past }), now)).toBe(false);
    expect(isLate(issue('accepted', { respondedAt: past, resolutionDueAt: now }), now)).toBe(false);
    expect(isLate(issue('waiting_family', { ...late, pausedSince: past }), now)).toBe(false);
    for (const [state, { type }] of Object.entries(issueWorkflow.states))
      expect([state, isLate(issue(state as IssueState, late), now)]).toEqual([
        state,
        type === 'open' && state !== 'merged',
      ]);
  });
});
