import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { Dashboard, Overview } from '#shared/issues/insight.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { OutboxRow, TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import { undelivered } from '../http/routes/people-routes.js';
import { statements } from '../http/support/tables.js';
import { refusal, Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

/** `03-04 10:00` of the year 2026 in Shanghai; the fourth of March is a Wednesday. */
const instant = (text: string) => `2026-${text.replace(' ', 'T')}:00.000+08:00`;

describe('how a school sees its issues as a whole', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    house.clock.set(instant('03-04 10:00'));
    // What earlier tests left must not ring into this one.
    await house.database.write((tx) => tx.global(TimerRow).clear());
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const overview = async (by: Member = 'principal') =>
    (await village.as(by).get<Overview>('/overview')).body.attention;
  const counts = async (by: Member = 'principal') =>
    Object.fromEntries((await overview(by)).map(({ kind, count }) => [kind, count]));
  const dashboard = async (query = '', by: Member = 'principal') =>
    (await village.as(by).get<Dashboard>(`/dashboard${query}`)).body;
  const board = async (query: string, by: Member = 'principal') =>
    (await village.as(by).get<{ items: IssueSummary[] }>(`/issues?scope=board&limit=50&${query}`)).body.items;
  const change = (token: string, columns: Partial<Issue>) =>
    house.database.write((tx) => tx.of(Issue, village.school.id).update({ token }, columns));
  const exclude = async (token: string, personId: number) => {
    const row = await house.database.read.of(Issue, village.school.id).findOne({ token });
    const subject = { subjectType: 'issue', subjectId: row?.id ?? 0 };
    await house.database.write((tx) =>
      tx
        .of(Exclusion, village.school.id)
        .insert({ ...subject, personId, reason: 'named', createdAt: house.clock.now() }),
    );
    return subject;
  };
  const act = async (by: Member, token: string, action: string, body: object = {}) => {
    const answer = await village.as(by).post(`/issues/${token}/${action}`, body);
    expect([action, answer.status]).toEqual([action, 200]);
  };
  const reads = (action: string) => house.database.read.global(AuditRow).countBy({ kind: 'read', action });

  it('is calm where nothing waits', async () => {
    await village.issueIn('confirmed');
    const before = await reads('issue.overview');
    expect(await overview()).toEqual(
      ['unowned', 'overdue', 'appealed', 'conflict', 'unheard', 'unsorted', 'undelivered'].map((kind) => ({
        kind,
        count: 0,
        more: false,
        issues: [],
      })),
    );
    expect(await reads('issue.overview')).toBe(before);
  });

  it('counts what waits as the board would show it, with those that wait longest', async () => {
    const food = village.school.categories['food'];
    const tokens: string[] = [];
    for (let i = 0; i < 5; i++) tokens.push(await village.report(`第${i}件`, { category: food }));
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = tokens;
    for (const token of tokens.slice(0, 4)) await change(token, { assigneeId: null, assigneeRole: null });
    await change(second, { conflictOpen: true });
    await change(third, { unheard: true, categoryId: null });
    await act('worker', fifth, 'accept');
    await act('worker', fifth, 'decline', refusal);
    await act('reporter', fifth, 'appeal');
    const ended = await village.issueIn('confirmed');
    await change(ended, { assigneeId: null, categoryId: null, unheard: true, conflictOpen: true });
    await undelivered(house, village.school, village.people.worker);

    const before = await reads('issue.overview');
    const lines = await overview();
    expect(await reads('issue.overview')).toBe(before + 1);
    const shown = Object.fromEntries(
      lines.map(({ kind, count, issues }) => [kind, [count, issues.map(({ token }) => token)]]),
    );
    expect(shown).toEqual({
      unowned: [4, [first, second, third]],
      overdue: [0, []],
      appealed: [1, [fifth]],
      // Also after the end: the last words of a family may name somebody.
      conflict: [2, [second, ended]],
      unheard: [1, [third]],
      unsorted: [1, [third]],
      undelivered: [1, []],
    });
    for (const { kind, count } of lines.filter(({ kind: one }) => one !== 'undelivered'))
      expect([kind, (await board(`attention=${kind}`)).length]).toEqual([kind, count]);
    expect((await board('attention=unowned')).map(({ token }) => token)).toEqual([
      fourth,
      third,
      second,
      first,
    ]);
  });

  it('counts no further than anybody reads', async () => {
    const { reporter } = village.people;
    const template = await house.database.read
      .of(Issue, village.school.id)
      .findOne({ token: await village.report() });
    const many = Array.from({ length: 100 }, () => {
      const own = { token: newToken(), clientId: newToken(), reporterId: reporter.id, assigneeId: null };
      const { id: _id, ...columns } = { ...template, ...own };
      return columns;
    });
    await house.database.write((tx) => tx.of(Issue, village.school.id).insertMany(many));
    const [unowned] = await overview();
    expect(unowned).toMatchObject({ kind: 'unowned', count: 99, more: true });
    expect(unowned?.issues).toHaveLength(3);
  });

  it('counts nothing from which its reader is kept away, nor what was diverted', async () => {
    const { principal, worker } = village.people;
    const about = await village.report('楼道的灯不亮');
    const harm = await village.report('有人打孩子');
    for (const token of [about, harm]) await change(token, { assigneeId: null, categoryId: null });
    await act('principal', harm, 'divert', { reason: 'harm' });
    const subject = await exclude(about, principal.id);
    const lost = await undelivered(house, village.school, worker);
    await house.database.write((tx) => tx.global(OutboxRow).update({ token: lost }, subject));

    expect(await counts()).toMatchObject({ unowned: 0, unsorted: 0, undelivered: 0 });
    expect(await counts('admin')).toMatchObject({ unowned: 1, unsorted: 1, undelivered: 1 });
    expect((await dashboard()).all.reported).toBe(0);
    expect((await dashboard('', 'admin')).all.reported).toBe(1);
    const listed = await principal.api.get<{ items: object[] }>('/deliveries');
    expect(listed.body.items).toEqual([]);
    const unknown = await principal.api.post(`/deliveries/${village.school.token}/retry`);
    const refused = await principal.api.post(`/deliveries/${lost}/retry`);
    expect([refused.status, refused.raw]).toEqual([404, unknown.raw]);
  });

  it('works its figures out of what happened', async () => {
    const good = await village.report('走廊的灯坏了', { category: village.school.categories['facility'] });
    const back = await village.report('午饭凉了', { category: village.school.categories['food'] });
    const refused = await village.report('能不能多放一天假', {
      category: village.school.categories['other'],
    });
    const late = await village.report('门卫室的门关不上', {
      category: village.school.categories['facility'],
    });
    const waiting = await village.report('水龙头滴水', { category: village.school.categories['facility'] });

    house.clock.set(instant('03-04 11:00'));
    for (const token of [good, refused, waiting]) await act('worker', token, 'accept');
    await act('worker', refused, 'decline', refusal);
    await act('worker', waiting, 'ask', { text: '是哪一个？' });
    house.clock.set(instant('03-04 15:00'));
    await act('worker', back, 'accept');
    await act('worker', back, 'resolve', { text: '换了保温桶' });
    await act('reporter', refused, 'agree');
    house.clock.set(instant('03-05 10:00'));
    await act('worker', good, 'resolve', { text: '换了灯管' });
    await act('reporter', good, 'confirm');
    await act('reporter', back, 'reject');
    house.clock.set(instant('03-05 17:00'));
    await act('worker', back, 'resolve', { text: '又换了一次' });
    house.clock.set(instant('03-17 10:00'));
    await house.ring();
    await house.ring();

    const { all, from, to, byCategory, byWeek } = await dashboard();
    expect([from, to]).toEqual(['2025-12-18', '2026-03-17']);
    expect(all).toEqual({
      reported: 5,
      confirmed: { part: 1, of: 3, share: 1 / 3 },
      unconfirmed: { part: 1, of: 3, share: 1 / 3 },
      reopened: { part: 1, of: 2, share: 0.5 },
      closedLoop: { part: 2, of: 3, share: 2 / 3 },
      declined: { part: 1, of: 5, share: 0.2 },
      overdue: 1,
      // 60, 60, 60 and, over the nap, 180 minutes.
      responseMinutes: 60,
      // Until 10:00 of the next school day 450 minutes, until 17:00 of it 750.
      resolutionMinutes: Math.round((450 + 750) / 2),
    });
    expect((await board('attention=overdue')).map(({ token }) => token)).toEqual([late]);
    expect((await board('')).filter(({ due }) => due?.late).map(({ token }) => token)).toEqual([late]);
    expect(byCategory.map(({ category, reported }) => [category?.code, reported])).toEqual([
      ['facility', 3],
      ['food', 1],
      ['other', 1],
    ]);
    expect(byWeek).toHaveLength(14);
    expect(byWeek[0]?.week).toBe('2025-12-15');
    expect(byWeek.filter(({ reported }) => reported > 0)).toEqual([
      { week: '2026-03-02', reported: 5, confirmed: 1, reopened: 1 },
    ]);
  });

  it('begins its weeks on Monday in Shanghai, and looks at the asked days only', async () => {
    for (const time of ['03-08 23:59', '03-09 00:01', '03-15 12:00', '03-16 00:00']) {
      house.clock.set(instant(time));
      await village.report(time);
    }
    const of = async (query: string) =>
      (await dashboard(query)).byWeek.map(({ week, reported }) => [week.slice(5), reported]);
    expect(await of('?from=2026-03-05&to=2026-03-16')).toEqual([
      ['03-02', 1],
      ['03-09', 2],
      ['03-16', 1],
    ]);
    expect(await of('?from=2026-03-09&to=2026-03-15')).toEqual([['03-09', 2]]);
    expect((await dashboard('?from=2026-03-09&to=2026-03-15')).all.reported).toBe(2);
    for (const query of [
      '?from=2026-03-09&to=2026-03-08',
      '?from=2024-03-09&to=2026-03-08',
      '?from=2026-02-30',
      '?to=0001-01-01',
      '?from=0001-01-01',
    ]) {
      const { status, body } = await village.people.principal.api.get(`/dashboard${query}`);
      expect([query, status, body['code']]).toEqual([query, 400, 'invalid_input']);
    }
  });

  it('puts classrooms with few issues together, so that none can be worked out from the rest', async () => {
    const { reporter } = village.people;
    const reportFor = async (name: string, times: number) => {
      const classroom = await house.make.classroom(village.school, name);
      const child = await house.make.child(village.school, classroom);
      await house.make.guards(village.school, child, reporter);
      for (let i = 0; i < times; i++) await village.report(`${name}${i}`, { child: child.token });
    };
    const lines = async () =>
      (await dashboard()).byClassroom.map(({ classroom, reported }) => [classroom?.name ?? '', reported]);
    await reportFor('大一班', 5);
    await reportFor('大二班', 7);
    expect(await lines()).toEqual([
      ['大一班', 5],
      ['大二班', 7],
    ]);
    await reportFor('小一班', 4);
    // Four beside two that are named would be the four of the third.
    expect(await lines()).toEqual([
      ['大二班', 7],
      ['', 9],
    ]);
    await reportFor('小二班', 1);
    expect(await lines()).toEqual([
      ['大一班', 5],
      ['大二班', 7],
      ['', 5],
    ]);
  });

  it('costs the same number of statements however much there is', async () => {
    const costs: [number, number][] = [];
    for (const rows of [4, 16]) {
      village = await Village.build(house);
      for (let i = 0; i < rows; i++) {
        const child = await house.make.child(village.school, await house.make.classroom(village.school));
        await house.make.guards(village.school, child, village.people.reporter);
        const { token: place } = await house.make.place(village.school);
        const token = await village.report(`第${i}件`, { child: child.token, place });
        await change(token, { assigneeId: null, conflictOpen: true, unheard: true, categoryId: null });
        await undelivered(house, village.school, village.people.worker);
      }
      expect(await counts()).toMatchObject({ unowned: rows, conflict: rows, undelivered: rows });
      costs.push([await statements(house, () => overview()), await statements(house, () => dashboard())]);
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[0]?.[0]).toBeLessThan(40);
    expect(costs[0]?.[1]).toBeLessThan(20);
  });
});
