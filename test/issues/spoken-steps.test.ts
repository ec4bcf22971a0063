import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { twoColours } from '../media/pictures.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import type { Answer } from '../support/http.js';
import { IntakeScene } from './intake-scene.js';

describe('what is said to an issue instead of being written', () => {
  let house: House;
  let scene: IntakeScene;
  beforeAll(async () => {
    house = await House.open();
    scene = await IntakeScene.build(house);
  });
  afterAll(() => house.close());

  const step = (
    by: TestPerson,
    issue: string,
    action: string,
    body: object = {},
    key = randomUUID(),
  ): Promise<Answer<IssueDetail>> => by.api.post<IssueDetail>(`/issues/${issue}/${action}`, body, { key });
  const done = async (by: TestPerson, issue: string, action: string, body: object = {}) => {
    const { status, raw, body: after } = await step(by, issue, action, body);
    expect({ action, status, raw: status === 200 ? '' : raw }).toEqual({ action, status: 200, raw: '' });
    return after;
  };
  const asked = async (more: object = {}): Promise<string> => {
    const { token } = await scene.spoken('broken', more);
    await done(scene.wang, token, 'accept');
    await done(scene.wang, token, 'ask', { text: '是二楼还是三楼？' });
    return token;
  };
  const heard = (issue: IssueDetail, event: string) =>
    issue.timeline.find((one) => one.event === event)?.voice;

  it('takes a whole conversation without a written word, and plays it to those who work on it', async () => {
    const { granny, wang } = scene;
    const issue = await asked();
    await done(granny, issue, 'reply', { voice: await scene.voice(granny, 7) });
    await done(wang, issue, 'resolve', { voice: await scene.voice(wang, 5) });
    await done(granny, issue, 'reject', { voice: await scene.voice(granny, 9), photos: [] });
    await done(wang, issue, 'resolve', { text: '又修了一次' });
    const end = await done(granny, issue, 'confirm', { voice: await scene.voice(granny, 3) });
    expect(end.state).toBe('confirmed');
    for (const by of [granny, wang, scene.principal]) {
      const { body } = await scene.seen(by, issue);
      const seconds = ['reply', 'resolve', 'reject', 'confirm'].map((event) => heard(body, event)?.seconds);
      expect(seconds).toEqual([7, 5, 9, 3]);
      expect(body.voice?.seconds).toBe(20);
      const reply = body.timeline.find((one) => one.event === 'reply');
      expect(reply?.text).toBeNull();
      expect(reply?.spoken).toContain('有7秒录音');
      const url = heard(body, 'reply')?.url ?? '';
      expect((await house.as(null).raw({ method: 'GET', url })).status).toBe(200);
    }
  });

  it('takes agreement and the wish for another look by voice', async () => {
    const { granny, wang } = scene;
    const { token } = await scene.spoken('broken');
    await done(wang, token, 'accept');
    await done(wang, token, 'decline', { reason: 'not_ours', text: '归供电所管', elsewhere: '镇供电所' });
    const appealed = await done(granny, token, 'appeal', { voice: await scene.voice(granny, 6) });
    expect([appealed.state, heard(appealed, 'appeal')?.seconds]).toEqual(['appealed', 6]);
    await done(scene.principal, token, 'decline', {
      reason: 'not_ours',
      text: '真的不归我们',
      elsewhere: '镇供电所',
    });
    const agreed = await done(granny, token, 'agree', { voice: await scene.voice(granny, 2) });
    expect([agreed.state, heard(agreed, 'agree')?.seconds]).toEqual(['settled', 2]);
  });

  it('wants words or a recording, and takes neither a photo nor somebody else’s voice for one', async () => {
    const { granny, wang } = scene;
    const issue = await asked();
    const fields = { clientId: randomUUID(), school: scene.school.token };
    const photo = await granny.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), fields);
    const cases: [object, number][] = [
      [{}, 400],
      [{ text: '  ' }, 400],
      [{ voice: null }, 400],
      [{ voice: 'x' }, 400],
      [{ voice: photo.body.token }, 404],
      [{ voice: await scene.voice(wang) }, 404],
      [{ text: '好', photos: [await scene.voice(granny)] }, 404],
    ];
    for (const [body, status] of cases)
      expect({ body, status: (await step(granny, issue, 'reply', body)).status }).toEqual({ body, status });
    const after = (await scene.seen(granny, issue)).body;
    expect([after.state, after.timeline.some((one) => one.voice !== null)]).toEqual([
      'waiting_family',
      false,
    ]);
  });

  it('keeps a repeated sending to one recording, and one recording to one step', async () => {
    const { granny } = scene;
    const issue = await asked();
    const voice = await scene.voice(granny, 4);
    const key = randomUUID();
    for (let sending = 0; sending < 2; sending += 1)
      expect((await step(granny, issue, 'reply', { voice }, key)).status).toBe(200);
    const { body } = await scene.seen(granny, issue);
    expect(body.timeline.filter((one) => one.voice !== null)).toHaveLength(1);
    const other = await asked();
    expect((await step(granny, other, 'reply', { voice })).status).toBe(404);
  });

  it('plays what a sealed reporter says without saying who she is', async () => {
    const { granny, wang } = scene;
    const issue = await asked({ sealed: true, voice: await scene.voice(granny, 8, { sealed: 'true' }) });
    await done(granny, issue, 'reply', { voice: await scene.voice(granny, 5, { sealed: 'true' }) });
    const { body, raw } = await scene.seen(wang, issue);
    expect([body.sealed, body.reporter, heard(body, 'reply')?.seconds]).toEqual([true, null, 5]);
    expect(raw).not.toContain(granny.name);
    expect(raw).not.toContain(granny.token);
  });

  it('takes the recordings of a diverted issue out of sight with everything else', async () => {
    const { granny, wang, principal } = scene;
    const issue = await asked();
    await done(granny, issue, 'reply', { voice: await scene.voice(granny, 5) });
    expect((await step(principal, issue, 'divert', { reason: 'harm', text: '' })).status).toBe(200);
    expect((await scene.seen(wang, issue)).status).toBe(404);
    const own = (await scene.seen(granny, issue)).body;
    expect(own.timeline.every((one) => one.voice === null)).toBe(true);
    expect(heard((await scene.seen(scene.lead, issue)).body, 'reply')?.seconds).toBe(5);
  });
});
