import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Account, Person, Session } from '../../server/src/platform/auth/identity.entity.js';
import { twoColours } from '../media/pictures.js';
import { allRows, newRows } from '../http/support/tables.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';

describe('a sealed report', () => {
  let house: House;
  let village: Village;
  let granny: TestPerson;
  let token: string;
  let rows: Map<string, string[]>;
  const seen: { by: string; raw: string }[] = [];

  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    await useUnmistakableIds();
    granny = await house.make.guardian(village.school, village.child);
    await house.make.credits(granny, 'progress', 20);
    const before = await allRows(house);
    token = await leadThroughItsLife();
    await house.deliver();
    rows = newRows(before, await allRows(house));
  });
  afterAll(() => house.close());

  /** From here on the numbers of persons, accounts and sessions are found by looking for their digits. */
  async function useUnmistakableIds(): Promise<void> {
    const now = house.clock.now();
    await house.database.write(async (tx) => {
      await tx.global(Person).insert({ id: 710_000_000, token: randomUUID(), name: 'x', createdAt: now });
      await tx.global(Account).insert({ id: 720_000_000, appId: 'x', openid: 'x', createdAt: now });
      await tx.global(Session).insert({
        id: 730_000_000,
        tokenHash: 'x',
        kind: 'wechat',
        createdAt: now,
        expiresAt: now,
        needsTotp: false,
      });
    });
  }

  async function leadThroughItsLife(): Promise<string> {
    const { worker, principal } = village.people;
    const photo = await granny.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
      clientId: randomUUID(),
      school: village.school.token,
      sealed: 'true',
    });
    const report = house.make.report('老师上课一直看手机', {
      sealed: true,
      child: village.child.token,
      photos: [photo.body.token],
    });
    const made = await granny.api.post<IssueDetail>('/issues', report, { key: randomUUID() });
    expect([made.status, made.body.sealed, made.body.mine]).toEqual([201, true, true]);
    expect((await granny.api.post<IssueDetail>('/issues', report)).body.token).toBe(made.body.token);
    const issue = made.body.token;
    const step = async (api: ApiClient, action: string, body: object = {}) => {
      const answer = await api.post<IssueDetail>(`/issues/${issue}/${action}`, body, { key: randomUUID() });
      expect({ action, status: answer.status }).toEqual({ action, status: 200 });
      if (api !== granny.api) seen.push({ by: action, raw: answer.raw });
    };
    await step(worker.api, 'accept');
    await step(worker.api, 'ask', { text: '是哪个班？' });
    await step(granny.api, 'reply', { text: '小班' });
    await step(worker.api, 'resolve', { text: '说过了' });
    await step(granny.api, 'reject', { text: '还在看' });
    await step(worker.api, 'resolve', { text: '又说过了' });
    await step(granny.api, 'confirm');
    for (const person of [worker, principal]) {
      seen.push({ by: 'detail', raw: (await person.api.get(`/issues/${issue}`)).raw });
      seen.push({ by: 'board', raw: (await person.api.get('/issues?scope=board')).raw });
    }
    seen.push({ by: 'deliveries', raw: (await principal.api.get('/deliveries')).raw });
    return issue;
  }

  it('leads to its reporter from no table but the sealed one, which tells nothing without the key', () => {
    const traces = [String(granny.id), granny.token, granny.openid, granny.name, String(granny.accountId)];
    expect(granny.id).toBeGreaterThan(710_000_000);
    expect(granny.accountId).toBeGreaterThan(720_000_000);
    const written = [...rows].filter(([, fresh]) => fresh.length > 0).map(([name]) => name);
    expect(written).toEqual(
      expect.arrayContaining([
        'issue',
        'timeline_event',
        'audit',
        'outbox',
        'idempotency',
        'media',
        'content',
        'sealed_reporter',
      ]),
    );
    for (const [name, fresh] of rows) {
      // The ledger of what her phone allows belongs to the phone; it names no issue.
      if (name === 'subscription_credit') continue;
      for (const row of fresh) {
        for (const trace of traces)
          expect({ name, trace, row: row.includes(trace) ? row : '' }).toEqual({ name, trace, row: '' });
        expect(row).not.toMatch(/73\d{7}/);
      }
    }
  });

  it('keeps neither her child nor her classroom, which would lead to her', () => {
    const [row = ''] = rows.get('issue') ?? [];
    expect(JSON.parse(row)).toMatchObject({ childId: null, classroomId: null, reporterId: null });
  });

  it('is followed by its reporter, who is told each step and gives the verdict', async () => {
    const mine = await granny.api.get<{ items: { token: string }[] }>('/issues');
    expect(mine.body.items.map((issue) => issue.token)).toEqual([token]);
    const detail = await granny.api.get<IssueDetail>(`/issues/${token}`);
    expect(detail.body).toMatchObject({ state: 'confirmed', mine: true, reporter: null });
    expect(detail.body.photos).toHaveLength(1);
    // Accepted, asked, resolved, resolved again.
    expect(house.emulator.emulator.phones.list(granny.openid)).toHaveLength(4);
    for (const message of house.emulator.emulator.phones.list(granny.openid))
      expect(message.page).toContain(token);
  });

  it('shows staff no reporter', () => {
    expect(seen.length).toBeGreaterThan(6);
    for (const { by, raw } of seen) {
      for (const trace of [granny.name, granny.token, granny.openid])
        expect({ by, found: raw.includes(trace) }).toEqual({ by, found: false });
      expect(raw).not.toMatch(/"reporter":\{/);
    }
  });

  it('belongs to nobody else, not to who shares the child and not to who guesses its client id', async () => {
    const { reporter } = village.people;
    expect((await reporter.api.get(`/issues/${token}`)).status).toBe(404);
    expect((await reporter.api.post(`/issues/${token}/confirm`)).status).toBe(404);
    const [row = ''] = rows.get('issue') ?? [];
    const { clientId } = JSON.parse(row) as { clientId: string };
    const taken = await reporter.api.post('/issues', { ...house.make.report('x'), clientId });
    expect([taken.status, taken.body['code']]).toEqual([409, 'idempotency_mismatch']);
  });
});
