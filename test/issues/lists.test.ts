import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('who finds which issues in which list', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  /** Tokens of a list, as somebody sees it. */
  async function tokens(by: Member, query: string): Promise<string[]> {
    const answer = await village.as(by).get<{ items: IssueSummary[] }>(`/issues?${query}&limit=50`);
    expect(answer.status).toBe(200);
    return answer.body.items.map((issue) => issue.token);
  }

  it('shows each role what is hers, and nothing else', async () => {
    village = await Village.build(house);
    const { worker, otherWorker, principal, guardian } = village.people;
    const first = await village.report('走廊的灯坏了', { place: village.place.token });
    const second = await village.report('午饭凉了', { category: village.school.categories['food'] });
    const handed = await village.report('门卫室的门关不上');
    await principal.api.post(`/issues/${handed}/assign`, { assignee: otherWorker.token });
    const hers = (await guardian.api.post<IssueDetail>('/issues', house.make.report('操场积水'))).body.token;
    const closed = await village.report('水龙头滴水');
    await village.bring(closed, 'confirmed');
    const gone = await village.report('孩子手上有伤');
    await village.bring(gone, 'diverted');
    const foreign = (
      await village.people.foreign.api.post<IssueDetail>('/issues', house.make.report('别校的事'))
    ).body;

    const expected: [Member, string, string[]][] = [
      ['reporter', 'scope=mine', [gone, closed, handed, second, first]],
      ['guardian', 'scope=mine', [hers]],
      ['reporter', 'scope=board', []],
      ['reporter', 'scope=assigned', []],
      ['reporter', 'scope=safeguarding', []],
      ['principal', 'scope=mine', []],
      ['principal', 'scope=board', [closed, hers, handed, second, first]],
      ['admin', 'scope=board', [closed, hers, handed, second, first]],
      ['principal', 'scope=assigned', []],
      ['principal', 'scope=safeguarding', []],
      ['teacher', 'scope=board', [closed, handed, second, first]],
      ['otherTeacher', 'scope=board', [hers]],
      ['worker', 'scope=board', [closed, hers, second, first]],
      ['worker', 'scope=assigned', [closed, hers, second, first]],
      ['otherWorker', 'scope=assigned', [handed]],
      ['otherWorker', 'scope=board', [handed]],
      ['lead', 'scope=board', []],
      ['lead', 'scope=safeguarding', [gone]],
      ['worker', 'scope=safeguarding', []],
      ['foreign', 'scope=board', [foreign.token]],
      ['principal', 'scope=board&state=open', [hers, handed, second, first]],
      ['principal', 'scope=board&state=ended', [closed]],
      ['principal', 'scope=board&state=confirmed', [closed]],
      ['principal', 'scope=board&state=diverted', []],
      ['principal', `scope=board&place=${village.place.token}`, [first]],
      ['principal', `scope=board&category=${village.school.categories['food']}`, [second]],
      ['principal', `scope=board&classroom=${village.classroom.token}`, [closed, handed, second, first]],
      ['principal', `scope=board&assignee=${otherWorker.token}`, [handed]],
      ['principal', `scope=board&assignee=${worker.token}&state=ended`, [closed]],
      ['principal', 'scope=board&q=午饭', [second]],
      ['principal', 'scope=board&q=有伤', []],
      ['reporter', 'scope=mine&q=积水', []],
      ['guardian', 'scope=mine&q=积水', [hers]],
      ['otherWorker', 'scope=board&q=午饭', []],
    ];
    for (const [by, query, wanted] of expected) {
      expect({ by, query, tokens: await tokens(by, query) }).toEqual({ by, query, tokens: wanted });
    }
    for (const by of ['barred', 'officer'] as const) {
      expect(await tokens(by, 'scope=mine')).toEqual([]);
      // The officer's own list holds what was handed up to her office, and nothing was.
      for (const scope of ['board', 'assigned', 'safeguarding'])
        expect({ by, scope, status: (await village.as(by).get(`/issues?scope=${scope}`)).status }).toEqual({
          by,
          scope,
          status: by === 'officer' && scope === 'assigned' ? 200 : 404,
        });
    }
  });

  it('shows an issue to nobody who is excluded from it, whatever her role', async () => {
    village = await Village.build(house);
    const token = await village.report('厨房的地很滑');
    const other = await village.report('走廊的灯坏了');
    const { id, schoolId } = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token });
    const excluded: Member[] = ['principal', 'teacher', 'worker', 'lead'];
    for (const by of excluded) {
      const row = { subjectType: 'issue', subjectId: id, personId: village.people[by].id, reason: 'named' };
      await house.database.write((tx) =>
        tx.of(Exclusion, schoolId).insert({ ...row, createdAt: house.clock.now() }),
      );
    }
    const queries = [
      'scope=mine',
      'scope=board',
      'scope=assigned',
      'scope=board&q=厨房',
      'scope=board&state=open',
    ];
    for (const by of excluded) {
      for (const query of queries) expect(await tokens(by, query)).not.toContain(token);
      const unknown = await village.as(by).get(`/issues/${village.school.token}`);
      expect((await village.as(by).get(`/issues/${token}`)).raw).toBe(unknown.raw);
      const act = await village.as(by).post(`/issues/${token}/accept`);
      expect(act.raw).toBe(unknown.raw);
    }
    // The page is filled with what she may see: nothing betrays that one is missing.
    const page = await village.people.principal.api.get<{ items: IssueSummary[]; nextCursor: string | null }>(
      '/issues?scope=board&limit=1',
    );
    expect(page.body).toMatchObject({ items: [{ token: other }], nextCursor: null });
    expect(await tokens('admin', 'scope=board')).toEqual([other, token]);
    // Handing it to somebody who must not see it is refused like handing it to a stranger.
    const assign = (assignee: string) =>
      village.people.admin.api.post(`/issues/${token}/assign`, { assignee });
    const refused = await assign(village.people.worker.token);
    expect(refused.status).toBe(400);
    expect(refused.raw).toBe((await assign(village.people.foreign.token)).raw);
  });

  it('pushes nothing of an issue to who is excluded from it', async () => {
    village = await Village.build(house);
    const { worker, principal, reporter } = village.people;
    for (const person of [worker, principal]) await house.make.credits(person, 'work', 9);
    const token = await village.issueIn('resolved');
    await house.deliver();
    const before = house.emulator.emulator.phones.list().length;
    const { id, schoolId } = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token });
    for (const { id: personId } of [worker, principal])
      await house.database.write((tx) =>
        tx.of(Exclusion, schoolId).insert({
          subjectType: 'issue',
          subjectId: id,
          personId,
          reason: 'named',
          createdAt: house.clock.now(),
        }),
      );
    expect((await reporter.api.post(`/issues/${token}/reject`)).status).toBe(200);
    await house.deliver();
    expect(house.emulator.emulator.phones.list().length).toBe(before);
  });
});
