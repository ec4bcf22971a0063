import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueSummary } from '#shared/issues/contract.js';
import { distinctFamilies } from '../../server/src/features/issues/ends/families.js';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import { refusal, Village } from '../http/support/village.js';
import { twoColours } from '../media/pictures.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { ConflictScene } from './conflict-scene.js';
import { EndsScene } from './ends-scene.js';

describe('several families, one matter', () => {
  let house: House;
  let scene: EndsScene;
  let other: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await EndsScene.build(house);
    await scene.household(scene.people.reporter);
    other = await scene.family('周小雨');
  });
  afterAll(() => house.close());

  /** Two reports, the second merged into the first by the head. */
  async function pair(): Promise<{ primary: string; merged: string }> {
    const { reporter, principal } = scene.people;
    const primary = await scene.token(reporter, '走廊的灯坏了');
    const merged = await scene.token(other, '二楼过道黑漆漆的');
    await scene.act(principal, merged, 'merge', { into: primary });
    return { primary, merged };
  }
  async function exclude(token: string, person: TestPerson): Promise<void> {
    const { id, schoolId } = await scene.row(token);
    const row = { subjectType: 'issue', subjectId: id, personId: person.id, reason: 'named' };
    await house.database.write((tx) =>
      tx.of(Exclusion, schoolId).insert({ ...row, createdAt: house.clock.now() }),
    );
  }
  async function rows(token: string): Promise<Exclusion[]> {
    const { id, schoolId } = await scene.row(token);
    return house.database.read
      .of(Exclusion, schoolId)
      .find({ where: { subjectType: 'issue', subjectId: id } });
  }
  const reasons = async (token: string) =>
    (await rows(token)).map(({ personId, reason }) => [personId, reason] as const);
  const board = async (by: TestPerson) =>
    (await by.api.get<{ items: IssueSummary[] }>('/issues?scope=board')).body.items;

  it('are brought together by staff: both keep their reporter, timeline and verdict', async () => {
    const { reporter, principal, worker } = scene.people;
    const { primary, merged } = await pair();
    const hers = await scene.see(other, merged);
    expect(hers).toMatchObject({
      state: 'merged',
      stateLabel: '和同一件事一起办',
      waitingFor: 'staff',
      due: null,
      paused: null,
      assignee: { token: worker.token },
      families: 2,
      primary: null,
      merged: [],
      next: expect.stringMatching(/^接下来：和别人说的同一件事一起，由后勤.+来办，办好了会请您看看。$/),
    });
    expect(hers.timeline.at(-2)).toMatchObject({ event: 'merge', picture: 'together' });
    expect(await scene.told(merged, other)).toEqual(['issue.merged']);
    const first = await scene.see(reporter, primary);
    expect(first).toMatchObject({ state: 'assigned', families: 2, primary: null, merged: [] });
    expect(first.timeline.at(-2)).toMatchObject({ title: '又有一家说了同样的事', who: null });
    // Neither family sees a trace of the other.
    for (const [by, token, foreign] of [
      [other, merged, [reporter.name, reporter.token, primary, '灯坏了']],
      [reporter, primary, [other.name, other.token, merged, '黑漆漆', '周小雨']],
    ] as const) {
      const { raw } = await by.api.get(`/issues/${token}`);
      for (const trace of foreign)
        expect({ trace, found: raw.includes(trace) }).toEqual({ trace, found: false });
    }
    // Staff who see both see how they belong together.
    for (const by of [principal, worker]) {
      expect((await scene.see(by, primary)).merged).toEqual([{ token: merged, title: '二楼过道黑漆漆的' }]);
      expect((await scene.see(by, merged)).primary).toEqual({ token: primary, title: '走廊的灯坏了' });
    }
    const { id } = await scene.row(merged);
    expect((await scene.events(primary)).payloads).toContain(`{"issueId":${id}}`);
  });

  it('are brought together only where it can be: seen, of the school, open, not itself', async () => {
    const { reporter, principal, worker, otherWorker } = scene.people;
    const token = await scene.token(reporter, '走廊的灯坏了');
    const elsewhere = await Village.build(house);
    const unseen = await scene.token(other, '门卫室的门关不上');
    await scene.act(principal, unseen, 'assign', { assignee: otherWorker.token });
    const refused: [string, TestPerson, string][] = [
      ['itself', principal, token],
      ['another school', principal, await elsewhere.report()],
      ['nowhere', principal, 'A'.repeat(22)],
      ['out of sight', worker, unseen],
    ];
    for (const state of ['merged', 'resolved', 'declined', 'confirmed', 'settled', 'diverted'] as const)
      refused.push([state, principal, await scene.village.issueIn(state)]);
    for (const [what, by, into] of refused) {
      const { status, body } = await by.api.post(`/issues/${token}/merge`, { into });
      expect({ what, status, body }).toMatchObject({
        what,
        status: 400,
        body: { errors: [{ path: 'into' }] },
      });
    }
    // What is not there and what is not hers are told apart by nothing.
    const answers = await Promise.all(
      ['B'.repeat(22), unseen].map((into) => worker.api.post(`/issues/${token}/merge`, { into })),
    );
    expect(answers[0]?.raw).toBe(answers[1]?.raw);
    expect((await scene.see(reporter, token)).state).toBe('assigned');
  });

  it('make no chains and no circles', async () => {
    const { principal } = scene.people;
    const { primary, merged } = await pair();
    const third = await scene.token(await scene.family(), '走廊太暗了');
    await scene.act(principal, primary, 'merge', { into: third });
    expect((await scene.see(principal, merged)).primary?.token).toBe(third);
    const top = await scene.see(principal, third);
    expect(top.merged.map(({ token }) => token)).toEqual([primary, merged]);
    expect(top.families).toBe(3);
    expect((await principal.api.post(`/issues/${third}/merge`, { into: merged })).status).toBe(400);
  });

  it('are all asked when the primary is done, with what was said and shown, and each answers for herself', async () => {
    const { reporter, worker, principal } = scene.people;
    const { primary, merged } = await pair();
    await scene.act(worker, primary, 'accept');
    const photo = await worker.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
      clientId: randomUUID(),
      school: scene.village.school.token,
    });
    await scene.act(worker, primary, 'resolve', { text: '换了新灯', photos: [photo.body.token] });
    const asked = await scene.see(other, merged);
    expect(asked).toMatchObject({ state: 'resolved', waitingFor: 'you', abilities: { confirm: true } });
    const end = asked.timeline.at(-2);
    expect(end).toMatchObject({
      event: 'resolve_along',
      title: `${worker.name}说办好了`,
      text: '换了新灯',
      photos: [expect.anything()],
    });
    const shown = await house.as(null).raw({ method: 'GET', url: end?.photos[0]?.url ?? '' });
    expect(shown.status).toBe(200);
    expect(await scene.told(merged, other)).toEqual(['issue.merged', 'issue.resolved']);

    await scene.act(reporter, primary, 'confirm');
    expect((await scene.see(other, merged)).state).toBe('resolved');
    const again = await scene.act(other, merged, 'reject', { text: '我们这头还是黑的' });
    expect(again).toMatchObject({ state: 'reopened', families: 1, assignee: { token: worker.token } });
    expect(again.due).not.toBeNull();
    expect((await scene.see(reporter, primary)).state).toBe('confirmed');
    expect((await scene.see(principal, merged)).primary).toBeNull();
    expect(await scene.told(merged, principal)).toContain('issue.reopened');
  });

  it('comes back to who works on the primary now, and not to who must not see it', async () => {
    const { worker, otherWorker, principal } = scene.people;
    const { primary, merged } = await pair();
    await scene.act(principal, primary, 'assign', { assignee: otherWorker.token });
    expect((await scene.see(other, merged)).assignee?.token).toBe(otherWorker.token);
    await scene.act(otherWorker, primary, 'accept');
    await scene.act(otherWorker, primary, 'resolve', { text: '换了' });
    const again = await scene.act(other, merged, 'reject');
    expect(again.assignee?.token).toBe(otherWorker.token);
    expect((await worker.api.get(`/issues/${merged}`)).status).toBe(404);
  });

  it('are all told when the primary is refused, and one of them may want another to look', async () => {
    const { reporter, worker, principal } = scene.people;
    const { primary, merged } = await pair();
    await scene.act(worker, primary, 'decline', refusal);
    const told = await scene.see(other, merged);
    expect(told).toMatchObject({
      state: 'declined',
      decline: {
        reason: 'not_possible',
        text: refusal.text,
        elsewhere: refusal.elsewhere,
        by: worker.name,
        final: false,
      },
      abilities: { agree: true, appeal: true },
    });
    expect(told.timeline.at(-2)).toMatchObject({
      event: 'decline_along',
      title: `${worker.name}说：这件事没能办`,
    });
    await scene.act(reporter, primary, 'agree');
    const appealed = await scene.act(other, merged, 'appeal');
    expect(appealed).toMatchObject({ state: 'appealed', assignee: { token: principal.token }, families: 1 });
    expect((await scene.see(reporter, primary)).state).toBe('settled');
  });

  it('fall silent each by herself', async () => {
    const { reporter, worker } = scene.people;
    const { primary, merged } = await pair();
    await scene.act(worker, primary, 'decline', refusal);
    await scene.act(reporter, primary, 'agree');
    house.clock.pass(14 * 86_400_000);
    await house.ring();
    expect(await scene.see(other, merged)).toMatchObject({
      state: 'unconfirmed',
      stateLabel: '没能办，家长没说',
    });
  });

  it.each(['reporter', 'coordinator'] as const)('are told apart again by a %s', async (who) => {
    const { principal, worker, otherWorker, reporter } = scene.people;
    const { primary, merged } = await pair();
    await scene.act(principal, primary, 'assign', { assignee: otherWorker.token });
    await scene.act(who === 'reporter' ? other : principal, merged, 'separate');
    const alone = await scene.see(other, merged);
    expect(alone).toMatchObject({
      state: 'reopened',
      stateLabel: '单独来办',
      next: expect.stringContaining('单独来办，最晚'),
      families: 1,
      assignee: { token: worker.token },
    });
    expect(alone.timeline.at(-2)?.title).toBe(who === 'reporter' ? '您说是另一件事，单独来办' : '分开单独办');
    expect(alone.due).toMatchObject({ clock: 'resolution', late: false });
    expect(await scene.told(merged, worker)).toEqual(['issue.assigned', 'issue.assigned']);
    expect((await scene.see(reporter, primary)).families).toBe(1);
    expect((await scene.see(principal, primary)).merged).toEqual([]);
  });

  it('go their own way, and hear nothing, when the primary leaves the ordinary system', async () => {
    const { principal, teacher, worker } = scene.people;
    const { primary, merged } = await pair();
    await scene.act(teacher, primary, 'divert', { reason: 'harm' });
    expect((await principal.api.get(`/issues/${primary}`)).status).toBe(404);
    const alone = await scene.see(other, merged);
    expect(alone).toMatchObject({ state: 'reopened', families: 1, assignee: { token: worker.token } });
    expect(alone.timeline.at(-2)).toMatchObject({
      event: 'separate',
      title: '分开单独办',
      who: null,
      text: null,
    });
    expect(await scene.told(merged, other)).toEqual(['issue.merged']);
    const { raw } = await principal.api.get(`/issues/${merged}`);
    for (const trace of [primary, '"event":"divert', '转交', '灯坏了']) expect(raw).not.toContain(trace);
    expect((await scene.see(principal, merged)).primary).toBeNull();
  });

  it('leave no trace of one that has left the ordinary system', async () => {
    const { principal, reporter } = scene.people;
    const { primary, merged } = await pair();
    expect((await principal.api.post(`/issues/${merged}/divert`, { reason: 'harm' })).status).toBe(200);
    const seen = await scene.see(principal, primary);
    expect(seen).toMatchObject({ merged: [], families: 1 });
    for (const { families, timeline } of [seen, await scene.see(reporter, primary)]) {
      expect(families).toBe(1);
      expect(timeline.map(({ event }) => event)).not.toContain('joined');
    }
    expect((await scene.events(primary)).names).toContain('joined');
    expect((await board(principal)).map(({ token, families }) => [token, families])).toEqual([[primary, 1]]);
    expect((await scene.row(merged)).primaryId).toBeNull();
    expect((await principal.api.post(`/issues/${primary}/merge`, { into: merged })).status).toBe(400);
  });

  it('are seen together by nobody who must not see one of them', async () => {
    const { reporter, principal, worker, admin } = scene.people;
    const primary = await scene.token(reporter, '走廊的灯坏了');
    const merged = await scene.token(other, '过道黑漆漆的');
    await exclude(merged, worker);
    await scene.act(admin, merged, 'merge', { into: primary });
    // Its words stand beside the primary's, so the primary leaves the hands of who is excluded from them.
    expect((await worker.api.get(`/issues/${primary}`)).status).toBe(404);
    expect((await scene.see(admin, primary)).assignee?.token).not.toBe(worker.token);
    expect((await scene.see(other, merged)).assignee?.token).not.toBe(worker.token);
    // And comes within sight again once they are apart.
    await scene.act(admin, merged, 'separate');
    await scene.act(principal, primary, 'assign', { assignee: worker.token });
    expect((await scene.see(worker, primary)).state).toBe('assigned');
    expect((await worker.api.get(`/issues/${merged}`)).status).toBe(404);
  });

  it('tell nobody the end of a primary who must not see the primary, also after they have parted', async () => {
    const { reporter, principal, worker, otherWorker } = scene.people;
    const primary = await scene.token(reporter, '走廊的灯坏了');
    const merged = await scene.token(other, '过道黑漆漆的');
    await scene.act(principal, merged, 'assign', { assignee: otherWorker.token });
    await scene.act(principal, primary, 'assign', { assignee: worker.token });
    await exclude(primary, otherWorker);
    await scene.act(principal, merged, 'merge', { into: primary });
    expect(await reasons(merged)).toEqual([[otherWorker.id, 'merged']]);
    // Nothing was copied yet: it comes within her sight again.
    await scene.act(principal, merged, 'separate');
    expect(await reasons(merged)).toEqual([]);
    await scene.act(principal, merged, 'assign', { assignee: otherWorker.token });
    await scene.act(principal, merged, 'merge', { into: primary });
    await scene.act(worker, primary, 'accept');
    await scene.act(worker, primary, 'resolve', { text: '换了新灯' });
    await scene.act(other, merged, 'reject');
    const third = await scene.token(await scene.family(), '走廊太暗了');
    await scene.act(principal, third, 'merge', { into: merged });
    await scene.act(principal, third, 'separate');
    expect((await otherWorker.api.get(`/issues/${merged}`)).status).toBe(404);
    expect(await reasons(primary)).toEqual([[otherWorker.id, 'named']]);
  });

  it.each(['reject', 'appeal'] as const)('leave the primary to its own readers after %s', async (verdict) => {
    const { reporter, principal, worker, otherWorker } = scene.people;
    const primary = await scene.token(reporter, '走廊的灯坏了');
    const merged = await scene.token(other, '过道黑漆漆的');
    await exclude(merged, otherWorker);
    await scene.act(principal, merged, 'merge', { into: primary });
    expect(await reasons(primary)).toEqual([[otherWorker.id, 'merged']]);
    await scene.act(worker, primary, 'accept');
    if (verdict === 'reject') await scene.act(worker, primary, 'resolve', { text: '换了' });
    else await scene.act(worker, primary, 'decline', refusal);
    await scene.act(other, merged, verdict);
    expect(await reasons(primary)).toEqual([]);
    expect(await reasons(merged)).toEqual([[otherWorker.id, 'named']]);
  });

  it('go together to the office above the school, out of sight of who is named, and are rejected there', async () => {
    const above = await ConflictScene.build(house);
    const { principal, worker, parent, officer, school, classroom } = above;
    await above.rule(worker);
    const second = await house.make.guardian(school, await house.make.child(school, classroom));
    const primary = await above.report('走廊的灯坏了');
    const merged = await above.report('过道黑漆漆的', {}, second);
    await above.act(principal, merged, 'merge', { into: primary });
    await above.act(worker, primary, 'accept');
    await above.act(worker, primary, 'ask', { text: '哪一盏？' });
    await above.act(parent, primary, 'reply', { text: '周国强和赵敏一起收红包' });
    const hands = { assigneeId: officer.id, officeId: await above.regionId() };
    expect(await above.row(primary)).toMatchObject(hands);
    expect(await above.row(merged)).toMatchObject(hands);
    expect(await above.excluded(merged)).toEqual(['周国强 merged', '赵敏 merged']);
    expect((await principal.api.get(`/issues/${merged}`)).status).toBe(404);
    await above.act(officer, primary, 'accept');
    await above.act(officer, primary, 'resolve', { text: '查过了' });
    await above.act(second, merged, 'reject');
    expect(await above.row(merged)).toMatchObject({ ...hands, state: 'reopened' });
    expect((await principal.api.get(`/issues/${merged}`)).status).toBe(404);
    expect((await officer.api.get(`/issues/${merged}`)).status).toBe(200);
  });

  it('leave what stood already when another one is merged', async () => {
    const { reporter, worker, otherWorker, principal } = scene.people;
    const primary = await scene.token(reporter, '走廊的灯坏了');
    const third = await scene.token(await scene.family(), '走廊太暗了');
    const merged = await scene.token(other, '过道黑漆漆的');
    await exclude(merged, otherWorker);
    await exclude(third, worker);
    await scene.act(principal, merged, 'merge', { into: primary });
    const [before] = await rows(primary);
    await scene.act(principal, third, 'merge', { into: primary });
    // What stood already was not written again.
    expect((await rows(primary)).map(({ id }) => id)).toContain(before?.id);
    expect((await reasons(primary)).map(([person]) => person).sort()).toEqual(
      [worker.id, otherWorker.id].sort(),
    );
  });

  it('count families, however many of their members speak, how often, and under which name', async () => {
    const { reporter, principal, worker } = scene.people;
    const { make } = house;
    const { school, child } = scene.village;
    const { primary, merged } = await pair();
    const join = async (by: TestPerson, more: object = {}) => {
      const token = await scene.token(by, '灯不亮', more);
      await scene.act(principal, token, 'merge', { into: primary });
      return (await scene.see(principal, primary)).families;
    };
    expect(await join(other)).toBe(2);
    const grandfather = await make.guardian(school, child, 'grandfather');
    await scene.household(grandfather);
    expect(await join(grandfather)).toBe(3);
    // Bound to no child: a teacher counts for no family.
    expect(await join(scene.people.otherTeacher)).toBe(3);
    const sealed = await scene.family();
    expect(await join(sealed, { sealed: true })).toBe(4);
    // Under seal also who has spoken by name already: an unchanged number would say who it was.
    expect(await join(other, { sealed: true })).toBe(5);
    // The same for whoever reads, on the list as in the detail.
    for (const [by, token] of [
      [reporter, primary],
      [other, merged],
      [worker, merged],
    ] as const)
      expect((await scene.see(by, token)).families).toBe(5);
    expect(new Set((await board(principal)).map(({ families }) => families))).toEqual(new Set([5]));
    const unnamed = await scene.token(scene.people.otherTeacher, '灯又坏了', { sealed: true });
    expect((await scene.see(principal, unnamed)).families).toBe(1);
    const alone = await scene.token(scene.people.otherTeacher, '办公室的灯也坏了');
    expect((await scene.see(principal, alone)).families).toBe(0);
    const { raw } = await principal.api.get(`/issues/${primary}`);
    for (const trace of [sealed.name, sealed.token]) expect(raw).not.toContain(trace);
  });
});

describe('families behind reports', () => {
  it.each([
    [[], 0],
    [[[], []], 0],
    [[[1], [1]], 1],
    [[[1], [2]], 2],
    // A grandmother of two households is one voice, and no third beside theirs.
    [[[1, 2]], 1],
    [[[1], [2], [1, 2]], 1],
    [[[1, 2], [3], [2]], 2],
  ])('%j are %d', (reports, families) => {
    expect(distinctFamilies(reports)).toBe(families);
  });
});
