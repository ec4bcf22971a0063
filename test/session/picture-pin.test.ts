import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import type { LockView } from '#shared/session/lock-contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Person, PicturePin } from '../../server/src/platform/auth/identity.entity.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import { bindingSlip } from '../http/routes/session-routes.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';

const right = ['sun', 'bird', 'tree', 'cup'];
const wrong = ['cup', 'tree', 'bird', 'sun'];
const minute = 60_000;

describe('a phone that several hold', () => {
  let house: House;
  let school: TestSchool;
  let child: TestRow;
  let granny: TestPerson;
  let grandfather: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    await house.make.staff(school, 'safeguarding_lead');
    await house.make.staff(school, 'principal');
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    child = await house.make.child(school, await house.make.classroom(school));
    granny = await house.make.guardian(school, child);
    grandfather = await house.make.guardian(school, child, 'grandfather');
    await house.make.sharesPhone(grandfather, granny);
  });

  const session = async (api: ApiClient) => (await api.get<SessionView>('/session')).body;
  const setPin = (api: ApiClient, pictures = right) =>
    api.post<LockView & { code: string }>('/session/pin', { pictures });
  const unlock = (api: ApiClient, pictures = right) =>
    api.post<LockView & { code: string; detail: string }>('/session/unlock', { pictures });
  const takeOver = (api: ApiClient, person: TestRow, pictures?: string[]) =>
    api.post<SessionView & { code: string }>('/session/acting', {
      person: person.token,
      ...(pictures ? { pictures } : {}),
    });
  const report = async (api: ApiClient, text: string, more: object = {}) =>
    (await api.post<IssueDetail>('/issues', { clientId: randomUUID(), text, ...more })).body.token;
  const titles = async (api: ApiClient) =>
    (await api.get<{ items: IssueSummary[] }>('/issues?scope=mine')).body.items.map(({ title }) => title);

  it('shows everybody with a drawing of her own, given or picked, the same on each day', async () => {
    const given = (await session(granny.api)).people;
    expect(given.map(({ token, hasPin }) => [token, hasPin])).toEqual([
      [granny.token, false],
      [grandfather.token, false],
    ]);
    expect(new Set(given.map(({ picture }) => picture)).size).toBe(2);
    const hers = given[1]?.picture === 'fish' ? 'boat' : 'fish';
    expect((await granny.api.post('/session/picture', { picture: hers })).status).toBe(204);
    const picked = await session(granny.api);
    expect([picked.person?.picture, picked.people[0]?.picture]).toEqual([hers, hers]);
    const phone = house.as((await takeOver(granny.api, grandfather)).body.token ?? '');
    const taken = await phone.post<{ code: string; detail: string }>('/session/picture', { picture: hers });
    expect([taken.status, taken.body.code, taken.body.detail]).toEqual([
      409,
      'already_exists',
      '家里有人用了这张图，换一张吧。',
    ]);
    expect((await session(phone)).person?.picture).not.toBe(hers);
  });

  it('lets nobody in as her without her pictures, and says so only about who is on this phone', async () => {
    expect((await setPin(granny.api)).body.hasPin).toBe(true);
    const his = house.as((await takeOver(granny.api, grandfather)).body.token ?? '');
    expect((await session(his)).people.map(({ hasPin }) => hasPin)).toEqual([true, false]);
    for (const [pictures, code] of [
      [undefined, 'pin_needed'],
      [wrong, 'pin_wrong'],
    ] as const) {
      const refused = await takeOver(his, granny, pictures);
      expect([refused.status, refused.body.code]).toEqual([403, code]);
      expect(refused.raw).not.toContain(granny.name);
    }
    const let_in = await takeOver(his, granny, right);
    expect(let_in.status).toBe(201);
    expect(let_in.body.lock.unlockedUntil).toBe(
      new Date(house.clock.now().getTime() + 10 * minute).toISOString(),
    );
    const stranger = await house.make.guardian(school, child, 'mother');
    await setPin(stranger.api);
    expect((await takeOver(his, stranger, right)).body.code).toBe('not_found');
  });

  it('keeps what is sensitive shut until she taps them, for ten minutes, and again after the phone went round', async () => {
    const sealed = await report(granny.api, '林老师推了孩子，不敢说名字', { sealed: true });
    const harm = await report(granny.api, '孩子身上有伤，说是家里人打的', { picture: 'harm' });
    const plain = await report(granny.api, '滑梯上的钉子露出来了');
    await setPin(granny.api);
    const phone = await house.make.again(granny);
    expect((await session(phone)).lock).toEqual({ hasPin: true, unlockedUntil: null });

    const shut: [string, () => Promise<{ status: number; body: { code: string }; raw: string }>][] = [
      ['her report without a name', () => phone.get(`/issues/${sealed}`)],
      ['her report about harm', () => phone.get(`/issues/${harm}`)],
      ["the child's page", () => phone.get(`/children/${child.token}`)],
      ['a step in it', () => phone.post(`/issues/${sealed}/confirm`, {})],
      ['taking her off the phone', () => phone.delete('/session/binding')],
      ['another PIN', () => setPin(phone, wrong)],
      ['no PIN', () => phone.delete('/session/pin')],
    ];
    const tryAll = async () => {
      for (const [what, ask] of shut) {
        const answer = await ask();
        expect({ what, status: answer.status, code: answer.body.code }).toEqual({
          what,
          status: 403,
          code: 'pin_needed',
        });
        expect(answer.raw).not.toMatch(/林老师|伤/);
      }
      expect(await titles(phone)).toEqual(['滑梯上的钉子露出来了']);
    };
    await tryAll();
    // What is not sensitive goes on: nobody needs pictures to say that something is broken, or whether it was mended.
    expect((await phone.get(`/issues/${plain}`)).status).toBe(200);
    expect((await report(phone, '还有一件', { sealed: true })).length).toBeGreaterThan(10);

    expect((await unlock(phone)).body.unlockedUntil).not.toBeNull();
    expect((await phone.get(`/issues/${harm}`)).status).toBe(200);
    expect((await phone.get(`/children/${child.token}`)).status).toBe(200);
    expect(await titles(phone)).toHaveLength(4);
    house.clock.pass(10 * minute);
    await unlock(phone);
    const his = house.as((await takeOver(phone, grandfather)).body.token ?? '');
    expect(await titles(his)).toEqual([]);
    expect((await his.get(`/issues/${sealed}`)).status).toBe(404);
    expect((await phone.get<{ code: string }>(`/issues/${sealed}`)).body.code).toBe('pin_needed');
    house.clock.pass(11 * minute);
    expect((await phone.get<{ code: string }>(`/issues/${harm}`)).body.code).toBe('pin_needed');
  });

  it('shuts the closed room on a phone, but asks no pictures in a browser of the office', async () => {
    const lead = await house.make.staff(school, 'safeguarding_lead');
    const harm = await report(granny.api, '孩子身上有伤，说是林老师打的', { picture: 'harm' });
    await house.make.login(lead, 'lead.of.room', 'Autumn-2026-leaf');
    await setPin(lead.api);
    const phone = await house.make.again(lead);
    for (const path of ['/issues?scope=safeguarding', `/issues/${harm}`])
      expect((await phone.get<{ code: string }>(path)).body.code).toBe('pin_needed');
    const office = await house
      .as(null)
      .post<SessionView>('/session/password', { login: 'lead.of.room', password: 'Autumn-2026-leaf' });
    expect(office.body.lock).toEqual({ hasPin: false, unlockedUntil: null });
    const browser = house.as(office.body.token ?? '');
    expect((await browser.get(`/issues/${harm}`)).status).toBe(200);
  });

  it('pauses after five wrong tries, however they come, and opens with the right ones after it', async () => {
    await setPin(granny.api);
    const phone = await house.make.again(granny);
    const guesses = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => unlock(phone, wrong)));
    const looked = guesses.filter(({ body }) => body.code === 'pin_wrong').length;
    expect(looked).toBeLessThanOrEqual(5);
    for (let tries = looked; tries < 5; tries += 1)
      expect((await unlock(phone, wrong)).body.code).toBe('pin_wrong');
    const paused = await unlock(phone, right);
    expect([paused.status, paused.body.code, paused.body.detail]).toEqual([
      429,
      'pin_paused',
      '图片密码错了太多次，15 分钟以后再试。忘了可以请老师当面重设。',
    ]);
    expect(Number(paused.headers['retry-after'])).toBe(900);
    expect((await takeOver(phone, granny, right)).body.code).toBe('pin_paused');
    house.clock.pass(15 * minute);
    expect((await unlock(phone, wrong)).body.code).toBe('pin_wrong');
    expect((await unlock(phone, right)).status).toBe(200);
    const row = await house.database.read.global(PicturePin).findOneByOrFail({ personId: granny.id });
    expect([row.failures, row.lockedUntil]).toEqual([0, null]);
    const audit = await house.database.read.global(AuditRow).findBy({ actorId: granny.id, kind: 'auth' });
    expect(audit.filter(({ action }) => action === 'unlock_refused')).toHaveLength(6);
    expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(['pin_set', 'unlocked']));
  });

  it('holds back who guesses fast, before a guess is looked at', async () => {
    await setPin(granny.api);
    const limits = house.app.get(RateLimits);
    limits.configure({
      pin: { points: 2, duration: 60 },
      session: { points: 1e6, duration: 60 },
      address: { points: 1e6, duration: 60 },
    });
    const codes = [];
    for (let tries = 0; tries < 3; tries += 1) codes.push((await unlock(granny.api, wrong)).body.code);
    expect(codes).toEqual(['pin_wrong', 'pin_wrong', 'rate_limited']);
    const wide = { points: 1_000_000, duration: 60 };
    limits.configure({ pin: wide, session: wide, address: wide, binding: wide, login: wide });
  });

  it('is set anew by a slip that a teacher hands over, and changed or given up by herself', async () => {
    await setPin(granny.api);
    const code = await bindingSlip(house, granny);
    const his = house.as((await takeOver(granny.api, grandfather)).body.token ?? '');
    const back = await his.post<SessionView>('/session/binding', { code });
    expect([back.status, back.body.person?.token, back.body.lock.hasPin]).toEqual([201, granny.token, false]);
    const phone = house.as(back.body.token ?? '');
    expect((await setPin(phone, wrong)).status).toBe(200);
    expect((await unlock(phone, right)).body.code).toBe('pin_wrong');
    expect((await setPin(phone, right)).status).toBe(200);
    expect((await phone.delete('/session/pin')).status).toBe(204);
    expect((await session(phone)).lock).toEqual({ hasPin: false, unlockedUntil: null });
    expect(await house.database.read.global(PicturePin).countBy({ personId: granny.id })).toBe(0);
  });

  it('keeps nothing of the pictures that could be read or tried out without the key', async () => {
    await setPin(granny.api);
    await setPin(grandfather.api);
    const pins = house.database.read.global(PicturePin);
    const [hers, his] = await Promise.all(
      [granny, grandfather].map(({ id }) => pins.findOneByOrFail({ personId: id })),
    );
    expect(hers?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hers?.hash).not.toBe(his?.hash);
    const person = await house.database.read.global(Person).findOneByOrFail({ id: granny.id });
    expect(person.pinSince).toEqual(house.clock.now());
  });

  it('refuses pictures that are too few, too many, unknown or all the same', async () => {
    for (const pictures of [
      ['sun'],
      [...right, 'sun'],
      ['sun', 'sun', 'sun', 'sun'],
      ['sun', 'bird', 'tree', 'king'],
    ])
      expect((await setPin(granny.api, pictures)).body.code).toBe('invalid_input');
    expect((await session(granny.api)).lock.hasPin).toBe(false);
  });
});
