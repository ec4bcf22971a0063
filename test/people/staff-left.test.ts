import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('the work of somebody who leaves', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const seen = async (token: string) =>
    (await village.people.principal.api.get<IssueDetail>(`/issues/${token}`)).body;
  const owner = async (token: string) => (await seen(token)).assignee?.token;

  it('goes on to whoever the rules then name, and she is told', async () => {
    const { principal, worker, otherWorker, reporter } = village.people;
    const fallback = { role: 'logistics', category: village.school.categories['facility'] };
    await principal.api.post('/routing-rules', fallback);
    const open = [];
    for (const state of ['assigned', 'accepted', 'waiting_family', 'reopened'] as const)
      open.push(await village.issueIn(state));
    const [resolved, confirmed] = [await village.issueIn('resolved'), await village.issueIn('confirmed')];
    const before = await house.database.read.global(OutboxRow).countBy({ personId: principal.id });
    expect((await principal.api.post(`/staff/${worker.token}/leave`)).status).toBe(200);
    const heirs = new Set<string | undefined>();
    for (const token of open) {
      const issue = await seen(token);
      expect(issue.state).toBe('assigned');
      expect(issue.timeline.findLast((step) => step.state !== 'next')?.event).toBe('reassign');
      heirs.add(issue.assignee?.token);
    }
    expect([...heirs].every((token) => token === otherWorker.token || token === principal.token)).toBe(true);
    const told = await house.database.read
      .global(OutboxRow)
      .findBy([{ personId: principal.id }, { personId: otherWorker.id }]);
    expect(told.filter((row) => row.kind === 'issue.assigned').length).toBeGreaterThanOrEqual(open.length);
    expect(told.length - before).toBeGreaterThanOrEqual(open.length);
    // Done work stays done and waits for the verdict; a rejection finds somebody who is here.
    expect((await seen(resolved)).state).toBe('resolved');
    expect(await owner(resolved)).not.toBe(worker.token);
    expect((await reporter.api.post(`/issues/${resolved}/reject`, { text: '还漏' })).status).toBe(200);
    expect((await seen(confirmed)).state).toBe('confirmed');
  });

  it('stays closed to whoever must not see it, and what was diverted is left alone', async () => {
    const { principal, admin, worker } = village.people;
    const token = await village.issueIn('accepted');
    const diverted = await village.issueIn('diverted');
    const { id: school } = village.school;
    const issue = await house.database.read.of(Issue, school).findOne({ token });
    const gone = async () => house.database.read.of(Issue, school).findOne({ token: diverted });
    const before = await gone();
    await house.database.write((tx) =>
      tx.of(Exclusion, school).insert({
        subjectType: 'issue',
        subjectId: issue?.id ?? 0,
        personId: principal.id,
        reason: 'accused',
        createdAt: house.clock.now(),
      }),
    );
    expect((await principal.api.post(`/staff/${worker.token}/leave`)).status).toBe(200);
    const after = await admin.api.get<IssueDetail>(`/issues/${token}`);
    expect(after.body.assignee?.token).toBe(admin.token);
    expect(await gone()).toEqual(before);
  });

  it('is handed on when her last role ends, and not before', async () => {
    const { principal, worker } = village.people;
    const token = await village.issueIn('assigned');
    expect((await principal.api.post(`/staff/${worker.token}/roles`, { role: 'security' })).status).toBe(201);
    expect((await principal.api.post(`/staff/${worker.token}/end-role`, { role: 'logistics' })).status).toBe(
      200,
    );
    expect(await owner(token)).toBe(worker.token);
    expect((await principal.api.post(`/staff/${worker.token}/end-role`, { role: 'security' })).status).toBe(
      200,
    );
    expect(await owner(token)).toBe(principal.token);
  });

  it('finds another hand when it is rejected long after its end', async () => {
    const { principal, worker, reporter } = village.people;
    const token = await village.issueIn('confirmed');
    expect((await principal.api.post(`/staff/${worker.token}/leave`)).status).toBe(200);
    expect(await owner(token)).toBe(worker.token);
    const again = await reporter.api.post<IssueDetail>(`/issues/${token}/reject`);
    expect([again.status, again.body.state]).toEqual([200, 'assigned']);
    expect(await owner(token)).toBe(principal.token);
  });
});
