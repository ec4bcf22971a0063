import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { Overview } from '#shared/issues/insight.js';
import { House } from '../support/house.js';
import { ConflictScene } from './conflict-scene.js';

describe('somebody who is named only at the end', () => {
  let house: House;
  let scene: ConflictScene;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    scene = await ConflictScene.build(house);
  });

  async function done(): Promise<string> {
    await scene.rule(scene.worker, scene.cook);
    const token = await scene.report('楼梯的扶手松了');
    await scene.act(scene.worker, token, 'accept');
    await scene.act(scene.worker, token, 'resolve', { text: '拧紧了' });
    return token;
  }

  it('does not get it back when it is rejected after all', async () => {
    const { parent, worker, cook } = scene;
    const token = await done();
    await scene.act(parent, token, 'confirm', { text: '修好了，可是王建国骂了孩子' });
    const again = await scene.act(parent, token, 'reject', { text: '又松了' });
    expect(again.state).toBe('assigned');
    expect(again.assignee?.token).toBe(cook.token);
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(404);
  });

  it('can still be told from her namesake, and the first screen says that somebody must', async () => {
    const { parent, principal, worker, namesake } = scene;
    const token = await done();
    await scene.act(parent, token, 'confirm', { text: '修好了，可是王老师骂了孩子' });
    const overview = await principal.api.get<Overview>('/overview');
    const open = overview.body.attention.find(({ kind }) => kind === 'conflict');
    expect(open?.issues.map((issue) => issue.token)).toEqual([token]);
    const settled = await scene.act(principal, token, 'settle-conflict', { about: [namesake.token] });
    expect([settled.state, settled.abilities.settleConflict]).toEqual(['confirmed', false]);
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(200);
    expect((await namesake.api.get(`/issues/${token}`)).status).toBe(404);
  });
});

describe('a refusal that somebody else looks at again', () => {
  let house: House;
  let scene: ConflictScene;
  beforeAll(async () => {
    house = await House.open();
    scene = await ConflictScene.build(house);
  });
  afterAll(() => house.close());

  const refusal = { reason: 'not_possible', text: '现在办不到', elsewhere: '可以找镇里' };

  it('ends with no other issue, by whoever ends that one', async () => {
    const { parent, principal, admin, worker } = scene;
    await scene.rule(worker);
    const other = await scene.report('操场积水');
    const token = await scene.report('滑梯的垫子破了');
    await scene.act(principal, token, 'decline', refusal);
    await scene.act(parent, token, 'appeal');
    const merged = await principal.api.post(`/issues/${token}/merge`, { into: other });
    expect([merged.status, merged.body['code']]).toEqual([409, 'state_conflict']);
    const seen = await principal.api.get<IssueDetail>(`/issues/${token}`);
    expect([seen.body.state, seen.body.abilities.merge]).toEqual(['appealed', false]);
    expect(seen.body.assignee?.token).toBe(admin.token);
  });

  it('stays with the office above when later words name somebody of the school', async () => {
    const { parent, principal, admin, officer } = scene;
    await house.make.hasNoRole(scene.school, admin);
    const token = await scene.report('门口的路灯不亮');
    await scene.act(principal, token, 'decline', refusal);
    await scene.act(parent, token, 'appeal');
    await scene.act(officer, token, 'accept');
    await scene.act(officer, token, 'ask', { text: '是哪一盏？' });
    await scene.act(parent, token, 'reply', { text: '食堂门口那盏，高兰知道' });
    const seen = await officer.api.get<IssueDetail>(`/issues/${token}`);
    expect([seen.body.state, seen.body.assignee?.token]).toEqual(['in_progress', officer.token]);
  });
});
