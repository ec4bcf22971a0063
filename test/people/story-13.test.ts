import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BindingRequestView, MyBinding, ShownChildCode } from '#shared/people/binding-contract.js';
import type { IntegrityFindingView } from '#shared/people/binding-contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import type { SessionView } from '#shared/session/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Village } from '../http/support/village.js';
import { slipCode } from '../http/support/family-scene.js';
import type { TestRow } from '../support/factory.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';

describe('story 13, the binding half: roster day', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const pupil = async (name: string): Promise<TestRow & { name: string }> => ({
    ...(await house.make.child(village.school, village.classroom, name)),
    name,
  });
  const slip = (child: TestRow) => slipCode(house, child, village.people.teacher);
  const claim = (api: ApiClient, code: string, childName: string, name: string, relation = 'mother') =>
    api.post<MyBinding>('/session/child-binding', { code, childName, name, relation });
  /** The session of whoever has just been bound on a phone that was nobody's. */
  const signedIn = async (openid: string): Promise<ApiClient> => {
    const code = house.emulator.emulator.issueLoginCode(openid);
    const { body } = await house.as(null).post<SessionView>('/session/wechat', { code });
    return house.as(body.token ?? null);
  };
  const childrenOf = async (api: ApiClient) =>
    (await api.get<SessionView>('/session')).body.children.map((child) => child.name);
  const inQuarantine = async () =>
    (await village.people.teacher.api.get<Page<BindingRequestView>>('/binding-requests?side=school')).body
      .items;
  const decide = (api: ApiClient, token: string, decision: string) =>
    api.post<BindingRequestView>(`/binding-requests/${token}/decide`, { decision });

  it('binds the first parent by a slip; everybody after her waits until she agrees', async () => {
    const child = await pupil('李沐阳');
    const mother = await house.make.stranger();
    const bound = await claim(mother.api, await slip(child), '李沐阳', '李芳');
    expect([bound.status, bound.body.state]).toEqual([201, 'bound']);
    const mothers = await signedIn(mother.openid);
    expect(await childrenOf(mothers)).toEqual(['李沐阳']);

    const uncle = await house.make.stranger();
    const waiting = await claim(uncle.api, await slip(child), '李沐阳', '李强', 'uncle');
    expect(waiting.body.state).toBe('waiting');
    expect((await uncle.api.get<SessionView>('/session')).body.children).toEqual([]);
    const asked = await house.database.read.global(OutboxRow).findBy({ kind: 'binding.asked' });
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked)).not.toMatch(/李/);
    const list = await mothers.get<Page<BindingRequestView>>('/binding-requests');
    expect(list.body.items).toMatchObject([
      { name: '李强', relation: 'uncle', decisions: ['approve', 'refuse'] },
    ]);
    // What made the school doubt, had it doubted, is not for families.
    expect(Object.keys(list.body.items[0] ?? {})).not.toContain('doubts');
    expect((await decide(mothers, waiting.body.token, 'confirm')).status).toBe(403);
    expect((await decide(mothers, waiting.body.token, 'approve')).body.state).toBe('bound');
    expect(await childrenOf(await signedIn(uncle.openid))).toEqual(['李沐阳']);
    expect((await decide(mothers, waiting.body.token, 'refuse')).status).toBe(409);

    // Who was let in may be told; nothing else is hers by that.
    const page = await mothers.get<ChildDetail>(`/children/${child.token}`);
    const rights = page.body.family?.guardians.map(({ person, rights: held }) => [
      person.name,
      held.map(({ right }) => right),
    ]);
    expect(rights).toEqual([
      ['李芳', ['authority', 'contact']],
      ['李强', ['contact']],
    ]);
    expect(page.body.family?.households).toMatchObject([{ votes: true, adults: [{}, {}] }]);
  });

  it('refuses a slip that was used, replaced or never printed, in the same words', async () => {
    const child = await pupil('张一诺');
    const used = await slip(child);
    await claim((await house.make.stranger()).api, used, '张一诺', '张父', 'father');
    const replaced = await slip(child);
    await slip(child);
    const answers = [];
    for (const code of [used, replaced, 'ZZZZZ33333'])
      answers.push(await claim((await house.make.stranger()).api, code, '张一诺', '某', 'aunt'));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(new Set(answers.map(({ raw }) => raw)).size).toBe(1);
  });

  it('holds the second of two 王梓涵 until the teacher has looked, and shows her nothing before', async () => {
    const [one, other] = [await pupil('王梓涵'), await pupil('王梓涵')];
    const phone = await house.make.stranger();
    const held = await claim(phone.api, await slip(one), '王梓涵', '王建');
    expect(held.body.state).toBe('quarantined');
    expect(held.raw).not.toContain(one.token);
    expect((await phone.api.get<SessionView>('/session')).body.people).toEqual([]);
    const [seen] = await inQuarantine();
    expect(seen).toMatchObject({
      child: { token: one.token },
      doubts: ['same_name'],
      decisions: ['link', 'confirm', 'reject'],
      othersSeen: [{ name: '王梓涵' }],
    });
    // Somebody of the same name is no sibling.
    expect((await decide(village.people.teacher.api, held.body.token, 'link')).status).toBe(409);
    expect((await decide(village.people.otherTeacher.api, held.body.token, 'confirm')).status).toBe(404);
    expect((await decide(village.people.teacher.api, held.body.token, 'confirm')).body.state).toBe('bound');
    const api = await signedIn(phone.openid);
    expect((await api.get(`/children/${one.token}`)).status).toBe(200);
    expect((await api.get(`/children/${other.token}`)).status).toBe(404);
  });

  it('holds a slip that was typed for another child', async () => {
    const child = await pupil('赵雨桐');
    const held = await claim((await house.make.stranger()).api, await slip(child), '赵雨彤', '赵母');
    expect(held.body.state).toBe('quarantined');
    const seen = (await inQuarantine()).find((one) => one.token === held.body.token);
    expect(seen).toMatchObject({ doubts: ['other_name'], typedChildName: '赵雨彤' });
    expect((await decide(village.people.teacher.api, held.body.token, 'reject')).body.state).toBe('refused');
    expect((await inQuarantine()).map((one) => one.token)).not.toContain(held.body.token);
  });

  it('links twins on one phone, and never two families that share one', async () => {
    const [first, second, stranger] = [await pupil('陈晨'), await pupil('陈曦'), await pupil('吴桐')];
    const phone = await house.make.stranger();
    expect((await claim(phone.api, await slip(first), '陈晨', '陈母')).body.state).toBe('bound');
    const api = await signedIn(phone.openid);
    const twin = await claim(api, await slip(second), '陈曦', '陈母');
    expect(twin.body.state).toBe('quarantined');
    expect(await childrenOf(api)).toEqual(['陈晨']);
    expect((await decide(village.people.teacher.api, twin.body.token, 'link')).body.state).toBe('bound');
    expect(await childrenOf(api)).toEqual(['陈晨', '陈曦']);
    const page = await api.get<ChildDetail>(`/children/${second.token}`);
    expect(page.body.family?.households[0]?.children.map((child) => child.name)).toEqual(['陈晨', '陈曦']);

    const shared = await claim(api, await slip(stranger), '吴桐', '陈母', 'aunt');
    expect(shared.body.state).toBe('quarantined');
    expect((await inQuarantine()).find((one) => one.token === shared.body.token)?.doubts).toEqual([
      'shared_phone',
    ]);
    expect((await api.get(`/children/${stranger.token}`)).status).toBe(404);
  });

  it('lets a teacher bind a grandmother who stands before her, with big buttons', async () => {
    const child = await pupil('周小满');
    const mother = await house.make.guardian(village.school, child, 'mother');
    const shown = await village.people.teacher.api.post<ShownChildCode>(
      `/children/${child.token}/binding-code`,
      { relation: 'grandmother', simpleMode: true },
    );
    expect(shown.body.picture).toMatch(/^data:image\/png;base64,/);
    const phone = await house.make.stranger();
    const bound = await claim(phone.api, shown.body.code, '小满', '周奶奶', 'aunt');
    expect(bound.body).toMatchObject({ state: 'bound', relation: 'grandmother', simpleMode: true });
    const granny = await signedIn(phone.openid);
    expect((await granny.get<SessionView>('/session')).body.preferences.simpleMode).toBe(true);

    // Her phone is lost: the mother takes it off, and what it asks next is answered as to anybody.
    const page = await mother.api.get<ChildDetail>(`/children/${child.token}`);
    const person = page.body.family?.guardians.find((one) => one.relation === 'grandmother')?.person.token;
    expect((await mother.api.post(`/children/${child.token}/unbind`, { person })).status).toBe(204);
    expect((await granny.get('/session')).status).toBe(401);
    expect(await childrenOf(await signedIn(phone.openid))).toEqual([]);
    expect(
      (await mother.api.get<ChildDetail>(`/children/${child.token}`)).body.family?.guardians,
    ).toHaveLength(2);
  });

  it('lists each night what contradicts itself, until it is put right', async () => {
    const { api } = village.people.principal;
    const child = await pupil('孙无依');
    expect((await api.post('/integrity-findings/look')).status).toBe(200);
    const about = async () =>
      (await api.get<Page<IntegrityFindingView>>('/integrity-findings?limit=50')).body.items.filter(
        (one) => one.child?.token === child.token,
      );
    expect((await about()).map(({ kind }) => kind)).toEqual(['no_authority']);
    const [first] = await about();
    house.clock.pass(86_400_000);
    await house.ring();
    const [again] = await about();
    expect(again?.firstSeenAt).toBe(first?.firstSeenAt);
    expect(again?.lastSeenAt).not.toBe(first?.lastSeenAt);
    await house.make.guardian(village.school, child, 'mother');
    house.clock.pass(86_400_000);
    await house.ring();
    // She has somebody who decides now, and no household that votes.
    expect((await about()).map(({ kind }) => kind)).toEqual(['no_family']);
  });

  it('prints a slip for each child of a classroom, and makes the slips before it worthless', async () => {
    const child = await pupil('钱多多');
    const before = await slip(child);
    const { api } = village.people.teacher;
    const printed = await api.post<string>('/binding-slips', { classroom: village.classroom.token });
    expect([printed.status, printed.raw.slice(0, 5)]).toEqual([201, '%PDF-']);
    const refused = await claim((await house.make.stranger()).api, before, '钱多多', '钱母');
    expect(refused.status).toBe(422);
  });

  it('lets no slip lie about for longer than a month', async () => {
    const child = await pupil('冯来迟');
    const code = await slip(child);
    house.clock.pass(31 * 86_400_000);
    expect((await claim((await house.make.stranger()).api, code, '冯来迟', '冯母')).status).toBe(422);
  });
});
