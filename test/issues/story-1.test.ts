import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultWeek } from '#shared/calendar/vocabulary.js';
import { addWorking, workingMinutesBetween } from '#shared/calendar/working-time.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { OpenedCode, ServiceCodeView } from '#shared/service-codes/contract.js';
import { mp3 } from '../media/recordings.js';
import { twoColours } from '../media/pictures.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { IntakeScene } from './intake-scene.js';

/** A school that has entered no calendar of its own works by the default week, all year. */
const rules = { week: defaultWeek, terms: [], days: [] };
const fourHours = 240;
const threeDays = 3 * 450;

describe('story 1: 周奶奶, who does not write, has the stairs mended', () => {
  let house: House;
  let scene: IntakeScene;
  let granny: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    // Friday, 16:40: of the four hours within which somebody should answer, most lie in the next week.
    house.clock.set('2026-03-06T16:40:00+08:00');
    scene = await IntakeScene.build(house);
    granny = await house.make.person('周奶奶');
    await house.make.guards(scene.school, scene.child, granny, 'grandmother', ['care', 'contact']);
    await house.make.credits(granny, 'progress', 5);
    for (const staff of [scene.wang, scene.principal]) await house.make.credits(staff, 'work', 5);
  });
  afterAll(() => house.close());

  const sends = async (by: TestPerson, bytes: Buffer) => {
    const fields = { clientId: randomUUID(), school: scene.school.token };
    const { status, body, raw } = await by.api.upload<{ token: string }>(bytes, fields);
    expect([status, raw]).toEqual([201, expect.any(String)]);
    return body.token;
  };
  const photo = () => twoColours().jpeg().toBuffer();
  /** What has come to somebody's phone by now about the issue: its last words, oldest first. */
  const phone = async (who: TestPerson, token: string) => {
    await house.deliver();
    const page = `packages/issues/detail/index?token=${token}`;
    return house.emulator.emulator.phones
      .list(who.openid)
      .filter((message) => message.page === page)
      .map(({ fields }) => fields.find(({ name }) => name === 'phrase2')?.value);
  };

  it('scans, speaks, takes a photo; logistics mends it, and it is mended when she says so', async () => {
    const { school, stairs, principal, wang } = scene;
    const hung = await principal.api.post<ServiceCodeView>('/service-codes', {
      kind: 'feedback',
      place: stairs.token,
      category: school.categories['facility'],
    });
    expect([hung.status, hung.body.label]).toEqual([201, '二楼楼梯']);

    const opened = await granny.api.post<OpenedCode>(`/codes/${hung.body.scene}/open`);
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({
      code: hung.body.scene,
      state: 'active',
      school: { token: school.token },
      place: { token: stairs.token, name: '二楼楼梯' },
      category: { code: 'facility' },
    });

    const reportedAt = house.clock.now();
    const made = await granny.api.post<IssueDetail>('/issues', {
      clientId: randomUUID(),
      code: opened.body.code,
      voice: await sends(granny, mp3(20)),
      photos: [await sends(granny, await photo())],
      picture: 'broken',
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      state: 'assigned',
      mine: true,
      text: '',
      place: { token: stairs.token },
      category: { code: 'facility' },
      assignee: { token: wang.token, name: '王建国', role: 'logistics' },
      picture: 'broken',
      hasVoice: true,
      voice: { seconds: 20 },
      transcript: null,
      reporter: { name: '周奶奶' },
    });
    expect(made.body.photos).toHaveLength(1);
    const { token } = made.body;
    const act = async (by: TestPerson, action: string, body: object = {}) => {
      const answer = await by.api.post<IssueDetail>(`/issues/${token}/${action}`, body);
      expect([action, answer.status, answer.raw]).toEqual([action, 200, expect.any(String)]);
      return answer.body;
    };
    const sees = async (by: TestPerson) => {
      const answer = await scene.seen(by, token);
      expect(answer.status).toBe(200);
      return answer.body;
    };

    // Four hours of work: fifty minutes of this Friday, and the rest of Monday.
    const answerBy = addWorking(rules, reportedAt, fourHours);
    expect(answerBy).toEqual(new Date('2026-03-09T11:10:00+08:00'));
    expect(made.body.due).toEqual({ clock: 'response', at: answerBy.toISOString(), late: false });
    expect((await sees(wang)).due).toEqual(made.body.due);
    expect(await phone(wang, token)).toEqual(['等您接下']);
    expect(await phone(granny, token)).toEqual([]);

    house.clock.set('2026-03-09T09:00:00+08:00');
    await house.ring();
    const accepted = await act(wang, 'accept');
    expect([accepted.state, accepted.due?.clock]).toEqual(['accepted', 'resolution']);
    const before = addWorking(rules, reportedAt, threeDays);
    expect((await sees(granny)).due).toEqual({
      clock: 'resolution',
      at: before.toISOString(),
      late: false,
    });
    expect(await phone(granny, token)).toEqual(['有人接下了']);

    house.clock.set('2026-03-09T11:00:00+08:00');
    const resolvedAt = house.clock.now();
    const done = await act(wang, 'resolve', {
      text: '扶手焊好了',
      photos: [await sends(wang, await photo())],
    });
    expect([done.state, done.due, done.paused]).toEqual(['resolved', null, '等家长说一声，时间先停着。']);
    expect(await phone(granny, token)).toEqual(['有人接下了', '请您看看']);
    const asked = await sees(granny);
    expect(asked).toMatchObject({
      state: 'resolved',
      waitingFor: 'you',
      abilities: { confirm: true, reject: true },
      transcript: null,
    });
    const after = asked.timeline.find(({ event }) => event === 'resolve');
    expect(after).toMatchObject({ picture: 'fixed', text: '扶手焊好了', photos: [expect.anything()] });
    const shown = await granny.api.raw({ method: 'GET', url: after?.photos[0]?.url ?? '' });
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/jpeg']);

    // The nap lies between: of four hours of waiting, two are working time.
    house.clock.set('2026-03-09T15:00:00+08:00');
    const waited = workingMinutesBetween(rules, resolvedAt, house.clock.now());
    expect(waited).toBe(120);
    const reopened = await act(granny, 'reject');
    expect([reopened.state, reopened.assignee?.token]).toEqual(['reopened', wang.token]);
    // Neither a new clock nor one that has run while she was asked.
    const runsOutAt = addWorking(rules, before, waited);
    expect(runsOutAt).toEqual(addWorking(rules, reportedAt, threeDays + waited));
    expect(reopened.due).toEqual({ clock: 'resolution', at: runsOutAt.toISOString(), late: false });
    expect(await phone(principal, token)).toEqual(['要再办']);
    expect(await phone(wang, token)).toEqual(['等您接下', '要再办']);

    house.clock.set('2026-03-10T10:00:00+08:00');
    await house.ring();
    expect((await act(wang, 'resolve', { text: '换了新的扶手' })).state).toBe('resolved');
    expect(await phone(granny, token)).toEqual(['有人接下了', '请您看看', '请您看看']);
    const closed = await act(granny, 'confirm');
    expect(closed).toMatchObject({
      state: 'confirmed',
      stateLabel: '家长说好了',
      progress: 5,
      waitingFor: 'nobody',
      due: null,
      paused: null,
      transcript: null,
      abilities: { confirm: false, reject: true },
    });
    expect(closed.timeline.map(({ event }) => event)).toEqual([
      'submitted',
      'classify',
      'assign',
      'accept',
      'resolve',
      'reject',
      'resolve',
      'confirm',
    ]);
    expect(await phone(wang, token)).toEqual(['等您接下', '要再办', '已办结']);
    const ended = await granny.api.get<{ items: { token: string }[] }>('/issues?scope=mine&state=ended');
    expect(ended.body.items.map((one) => one.token)).toEqual([token]);
  });
});
