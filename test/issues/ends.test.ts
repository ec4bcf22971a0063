import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { RegionRoleRow } from '../../server/src/features/people/people.entity.js';
import { refusal } from '../http/support/village.js';
import { House } from '../support/house.js';
import { EndsScene } from './ends-scene.js';

const day = 86_400_000;

describe('how an issue ends', () => {
  let house: House;
  let scene: EndsScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await EndsScene.build(house);
  });
  afterAll(() => house.close());

  it('is refused with a reason, a plain sentence and who else can help, and the reporter is asked', async () => {
    const { worker, reporter, principal } = scene.people;
    const token = await scene.village.issueIn('accepted');
    const refused = await scene.act(worker, token, 'decline', refusal);
    expect(refused.state).toBe('declined');
    const seen = await scene.see(reporter, token);
    expect(seen).toMatchObject({
      waitingFor: 'you',
      stateLabel: '办不了，等您说一声',
      paused: '等您说一声，时间先停着。',
      due: null,
      next: '接下来：请您看看这个答复，同意不同意都可以说，时间先停着。',
      decline: {
        reason: 'not_possible',
        reasonLabel: '现在办不到',
        text: refusal.text,
        elsewhere: refusal.elsewhere,
        by: worker.name,
        final: false,
      },
      abilities: { agree: true, appeal: true, confirm: false, reject: false },
    });
    expect(seen.timeline.at(-2)).toMatchObject({
      event: 'decline',
      picture: 'declined',
      title: `${worker.name}说：这件事没能办`,
      text: '现在办不到：今年没有这笔钱\n还可以找：镇上的民政办',
    });
    expect((await scene.see(principal, token)).waitingFor).toBe('family');
    expect(await scene.told(token, reporter)).toEqual(['issue.accepted', 'issue.declined']);
    const { payloads, contents } = await scene.events(token);
    expect(payloads).toContain('not_possible');
    expect(payloads).not.toMatch(/今年|民政/);
    expect(contents.slice(-2)).toEqual([
      ['words', refusal.text],
      ['elsewhere', refusal.elsewhere],
    ]);
  });

  it('is refused only with all three, by who has it or hands it out', async () => {
    const { worker, teacher, reporter } = scene.people;
    const token = await scene.village.issueIn('accepted');
    for (const field of ['reason', 'text', 'elsewhere']) {
      const { status } = await worker.api.post(`/issues/${token}/decline`, { ...refusal, [field]: '  ' });
      expect({ field, status }).toEqual({ field, status: 400 });
    }
    for (const by of [teacher, reporter])
      expect((await by.api.post(`/issues/${token}/decline`, refusal)).status).toBe(403);
    expect((await scene.see(reporter, token)).decline).toBeNull();
  });

  it('may be accepted as an answer, and that is another end than being done', async () => {
    const { reporter, worker } = scene.people;
    const token = await scene.village.issueIn('declined');
    const agreed = await scene.act(reporter, token, 'agree', { text: '知道了' });
    expect(agreed).toMatchObject({ state: 'settled', stateLabel: '家长接受了答复', progress: 5 });
    expect(agreed.timeline.at(-1)).toMatchObject({ title: '您接受了这个答复', text: '知道了' });
    expect((await scene.see(worker, token)).timeline.at(-1)?.title).toBe('家长接受了这个答复');
    expect(agreed.abilities).toMatchObject({ appeal: true, confirm: false, reject: false });
  });

  it('falls silent in words that say which end it was', async () => {
    const { reporter, principal } = scene.people;
    const done = await scene.village.issueIn('resolved');
    const refused = await scene.village.issueIn('declined');
    house.clock.pass(14 * day);
    await house.ring();
    const label = async (token: string) => {
      const { state, stateLabel, timeline } = await scene.see(reporter, token);
      return [state, stateLabel, timeline.at(-1)?.title];
    };
    expect(await label(done)).toEqual(['unconfirmed', '办了，家长没说', '办了，没等到您的话，先这样收着']);
    expect(await label(refused)).toEqual([
      'unconfirmed',
      '没能办，家长没说',
      '没能办，没等到您的话，先这样收着',
    ]);
    expect((await scene.see(principal, refused)).timeline.at(-1)?.title).toContain('没等到家长的话');
    // Her later word is another one after another end.
    expect((await reporter.api.post(`/issues/${refused}/reject`)).status).toBe(409);
    expect((await reporter.api.post(`/issues/${done}/appeal`)).status).toBe(409);
    expect((await scene.act(reporter, done, 'confirm')).state).toBe('confirmed');
    expect((await scene.act(reporter, refused, 'appeal')).state).toBe('appealed');
  });

  it('is waited for again, from the beginning, where it was named again', async () => {
    const { reporter, worker } = scene.people;
    const token = await scene.village.issueIn('resolved');
    house.clock.pass(8 * day);
    await scene.act(reporter, token, 'reject');
    await scene.act(worker, token, 'resolve', { text: '又修了' });
    house.clock.pass(7 * day);
    await house.ring();
    expect((await scene.see(reporter, token)).state).toBe('resolved');
  });

  it('goes, once, to whoever leads the school when it is appealed', async () => {
    const { reporter, worker, principal, admin } = scene.people;
    const token = await scene.village.issueIn('declined');
    const appealed = await scene.act(reporter, token, 'appeal', { text: '能不能再想想办法' });
    expect(appealed).toMatchObject({
      state: 'appealed',
      assignee: { token: principal.token },
      next: expect.stringMatching(new RegExp(`^接下来：换${principal.name}再看一遍，最晚`)),
    });
    expect(appealed.timeline.at(-2)).toMatchObject({ title: `您想换一位再看看，请${principal.name}来看` });
    expect(await scene.told(token, principal)).toEqual(['issue.assigned']);
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(404);
    // No way leads back to who has refused it.
    const back = await admin.api.post(`/issues/${token}/assign`, { assignee: worker.token });
    expect([back.status, back.body]).toMatchObject([400, { errors: [{ path: 'assignee' }] }]);
    const otherOfHers = await scene.village.report();
    const merged = await principal.api.post(`/issues/${token}/merge`, { into: otherOfHers });
    expect([merged.status, merged.body]).toMatchObject([409, { code: 'state_conflict' }]);

    await scene.act(principal, token, 'accept');
    const again = await scene.act(principal, token, 'decline', { ...refusal, text: '真的没有钱' });
    expect(again.decline).toMatchObject({ final: true, by: principal.name, text: '真的没有钱' });
    const hers = await scene.see(reporter, token);
    expect(hers.abilities).toMatchObject({ agree: true, appeal: false, reject: false });
    expect(hers.next).toBe('接下来：已经换人看过了，请您看看这个答复，同意就说一声，时间先停着。');
    expect((await reporter.api.post(`/issues/${token}/appeal`)).status).toBe(409);
    house.clock.pass(14 * day);
    await house.ring();
    expect((await scene.see(reporter, token)).state).toBe('unconfirmed');
    expect((await reporter.api.post(`/issues/${token}/appeal`)).status).toBe(409);
  });

  it('comes back to who has refused it by no rule either', async () => {
    const { principal, admin, worker } = scene.people;
    const token = await scene.village.issueIn('appealed');
    await scene.act(principal, token, 'assign', { assignee: admin.token });
    // The rules of the village hand everything to the worker.
    expect((await principal.api.post(`/staff/${admin.token}/leave`)).status).toBe(200);
    expect((await scene.see(principal, token)).assignee?.token).toBe(principal.token);
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(404);
  });

  it('may be done after all by who looks again', async () => {
    const { reporter, principal } = scene.people;
    const token = await scene.village.issueIn('appealed');
    await scene.act(principal, token, 'accept');
    await scene.act(principal, token, 'resolve', { text: '找到了一笔钱' });
    expect((await scene.act(reporter, token, 'confirm')).state).toBe('confirmed');
    const { decline } = await scene.see(reporter, token);
    expect(decline?.text).toBe(refusal.text);
  });

  it('goes to somebody else also where whoever leads the school has refused it', async () => {
    const { reporter, principal, admin } = scene.people;
    const token = await scene.village.issueIn('accepted');
    await scene.act(principal, token, 'decline', refusal);
    const appealed = await scene.act(reporter, token, 'appeal');
    expect(appealed.assignee?.token).toBe(admin.token);
    // She coordinates still, but has had her say.
    expect((await scene.see(principal, token)).abilities).toMatchObject({ decline: false, assign: true });
    expect((await principal.api.post(`/issues/${token}/decline`, refusal)).status).toBe(409);
    const back = await principal.api.post(`/issues/${token}/assign`, { assignee: principal.token });
    expect(back.status).toBe(400);
  });

  it('goes to the office above where nobody else leads the school, and to the rules where there is none', async () => {
    const { village } = scene;
    const { reporter, principal, admin, officer, worker } = scene.people;
    await house.make.hasNoRole(village.school, admin);
    const refused = async () => {
      const token = await village.issueIn('accepted');
      await scene.act(principal, token, 'decline', refusal);
      return token;
    };
    const above = await refused();
    expect((await scene.act(reporter, above, 'appeal')).assignee?.token).toBe(officer.token);
    expect((await scene.see(officer, above)).abilities).toMatchObject({ accept: true, decline: true });
    await house.database.write((tx) =>
      tx.global(RegionRoleRow).update({ personId: officer.id }, { toDay: '2025-09-02' }),
    );
    const here = await refused();
    expect((await scene.act(reporter, here, 'appeal')).assignee?.token).toBe(worker.token);
  });

  it('comes back with "not done": the clock runs on from where it stood, and the head is told', async () => {
    const { reporter, worker, principal } = scene.people;
    const token = await scene.village.report();
    await scene.act(worker, token, 'accept');
    const before = await scene.see(reporter, token);
    const done = await scene.act(worker, token, 'resolve', { text: '换好了' });
    expect([done.due, done.paused]).toEqual([null, '等家长说一声，时间先停着。']);
    // A week of the family's time, of which none is taken from the school's.
    house.clock.pass(7 * day);
    const again = await scene.act(reporter, token, 'reject', { text: '还是不亮' });
    const due = new Date(again.due?.at ?? 0).getTime();
    expect(due - new Date(before.due?.at ?? 0).getTime()).toBe(7 * day);
    expect(again).toMatchObject({ state: 'reopened', stateLabel: '没修好，再办' });
    expect(await scene.told(token, principal)).toEqual(['issue.reopened']);
    expect(await scene.told(token, worker)).toEqual(['issue.assigned', 'issue.reopened']);
    const closed = await scene.act(worker, token, 'resolve', { text: '这次换了整盏灯' });
    expect(closed.timeline.map(({ event }) => event)).toContain('reject');
    expect((await scene.act(reporter, token, 'confirm')).state).toBe('confirmed');
    // Her word counts later, too.
    expect((await scene.act(reporter, token, 'reject')).state).toBe('reopened');
  });

  it('is carried out once, however often it is sent', async () => {
    const { reporter, worker } = scene.people;
    const token = await scene.village.issueIn('accepted');
    const steps = [
      [worker, 'decline', refusal],
      [reporter, 'appeal', { text: '再看看' }],
    ] as const;
    for (const [by, action, body] of steps) {
      const send = () =>
        by.api.post<IssueDetail>(`/issues/${token}/${action}`, body, { key: `${action}-key-1` });
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    }
    const { names } = await scene.events(token);
    expect(names.slice(-2)).toEqual(['decline', 'appeal']);
  });
});
