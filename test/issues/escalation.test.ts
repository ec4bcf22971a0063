import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EscalationLevelView, ServiceTargetsView } from '#shared/issues/clock-contract.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { OutboxRow, TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Exclusion, TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

/** `03-04 10:00` of the year 2026 in Shanghai; the fourth of March is a Wednesday. */
const instant = (text: string) => `2026-${text.replace(' ', 'T')}:00.000+08:00`;
const iso = (text: string) => new Date(instant(text)).toISOString();

describe('the clocks of issues in a running school', () => {
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

  const backup = async () => {
    const { principal, worker, otherWorker } = village.people;
    const { body } = await principal.api.get<{ items: { token: string }[] }>('/routing-rules');
    await principal.api.put(`/routing-rules/${body.items[0]?.token}`, {
      person: worker.token,
      backupPerson: otherWorker.token,
    });
  };
  const ringAt = async (text: string) => {
    house.clock.set(instant(text));
    await house.ring();
  };
  const row = (token: string) =>
    house.database.read.of(Issue, village.school.id).findOne({ token }) as Promise<Issue>;
  const see = async (by: Member, token: string) =>
    (await village.as(by).get<IssueDetail>(`/issues/${token}`)).body;
  const escalations = async (token: string) => {
    const { id } = await row(token);
    const where = { subjectType: 'issue', subjectId: id };
    const events = await house.database.read
      .of(TimelineEvent, village.school.id)
      .find({ where, order: { seq: 'ASC' } });
    return events.flatMap(({ name, payload }) =>
      name === 'escalate'
        ? [`${String(payload['clock'])} ${String(payload['afterMinutes'])} ${String(payload['action'])}`]
        : [],
    );
  };
  /** Who was told what of an issue, besides of being handed it. */
  const heard = async (token: string): Promise<string[]> => {
    const { id } = await row(token);
    const rows = await house.database.read
      .global(OutboxRow)
      .find({ where: { subjectType: 'issue', subjectId: id }, order: { id: 'ASC' } });
    const nameOf = (personId: number | null) =>
      Object.entries(village.people).find(([, person]) => person.id === personId)?.[0] ?? '?';
    return rows
      .filter(({ kind }) => kind === 'issue.late' || kind === 'issue.warned')
      .map(({ kind, personId }) => `${nameOf(personId)} ${kind.slice(6)}`);
  };

  it('tell the assignee, then the principal, and hand it to the backup when nobody answers', async () => {
    await backup();
    const token = await village.report();
    expect((await see('worker', token)).due).toEqual({
      clock: 'response',
      at: iso('03-04 16:00'),
      late: false,
    });
    await ringAt('03-04 15:59');
    expect(await heard(token)).toEqual([]);
    await ringAt('03-04 16:00');
    expect(await heard(token)).toEqual(['worker late']);
    await ringAt('03-04 20:00');
    expect(await heard(token)).toEqual(['worker late']);
    expect((await see('worker', token)).due?.late).toBe(true);
    await ringAt('03-05 08:30');
    expect(await heard(token)).toEqual(['worker late', 'principal late']);
    expect((await row(token)).assigneeId).toBe(village.people.otherWorker.id);
    expect((await see('otherWorker', token)).abilities.accept).toBe(true);
  });

  it('warn before the resolution, and say when it is over to whom the levels name', async () => {
    const token = await village.issueIn('in_progress');
    expect((await see('worker', token)).due).toEqual({
      clock: 'resolution',
      at: iso('03-09 10:00'),
      late: false,
    });
    await ringAt('03-06 15:29');
    expect(await heard(token)).toEqual([]);
    // Four working hours before.
    await ringAt('03-06 15:30');
    expect(await heard(token)).toEqual(['worker warned']);
    await ringAt('03-09 10:00');
    await ringAt('03-11 10:00');
    expect(await heard(token)).toEqual(['worker warned', 'worker late', 'principal late', 'admin late']);
    await ringAt('03-31 10:00');
    expect(await heard(token)).toHaveLength(4);
    expect((await row(token)).nextDueAt).toBeNull();
  });

  it('speak each once and in order after a short outage, and nobody hears the same twice', async () => {
    await backup();
    const token = await village.report();
    await ringAt('03-05 10:00');
    expect(await escalations(token)).toEqual([
      'response 0 tell',
      'response 120 tell',
      'response 120 hand_over',
    ]);
    expect((await heard(token)).sort()).toEqual(['principal late', 'worker late']);
    expect((await row(token)).assigneeId).toBe(village.people.otherWorker.id);
  });

  it('raise no storm of what was due long ago: the highest speaks for all, and each person hears one word of it', async () => {
    await backup();
    const tokens: string[] = [];
    for (let made = 0; made < 6; made++) tokens.push(await village.report(`第 ${made} 盏灯坏了`));
    const [token = ''] = tokens;
    const answered = tokens[1] ?? '';
    await village.bring(answered, 'accepted');
    const { principal, admin, worker, otherWorker } = village.people;
    const words = async (person: { id: number }) =>
      (await house.database.read.global(OutboxRow).findBy({ personId: person.id, kind: 'issue.overdue' }))
        .length;
    await ringAt('03-20 10:00');
    await ringAt('03-20 10:10');
    for (const one of tokens) {
      expect(await escalations(one)).toEqual(['resolution 900 tell']);
      expect(await heard(one)).toEqual([]);
      // Nobody could answer a clock that did not ring: it stays in the hands that have it.
      expect((await row(one)).assigneeId).toBe(worker.id);
    }
    for (const person of [worker, principal, admin]) expect(await words(person)).toBe(1);
    expect(await words(otherWorker)).toBe(0);
    expect((await see('reporter', token)).timeline.at(-2)?.title).toBe('比说好的晚了，园长已经知道了');
    await ringAt('03-27 10:00');
    for (const one of tokens) expect(await escalations(one)).toHaveLength(1);
    for (const person of [worker, principal, admin]) expect(await words(person)).toBe(1);
    // Sent back, it is late anew, and the levels speak as they always do.
    await village.people.worker.api.post(`/issues/${answered}/resolve`, { text: '好了' });
    await village.people.reporter.api.post(`/issues/${answered}/reject`, { text: '没好' });
    await ringAt('03-31 16:00');
    expect(await heard(answered)).toEqual(['admin late']);
  });

  it('raise none either where shorter targets make many of them late', async () => {
    const tokens = [await village.issueIn('in_progress'), await village.issueIn('in_progress')];
    house.clock.set(instant('03-06 12:00'));
    await house.ring();
    const fallback = { responseMinutes: 15, resolutionMinutes: 30 };
    await village.people.principal.api.put('/service-targets', { fallback, categories: [] });
    await ringAt('03-06 12:01');
    await ringAt('03-06 12:11');
    for (const token of tokens) expect(await heard(token)).toEqual([]);
    expect(
      await house.database.read
        .global(OutboxRow)
        .countBy({ personId: village.people.principal.id, kind: 'issue.overdue' }),
    ).toBe(1);
  });

  it('keep what two write for the first time at once', async () => {
    const { principal, admin } = village.people;
    const level = (afterMinutes: number) => ({ clock: 'resolution', afterMinutes, action: 'tell' });
    const targets = (responseMinutes: number) => ({
      fallback: { responseMinutes, resolutionMinutes: 2000 },
      categories: [{ category: village.school.categories['food'], responseMinutes, resolutionMinutes: 1000 }],
    });
    const answers = await Promise.all([
      principal.api.post('/escalation-levels', level(60)),
      admin.api.post('/escalation-levels', level(120)),
      admin.api.post('/escalation-levels', level(60)),
      principal.api.put('/service-targets', targets(100)),
      admin.api.put('/service-targets', targets(200)),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.slice(0, 3).sort()).toEqual([201, 201, 409]);
    expect(statuses.slice(3)).toEqual([200, 200]);
    const { body } = await principal.api.get<{ items: EscalationLevelView[] }>('/escalation-levels');
    expect(body.items).toHaveLength(9);
    const kept = (await principal.api.get<ServiceTargetsView>('/service-targets')).body;
    expect(kept.categories).toHaveLength(1);
    expect(kept.categories[0]?.responseMinutes).toBe(kept.fallback.responseMinutes);
  });

  it('never speak to who must not see it; who coordinates hears it instead', async () => {
    const token = await village.issueIn('in_progress');
    const { id } = await row(token);
    const { principal, otherWorker } = village.people;
    for (const personId of [principal.id, otherWorker.id])
      await house.database.write((tx) =>
        tx.of(Exclusion, village.school.id).insert({
          subjectType: 'issue',
          subjectId: id,
          personId,
          reason: 'ticked',
          createdAt: house.clock.now(),
        }),
      );
    await ringAt('03-09 10:00');
    expect(await heard(token)).toEqual(['worker late', 'admin late', 'worker warned']);
  });

  it('do not hand it to who is excluded', async () => {
    await backup();
    const token = await village.report();
    const { id } = await row(token);
    await house.database.write((tx) =>
      tx.of(Exclusion, village.school.id).insert({
        subjectType: 'issue',
        subjectId: id,
        personId: village.people.otherWorker.id,
        reason: 'ticked',
        createdAt: house.clock.now(),
      }),
    );
    await ringAt('03-05 08:30');
    const { assigneeId } = await row(token);
    expect([village.people.worker.id, village.people.otherWorker.id]).not.toContain(assigneeId);
    expect(assigneeId).not.toBeNull();
  });

  it.each(['confirmed', 'unconfirmed', 'diverted', 'resolved', 'waiting_family'] as const)(
    'are silent for what is %s',
    async (state) => {
      const token = await village.issueIn(state);
      const before = await escalations(token);
      house.clock.pass(60 * 86_400_000);
      await village.people.principal.api.patch('/settings', { silenceDays: 60 });
      await house.ring();
      expect(await escalations(token)).toEqual(before);
      expect(before).toEqual([]);
    },
  );

  it('stand still with a reason while the family is asked, and are not set back by 没修好', async () => {
    const { worker, reporter } = village.people;
    const token = await village.issueIn('waiting_family');
    house.clock.set(instant('03-11 10:00'));
    expect(await see('reporter', token)).toMatchObject({ due: null, paused: '等您回话，时间先停着。' });
    await reporter.api.post(`/issues/${token}/reply`, { text: '三楼' });
    expect(await see('reporter', token)).toMatchObject({
      due: { clock: 'resolution', at: iso('03-16 10:00'), late: false },
      paused: null,
    });
    house.clock.set(instant('03-11 11:00'));
    await worker.api.post(`/issues/${token}/resolve`, { text: '好了' });
    expect(await see('worker', token)).toMatchObject({ due: null, paused: '等家长说一声，时间先停着。' });
    house.clock.set(instant('03-16 08:00'));
    await reporter.api.post(`/issues/${token}/reject`, { text: '没修好' });
    // One hour of three days is used up.
    expect((await see('worker', token)).due?.at).toBe(iso('03-18 16:30'));
    expect(await row(token)).toMatchObject({ reopens: 1, resolvedAt: null });
  });

  it('follow the calendar: what changes is computed again for all open issues, not in the request', async () => {
    const { principal } = village.people;
    const tokens: string[] = [];
    for (let made = 0; made < 55; made++) tokens.push(await village.report(`第 ${made} 盏灯坏了`));
    const holiday = { kind: 'holiday', name: '放假', fromDay: '2026-03-04', toDay: '2026-03-08' };
    expect((await principal.api.post('/calendar/days', holiday)).status).toBe(201);
    const dues = async () =>
      new Set(
        await Promise.all(tokens.map(async (token) => (await row(token)).responseDueAt?.toISOString())),
      );
    expect(await dues()).toEqual(new Set([iso('03-04 16:00')]));
    house.clock.pass(10_000);
    await house.ring();
    expect(await dues()).toEqual(new Set([iso('03-09 12:00')]));
    await ringAt('03-04 17:00');
    expect(await heard(tokens[0] ?? '')).toEqual([]);
  });

  it('follow the targets of a category, and keep them apart from the others', async () => {
    const { principal } = village.people;
    const { food } = village.school.categories;
    const before = await principal.api.get<ServiceTargetsView>('/service-targets');
    expect(before.body).toEqual({
      fallback: { responseMinutes: 240, resolutionMinutes: 1350 },
      categories: [],
    });
    const [soup, lamp] = [
      await village.report('汤是凉的', { category: food }),
      await village.report('灯坏了', { category: village.school.categories['facility'] }),
    ];
    const fallback = { responseMinutes: 120, resolutionMinutes: 900 };
    const changed = await principal.api.put<ServiceTargetsView>('/service-targets', {
      fallback,
      categories: [{ category: food, responseMinutes: 60, resolutionMinutes: 450 }],
    });
    expect(changed.body).toMatchObject({
      fallback,
      categories: [{ category: { code: 'food' }, responseMinutes: 60, resolutionMinutes: 450 }],
    });
    house.clock.pass(10_000);
    await house.ring();
    expect((await row(soup)).responseDueAt?.toISOString()).toBe(iso('03-04 11:00'));
    expect((await row(lamp)).responseDueAt?.toISOString()).toBe(iso('03-04 12:00'));
    const wrong = { fallback: { responseMinutes: 900, resolutionMinutes: 60 }, categories: [] };
    expect((await principal.api.put('/service-targets', wrong)).status).toBe(400);
  });

  it('begin with the levels of every school, which are the school’s own from the first change on', async () => {
    const { principal } = village.people;
    const levels = async () =>
      (await principal.api.get<{ items: EscalationLevelView[] }>('/escalation-levels')).body.items;
    const begun = await levels();
    expect(begun).toHaveLength(7);
    const [first] = begun;
    const changed = await principal.api.put<EscalationLevelView>(`/escalation-levels/${first?.token}`, {
      clock: 'response',
      afterMinutes: 30,
      action: 'tell',
      person: village.people.otherWorker.token,
    });
    expect(changed.body).toMatchObject({
      token: first?.token,
      afterMinutes: 30,
      person: { token: village.people.otherWorker.token },
    });
    expect((await levels()).map(({ token }) => token)).toEqual(begun.map(({ token }) => token));
    const double = { clock: 'resolution', afterMinutes: 900, action: 'tell', role: 'school_admin' };
    expect((await principal.api.post('/escalation-levels', double)).status).toBe(409);
    for (const { token } of begun) await principal.api.delete(`/escalation-levels/${token}`);
    expect(await levels()).toEqual([]);
    expect((await principal.api.delete(`/escalation-levels/${first?.token}`)).status).toBe(404);
    const token = await village.report();
    await ringAt('03-30 10:00');
    expect(await escalations(token)).toEqual([]);
    expect((await row(token)).nextDueAt).toBeNull();
  });

  it.each([
    ['somebody who does not work here', () => ({ person: village.people.foreign.token })],
    ['a person and a role', () => ({ person: village.people.worker.token, role: 'logistics' })],
    ['a hand-over before the time is up', () => ({ action: 'hand_over', afterMinutes: -60 })],
    ['a hand-over to somebody', () => ({ action: 'hand_over', role: 'canteen' })],
  ])('refuse a level with %s', async (_name, wrong) => {
    const level = { clock: 'response', afterMinutes: 60, action: 'tell', ...wrong() };
    expect((await village.people.principal.api.post('/escalation-levels', level)).status).toBe(400);
  });

  it('tell a person only as long as she works here', async () => {
    const { principal, otherWorker } = village.people;
    const level = { clock: 'response', afterMinutes: 60, action: 'tell', person: otherWorker.token };
    expect((await principal.api.post('/escalation-levels', level)).status).toBe(201);
    const token = await village.report();
    await house.make.hasNoRole(village.school, otherWorker);
    await ringAt('03-04 17:00');
    expect(await heard(token)).toEqual(['worker late', 'principal late', 'admin late']);
  });
});
