import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { HomeView } from '#shared/home/contract.js';
import { homeCards } from '#shared/home/contract.js';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { Overview } from '#shared/issues/insight.js';
import type { SessionView } from '#shared/session/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

/** What a slow line carries in a few seconds, in bytes before compression. */
const budget = 20 * 1024;

describe('the first screen in one answer', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const home = async (by: Member) => {
    const { status, body, raw } = await village.as(by).get<HomeView>('/home');
    expect(status).toBe(200);
    return { ...body, bytes: Buffer.byteLength(raw) };
  };
  const tokens = (issues: readonly IssueSummary[] = []) => issues.map(({ token }) => token);

  it('says of the session exactly what the session says', async () => {
    for (const who of ['reporter', 'teacher', 'principal', 'officer', 'barred'] as const) {
      const { body } = await village.as(who).get<SessionView>('/session');
      expect((await home(who)).session).toEqual(body);
    }
  });

  it('shows a carer first what waits for her word, and the same cards as her list', async () => {
    const asked = await village.issueIn('waiting_family');
    const done = await village.issueIn('resolved');
    const ended = await village.issueIn('confirmed');
    const fresh = await village.report('新的一件');
    const { mine, assigned, overviews } = await home('reporter');
    expect(tokens(mine?.waiting)).toEqual([done, asked]);
    expect(tokens(mine?.others)).toEqual([fresh]);
    expect([mine?.more, assigned, overviews]).toEqual([false, null, []]);
    expect(JSON.stringify(mine)).not.toContain(ended);
    const list = await village.as('reporter').get<{ items: IssueSummary[] }>('/issues?scope=mine&state=open');
    const byToken = new Map(list.body.items.map((issue) => [issue.token, issue]));
    for (const issue of [...(mine?.waiting ?? []), ...(mine?.others ?? [])])
      expect(issue).toEqual(byToken.get(issue.token));
  });

  it('shows staff what was handed to them, and records that families were read', async () => {
    const given = await village.report();
    const reads = () => house.database.read.global(AuditRow).countBy({ kind: 'read', action: 'issue.list' });
    const before = await reads();
    const { assigned, mine, overviews } = await home('worker');
    expect([tokens(assigned?.items), assigned?.more]).toEqual([[given], false]);
    expect([mine, overviews]).toEqual([{ waiting: [], others: [], more: false }, []]);
    expect(await reads()).toBe(before + 1);
    expect((await home('otherWorker')).assigned?.items).toEqual([]);
  });

  it('counts for a principal what the overview counts, with what waits longest', async () => {
    const first = await village.report('没人接的第一件');
    await village.report('没人接的第二件');
    await house.database.write((tx) =>
      tx.of(Issue, village.school.id).update({ diverted: false }, { assigneeId: null, assigneeRole: null }),
    );
    const [overview] = (await home('principal')).overviews;
    const { attention } = (await village.as('principal').get<Overview>('/overview')).body;
    expect(overview?.school).toBe(village.school.token);
    expect(overview?.attention.map(({ kind, count, more }) => ({ kind, count, more }))).toEqual(
      attention.map(({ kind, count, more }) => ({ kind, count, more })),
    );
    expect(overview?.attention[0]).toMatchObject({
      kind: 'unowned',
      count: 2,
      longest: { token: first, title: '没人接的第一件' },
    });
  });

  it('shows whoever works at two schools what both have handed to her, and nobody what is not hers', async () => {
    const second = await Village.build(house);
    const { worker, teacher, foreign } = village.people;
    await house.make.works(second.school, worker, 'logistics');
    const here = await village.report('这里的');
    const there = await second.report('那里的');
    await second.people.principal.api.post(`/issues/${there}/assign`, { assignee: worker.token });
    expect(tokens((await home('worker')).assigned?.items).sort()).toEqual([here, there].sort());
    await house.make.works(second.school, village.people.principal, 'principal');
    expect((await home('principal')).overviews.map(({ school }) => school)).toEqual([
      village.school.token,
      second.school.token,
    ]);
    for (const who of [teacher, foreign, second.people.worker]) {
      const { raw } = await who.api.get<HomeView>('/home');
      expect([raw.includes(here), raw.includes(there)]).toEqual([false, false]);
    }
  });

  it('stays below its budget however much there is, and says that there is more', async () => {
    const { reporter, principal } = village.people;
    const long = '孩子们说午睡的房间很冷，被子也薄，希望学校看一看。'.repeat(8);
    for (let i = 0; i < 7; i++) {
      await village.bring(await village.report(long), 'resolved');
      await village.report(long);
      const own = house.make.report(long, { school: village.school.token });
      await principal.api.post('/issues', own);
    }
    for (let i = 0; i < 3; i++)
      await house.make.guards(
        village.school,
        await house.make.child(village.school, village.classroom),
        reporter,
      );
    await house.make.guards(village.school, village.child, principal);
    await house.database.write((tx) =>
      tx
        .of(Issue, village.school.id)
        .update({ reporterId: principal.id }, { assigneeId: principal.id, assigneeRole: 'principal' }),
    );
    const carer = await home('reporter');
    expect([carer.mine?.waiting.length, carer.mine?.others.length, carer.mine?.more]).toEqual([
      homeCards,
      homeCards,
      true,
    ]);
    const leader = await home('principal');
    expect([leader.assigned?.items.length, leader.assigned?.more]).toEqual([homeCards, true]);
    expect({ carer: carer.bytes < budget, leader: leader.bytes < budget }).toEqual({
      carer: true,
      leader: true,
    });
    // So that the test would notice if the cards were not there.
    expect(Math.min(carer.bytes, leader.bytes)).toBeGreaterThan(5000);
  });
});
