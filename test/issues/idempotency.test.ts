import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { Village } from '../http/support/village.js';
import { rowCounts } from '../http/support/tables.js';
import { House } from '../support/house.js';

describe('what is sent twice is done once', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  /** Names of all events of an issue. */
  async function events(token: string): Promise<string[]> {
    const { id, schoolId } = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token });
    const rows = await house.database.read
      .of(TimelineEvent, schoolId)
      .find({ where: { subjectType: 'issue', subjectId: id }, order: { seq: 'ASC' } });
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, at) => at + 1));
    return rows.map((row) => row.name).slice(3);
  }

  it('carries out a command once for one key, and refuses the key with another body', async () => {
    const { worker } = village.people;
    const token = await village.issueIn('accepted');
    const answer = (text: string, key: string) =>
      worker.api.post<IssueDetail>(`/issues/${token}/answer`, { text }, { key });
    const first = await answer('明天修', 'answer-key-1');
    const again = await answer('明天修', 'answer-key-1');
    expect([first.status, again.status, again.raw]).toEqual([200, 200, first.raw]);
    const other = await answer('后天修', 'answer-key-1');
    expect([other.status, other.body]).toMatchObject([409, { code: 'idempotency_mismatch' }]);
    expect((await answer('后天修', 'answer-key-2')).status).toBe(200);
    // The same key for another address or from another person is another request.
    expect(
      (await worker.api.post(`/issues/${token}/ask`, { text: '明天修' }, { key: 'answer-key-1' })).status,
    ).toBe(200);
    expect(
      (
        await village.people.reporter.api.post(
          `/issues/${token}/reply`,
          { text: '好' },
          { key: 'answer-key-1' },
        )
      ).status,
    ).toBe(200);
    expect(await events(token)).toEqual(['accept', 'answer', 'answer', 'ask', 'reply']);
  });

  it('answers who handed an issue on and asks again as before, though she no longer sees it', async () => {
    const { worker, otherWorker, principal } = village.people;
    const token = await village.issueIn('assigned');
    const hand = (key: string, assignee = otherWorker.token) =>
      worker.api.post<IssueDetail>(`/issues/${token}/assign`, { assignee }, { key });
    const overlapping = await Promise.all([1, 2, 3].map(() => hand('hand-on-key-1')));
    expect(overlapping.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(404);
    const again = await hand('hand-on-key-1');
    expect([again.status, again.raw]).toEqual([200, overlapping[0]?.raw]);
    expect(Object.values(again.body.abilities)).not.toContain(true);
    expect(await events(token)).toEqual(['reassign']);

    // A last look ends where her own part ended.
    expect((await otherWorker.api.post(`/issues/${token}/accept`)).status).toBe(200);
    await otherWorker.api.post(`/issues/${token}/answer`, { text: '不给她看的话' });
    const later = await hand('hand-on-key-1');
    expect([later.status, later.raw.includes('不给她看的话')]).toEqual([200, false]);
    expect((await hand('hand-on-key-2')).status).toBe(404);
    expect((await hand('hand-on-key-1', worker.token)).status).toBe(404);
    expect((await principal.api.post(`/issues/${token}/divert`, { reason: 'harm' })).status).toBe(200);
    expect((await hand('hand-on-key-1')).status).toBe(404);
  });

  it('keeps no key of what was refused', async () => {
    const { worker } = village.people;
    const token = await village.issueIn('assigned');
    const key = 'refused-key-1';
    expect((await worker.api.post(`/issues/${token}/resolve`, { text: '好了' }, { key })).status).toBe(409);
    await village.bring(token, 'accepted');
    expect((await worker.api.post(`/issues/${token}/resolve`, { text: '好了' }, { key })).status).toBe(200);
  });

  it('does overlapping requests with one key once', async () => {
    const { worker } = village.people;
    const token = await village.issueIn('accepted');
    const before = await rowCounts(house);
    const all = await Promise.all(
      Array.from({ length: 6 }, () =>
        worker.api.post(`/issues/${token}/answer`, { text: '在修' }, { key: 'overlap-key-1' }),
      ),
    );
    expect(all.map((answer) => answer.status)).toEqual(Array(6).fill(200));
    expect(await events(token)).toEqual(['accept', 'answer']);
    const after = await rowCounts(house);
    expect({
      outbox: (after['outbox'] ?? 0) - (before['outbox'] ?? 0),
      content: (after['content'] ?? 0) - (before['content'] ?? 0),
    }).toEqual({ outbox: 1, content: 1 });
  });

  it('lets one of two overlapping steps through', async () => {
    const { worker, reporter } = village.people;
    for (let round = 0; round < 3; round++) {
      const token = await village.issueIn('assigned');
      const accepts = await Promise.all([1, 2, 3].map(() => worker.api.post(`/issues/${token}/accept`)));
      expect(accepts.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
      await worker.api.post(`/issues/${token}/resolve`, { text: '好了' });
      const verdicts = await Promise.all([
        reporter.api.post(`/issues/${token}/reject`, {}, { key: randomUUID() }),
        reporter.api.post(`/issues/${token}/reject`, {}, { key: randomUUID() }),
      ]);
      expect(verdicts.map((answer) => answer.status).sort()).toEqual([200, 409]);
      expect(await events(token)).toEqual(['accept', 'resolve', 'reject']);
    }
  });

  it.each([false, true])('makes one issue of one client id (sealed: %s)', async (sealed) => {
    const { reporter, guardian } = village.people;
    const report = house.make.report('食堂的碗缺口', { sealed });
    const before = await rowCounts(house);
    const overlapping = await Promise.all(
      Array.from({ length: 4 }, () => reporter.api.post<IssueDetail>('/issues', report)),
    );
    const later = await reporter.api.post<IssueDetail>('/issues', {
      ...report,
      clientId: report.clientId.toUpperCase(),
    });
    const answers = [...overlapping, later];
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(201));
    expect(new Set(answers.map((answer) => answer.body.token)).size).toBe(1);
    const after = await rowCounts(house);
    const grew = (table: string) => (after[table] ?? 0) - (before[table] ?? 0);
    expect({ issue: grew('issue'), outbox: grew('outbox'), sealed: grew('sealed_reporter') }).toEqual({
      issue: 1,
      outbox: 1,
      sealed: sealed ? 1 : 0,
    });
    const stolen = await guardian.api.post('/issues', report);
    expect([stolen.status, stolen.body]).toMatchObject([409, { code: 'idempotency_mismatch' }]);
    const unknown = await guardian.api.post('/issues', { ...report, text: '别的' });
    expect(unknown.raw).toBe(stolen.raw);
    const other = await reporter.api.post('/issues', { ...report, text: '另一件事' });
    expect([other.status, other.body]).toMatchObject([409, { code: 'idempotency_mismatch' }]);
  });

  it('loses nothing and mixes nothing when one of two overlapping requests is undone', async () => {
    const { reporter, worker } = village.people;
    const tokens = [
      await village.issueIn('assigned'),
      await village.issueIn('accepted'),
      await village.issueIn('assigned'),
    ];
    const broken = { text: '好了', photos: ['A'.repeat(22)] };
    const answers = await Promise.all([
      worker.api.post(`/issues/${tokens[0]}/accept`),
      worker.api.post(`/issues/${tokens[1]}/resolve`, broken),
      reporter.api.post('/issues', house.make.report('门坏了')),
      worker.api.post(`/issues/${tokens[2]}/accept`),
      worker.api.post(`/issues/${tokens[1]}/answer`, broken),
      reporter.api.post('/issues', { ...house.make.report('窗坏了'), photos: ['B'.repeat(22)] }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 404, 201, 200, 404, 404]);
    expect(await events(tokens[0] ?? '')).toEqual(['accept']);
    expect(await events(tokens[1] ?? '')).toEqual(['accept']);
    expect(await events(tokens[2] ?? '')).toEqual(['accept']);
  });
});
