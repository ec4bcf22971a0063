import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDayView, CalendarView, TermView } from '#shared/calendar/contract.js';
import { defaultWeek } from '#shared/calendar/vocabulary.js';
import { SchoolCalendar } from '../../server/src/features/calendar/calendar.port.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import type { TestPerson, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

describe('the calendar of a school', () => {
  let house: House;
  let school: TestSchool;
  let principal: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    school = await house.make.school();
    principal = await house.make.staff(school, 'principal');
  });
  afterAll(() => house.close());

  const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
  const rules = () => house.app.get(SchoolCalendar, { strict: false }).of(school.id);
  const day = (kind: string, fromDay: string, toDay: string) => ({ kind, name: '某天', fromDay, toDay });

  it('begins with working hours from Monday to Friday, a nap between them, and no terms', async () => {
    const { body } = await principal.api.get<CalendarView>('/calendar');
    expect(body).toEqual({ week: defaultWeek, terms: [], days: [] });
  });

  it('can be read by everybody of the school, a grandmother too', async () => {
    const granny = await house.make.guardian(school, await house.make.child(school));
    await principal.api.post('/calendar/days', day('farming', '2026-05-11', '2026-05-24'));
    const { status, body } = await granny.api.get<CalendarView>('/calendar');
    expect(status).toBe(200);
    expect(body.days).toMatchObject([{ kind: 'farming', fromDay: '2026-05-11', toDay: '2026-05-24' }]);
    expect((await granny.api.put('/calendar/week', { week: defaultWeek })).status).toBe(403);
  });

  it('keeps the hours of a week as they are written, a day without hours too', async () => {
    const week = [[{ from: 450, to: 690 }], [], [], [], [], [{ from: 480, to: 720 }], []];
    const { status, body } = await principal.api.put<CalendarView>('/calendar/week', { week });
    expect([status, body.week]).toEqual([200, week]);
    expect((await rules()).week).toEqual(week);
    const again = [[], ...week.slice(1)];
    expect((await principal.api.put<CalendarView>('/calendar/week', { week: again })).body.week).toEqual(
      again,
    );
  });

  it.each([
    ['six days', [[], [], [], [], [], []]],
    ['a period that ends before it begins', [[{ from: 600, to: 500 }], [], [], [], [], [], []]],
    [
      'periods that overlap',
      [
        [
          { from: 480, to: 720 },
          { from: 700, to: 900 },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    ],
    ['a minute after midnight', [[{ from: 480, to: 1441 }], [], [], [], [], [], []]],
  ])('refuses a week of %s', async (_name, week) => {
    expect((await principal.api.put('/calendar/week', { week })).status).toBe(400);
  });

  it('keeps one whole week of two that are saved for the first time at once', async () => {
    const admin = await house.make.staff(school, 'school_admin');
    const week = (to: number) => Array.from({ length: 7 }, () => [{ from: 480, to }]);
    const answers = await Promise.all(
      [600, 660, 720, 780].map((to, index) =>
        (index % 2 === 0 ? principal : admin).api.put('/calendar/week', { week: week(to) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const kept = (await principal.api.get<CalendarView>('/calendar')).body.week;
    expect(kept).toEqual(week(kept[0]?.[0]?.to ?? 0));
    expect([600, 660, 720, 780]).toContain(kept[0]?.[0]?.to);
  });

  it('keeps terms, refuses one that overlaps another or runs backwards, and changes and removes them', async () => {
    const autumn = { name: '秋季学期', fromDay: '2026-09-01', toDay: '2027-01-20' };
    const made = await principal.api.post<TermView>('/calendar/terms', autumn);
    expect(made).toMatchObject({ status: 201, body: autumn });
    const spring = { name: '春季学期', fromDay: '2027-01-20', toDay: '2027-07-01' };
    expect((await principal.api.post('/calendar/terms', spring)).status).toBe(400);
    expect((await principal.api.post('/calendar/terms', { ...spring, fromDay: '2028-02-20' })).status).toBe(
      400,
    );
    const second = { ...spring, fromDay: '2027-02-20' };
    expect((await principal.api.post('/calendar/terms', second)).status).toBe(201);
    const path = `/calendar/terms/${made.body.token}`;
    expect((await principal.api.patch(path, { toDay: '2027-02-25' })).status).toBe(400);
    expect((await principal.api.patch<TermView>(path, { toDay: '2027-01-15' })).body.toDay).toBe(
      '2027-01-15',
    );
    expect((await rules()).terms).toHaveLength(2);
    expect((await principal.api.delete(path)).status).toBe(204);
    expect((await principal.api.get<CalendarView>('/calendar')).body.terms).toMatchObject([second]);
    expect((await principal.api.delete(path)).status).toBe(404);
  });

  it('keeps special days in the order in which they were written', async () => {
    const first = day('holiday', '2026-10-01', '2026-10-07');
    const second = day('make_up', '2026-10-10', '2026-10-10');
    const { body } = await principal.api.post<CalendarDayView>('/calendar/days', first);
    await principal.api.post('/calendar/days', second);
    const changed = await principal.api.patch<CalendarDayView>(`/calendar/days/${body.token}`, {
      name: '国庆',
      toDay: '2026-10-08',
    });
    expect(changed.body).toEqual({ ...first, name: '国庆', toDay: '2026-10-08', token: body.token });
    const { days } = (await principal.api.get<CalendarView>('/calendar')).body;
    expect(days.map((one) => one.kind)).toEqual(['holiday', 'make_up']);
    const calendar = house.app.get(SchoolCalendar, { strict: false });
    // From Wednesday noon: the holiday does not count, the make-up day does.
    expect(await calendar.familyDaysLater(school.id, at('2026-09-30 12:00'), 2)).toEqual(
      at('2026-10-10 12:00'),
    );
  });

  it('makes one term of a request that comes twice', async () => {
    const term = { name: '秋季学期', fromDay: '2026-09-01', toDay: '2027-01-20' };
    const key = randomUUID();
    const [first, second] = [
      await principal.api.post<TermView>('/calendar/terms', term, { key }),
      await principal.api.post<TermView>('/calendar/terms', term, { key }),
    ];
    expect(second.body.token).toBe(first.body.token);
    expect((await rules()).terms).toHaveLength(1);
  });

  it('is another school’s to nobody, and every change is in the audit', async () => {
    const elsewhere = await house.make.school();
    const foreign = await house.make.staff(elsewhere, 'principal');
    const { body } = await principal.api.post<CalendarDayView>(
      '/calendar/days',
      day('half_day', '2026-09-30', '2026-09-30'),
    );
    expect((await foreign.api.get(`/calendar?school=${school.token}`)).status).toBe(404);
    expect((await foreign.api.patch(`/calendar/days/${body.token}`, { name: '改' })).status).toBe(404);
    expect((await foreign.api.delete(`/calendar/days/${body.token}`)).status).toBe(404);
    await principal.api.delete(`/calendar/days/${body.token}`);
    const rows = await house.database.read.global(AuditRow).find({ where: { inSchool: school.id } });
    expect(rows.map((row) => row.action).filter((action) => action.startsWith('calendar.'))).toEqual([
      'calendar.day_created',
      'calendar.day_removed',
    ]);
  });
});
