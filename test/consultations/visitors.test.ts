import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { AccountPerson, Person } from '../../server/src/platform/auth/identity.entity.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import { mp3 } from '../media/recordings.js';
import { House } from '../support/house.js';
import type { ApiClient, Json } from '../support/http.js';
import { bindingSlip } from '../http/routes/session-routes.js';
import { Village } from '../http/support/village.js';

describe('a visitor whom no school knows', () => {
  let house: House;
  let village: Village;
  let scene: string;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    scene = (
      await village.people.principal.api.post<ServiceCodeView>('/service-codes', { kind: 'consultation' })
    ).body.scene;
  });
  afterAll(() => house.close());

  const become = async (phone: { api: ApiClient }, name = '王大姐'): Promise<ApiClient> => {
    const { status, body } = await phone.api.post<SessionView>('/session/visitor', { name, code: scene });
    expect(status).toBe(201);
    return house.as(body.token ?? null);
  };
  const ask = async (api: ApiClient, text = '几点能来看孩子？', more: object = {}): Promise<string> => {
    const answer = await api.post<IssueDetail>('/issues', {
      clientId: randomUUID(),
      text,
      code: scene,
      ...more,
    });
    expect(answer.status).toBe(201);
    return answer.body.token;
  };
  const mine = async (api: ApiClient): Promise<string[]> =>
    (await api.get<{ items: IssueSummary[] }>('/issues?scope=mine')).body.items.map((one) => one.token);

  it('gives a name, asks, is answered, is told, and has the last word', async () => {
    const phone = await house.make.stranger();
    const api = await become(phone);
    const { body: session } = await api.get<SessionView>('/session');
    expect(session).toMatchObject({
      visitor: true,
      person: { name: '王大姐' },
      schools: [],
      children: [],
      regionRoles: [],
    });
    expect(Object.values(session.abilities)).not.toContain(true);
    const token = await ask(api);
    const { worker } = village.people;
    const seen = await worker.api.get<IssueDetail>(`/issues/${token}`);
    expect(seen.body).toMatchObject({ reporter: { name: '王大姐' }, families: 0, asked: { topic: 'other' } });
    await api.post('/session/credits', { accepted: ['progress'] });
    house.emulator.emulator.phones.addCredits(phone.openid, house.env.WECHAT_TEMPLATE_PROGRESS, 1);
    await worker.api.post(`/issues/${token}/accept`);
    await worker.api.post(`/issues/${token}/resolve`, { text: '星期三下午可以来看。' });
    await house.deliver();
    const messages = house.emulator.emulator.phones.list(phone.openid);
    expect(messages.length).toBeGreaterThanOrEqual(1);
    expect(await mine(api)).toEqual([token]);
    const answered = await api.get<IssueDetail>(`/issues/${token}`);
    expect(answered.body.timeline.some(({ text }) => text === '星期三下午可以来看。')).toBe(true);
    const done = await api.post<IssueDetail>(`/issues/${token}/confirm`, { text: '' });
    expect(done.body.state).toBe('confirmed');
  });

  it('asks by voice and without her name too', async () => {
    const api = await become(await house.make.stranger());
    const upload = await api.upload<{ token: string }>(mp3(2), { clientId: randomUUID(), code: scene });
    expect(upload.status).toBe(201);
    const spoken = await ask(api, '', { voice: upload.body.token, picture: 'other' });
    const sealed = await ask(api, '几点开门？', { sealed: true });
    expect((await mine(api)).sort()).toEqual([spoken, sealed].sort());
    const seen = await village.people.worker.api.get<IssueDetail>(`/issues/${sealed}`);
    expect([seen.body.reporter, seen.body.sealed]).toEqual([null, true]);
  });

  it('sees nothing of anybody else and opens no other door', async () => {
    const api = await become(await house.make.stranger());
    const other = await become(await house.make.stranger(), '李大哥');
    const others = await ask(other);
    const own = await village.report();
    for (const token of [others, own]) {
      expect((await api.get(`/issues/${token}`)).status).toBe(404);
      expect((await api.post(`/issues/${token}/confirm`, {})).status).toBe(404);
    }
    expect(await mine(api)).toEqual([]);
    const { school } = village;
    for (const path of [
      '/children',
      `/children/${village.child.token}`,
      `/staff?school=${school.token}`,
      `/staff-names?school=${school.token}`,
      `/places?school=${school.token}`,
      `/categories?school=${school.token}`,
      `/published-answers?school=${school.token}`,
      '/overview',
    ]) {
      const refused = await api.get<Json>(path);
      expect({ path, status: refused.status }).toEqual({ path, status: 403 });
    }
    for (const scope of ['assigned', 'board', 'safeguarding'])
      expect((await api.get(`/issues?scope=${scope}&school=${school.token}`)).status).toBe(404);
    const similar = await api.post('/issues/similar', { text: '走廊的灯坏了', code: scene });
    expect(similar.status).toBe(403);
    // Without the code there is no school to speak to.
    const bare = await api.post('/issues', { clientId: randomUUID(), text: '你好', school: school.token });
    expect(bare.status).toBe(404);
  });

  it('is one person to a phone, under the name she gave last', async () => {
    const phone = await house.make.stranger();
    const [first, second] = await Promise.all([become(phone), become(phone)]);
    const third = await become(phone, '王芳');
    const tokens = await Promise.all(
      [first, second, third].map(async (api) => (await api.get<SessionView>('/session')).body.person),
    );
    expect(new Set(tokens.map((person) => person?.token)).size).toBe(1);
    expect(tokens[0]?.name).toBe('王芳');
    const bound = await house.database.read.global(AccountPerson).findBy({ accountId: phone.accountId });
    expect(bound).toHaveLength(1);
  });

  it('keeps her questions when somebody is bound to the phone, and steps back behind her', async () => {
    const phone = await house.make.stranger();
    const api = await become(phone);
    const token = await ask(api);
    const mother = await house.make.person('周婷');
    await house.make.guards(village.school, village.child, mother);
    const slip = await bindingSlip(house, mother);
    const { body: bound } = await api.post<SessionView>('/session/binding', { code: slip });
    expect([bound.person?.name, bound.visitor]).toEqual(['周婷', false]);
    expect(bound.people.map(({ name, visitor }) => [name, visitor ?? false])).toEqual([
      ['王大姐', true],
      ['周婷', false],
    ]);
    const asMother = house.as(bound.token ?? null);
    expect(await mine(asMother)).toEqual([]);
    // Signing in again: it is her phone now, and nobody is asked who holds it.
    const code = house.emulator.emulator.issueLoginCode(phone.openid);
    const { body: again } = await house.as(null).post<SessionView>('/session/wechat', { code });
    expect(again.person?.name).toBe('周婷');
    const visitor = bound.people.find((one) => one.visitor);
    const acting = await asMother.post<SessionView>('/session/acting', { person: visitor?.token });
    expect(await mine(house.as(acting.body.token ?? null))).toEqual([token]);
    // Whom a school knows goes on under her own name.
    const refused = await asMother.post('/session/visitor', { name: '某某', code: scene });
    expect(refused.status).toBe(403);
  });

  it('needs a code that a school has printed, of any of the three kinds, and a name', async () => {
    const phone = await house.make.stranger();
    const wrong = await phone.api.post('/session/visitor', { name: '王大姐', code: 'A'.repeat(22) });
    expect(wrong.status).toBe(400);
    for (const name of ['', '   ', 'x'.repeat(21)])
      expect((await phone.api.post('/session/visitor', { name, code: scene })).status).toBe(400);
    const rows = await house.database.read.global(AccountPerson).countBy({ accountId: phone.accountId });
    expect(rows).toBe(0);
    for (const kind of ['feedback', 'evaluation']) {
      const code = await village.people.principal.api.post<ServiceCodeView>('/service-codes', { kind });
      const { status } = await (
        await house.make.stranger()
      ).api.post('/session/visitor', { name: '王大姐', code: code.body.scene });
      expect(status).toBe(201);
    }
  });

  it('is held back when she asks too much', async () => {
    const wide = { points: 1_000_000, duration: 60 };
    const rules = { address: wide, session: wide, login: wide, binding: wide, scan: wide, names: wide };
    const limits = house.app.get(RateLimits);
    const api = await become(await house.make.stranger());
    limits.configure({ ...rules, answers: wide, visitor: wide, asking: { points: 1, duration: 3600 } });
    await ask(api);
    const second = await api.post('/issues', { clientId: randomUUID(), text: '再问一个', code: scene });
    expect(second.status).toBe(429);
    // Who belongs to the school is not counted.
    await village.report();
    await village.report();
    limits.configure({ ...rules, answers: wide, asking: wide, visitor: { points: 1, duration: 3600 } });
    const phone = await house.make.stranger();
    await become(phone);
    expect((await phone.api.post('/session/visitor', { name: '王大姐', code: scene })).status).toBe(429);
    limits.configure({ ...rules, answers: wide, asking: wide, visitor: wide });
  });

  it('of another school asks there without being a member', async () => {
    const there = await Village.build(house);
    const guardian = there.people.reporter;
    const answer = await guardian.api.post<IssueDetail>('/issues', {
      clientId: randomUUID(),
      text: '几点能来看看？',
      code: scene,
    });
    expect([answer.status, answer.body.school.token]).toEqual([201, village.school.token]);
    const person = await house.database.read.global(Person).findOneByOrFail({ id: guardian.id });
    expect(person.visitorSince).toBeNull();
  });
});
