import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionView } from '#shared/session/contract.js';
import { SubscriptionCredit } from '../../server/src/platform/auth/identity.entity.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

const day = 86_400_000;

describe('a phone signs in through WeChat', () => {
  let house: House;
  let school: TestSchool;
  let child: TestRow;
  let principal: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    child = await house.make.child(school, await house.make.classroom(school));
    principal = await house.make.staff(school, 'principal');
  });
  afterAll(() => house.close());

  const login = (code: string) =>
    house.as(null).post<SessionView & { code: string }>('/session/wechat', { code });
  const codeOf = (person: { openid: string }) => house.emulator.emulator.issueLoginCode(person.openid);
  const slip = async (person: { token: string }) =>
    (await principal.api.post<{ code: string }>(`/staff/${person.token}/binding-code`)).body.code;

  it('and out again by a DELETE without a body, of which WeChat says that it is JSON', async () => {
    const granny = await house.make.guardian(school, child);
    const asWeChat = { headers: { 'content-type': 'application/json' } };
    const { api } = granny;
    const pictures = ['sun', 'bird', 'tree', 'cup'];
    expect((await api.post('/session/pin', { pictures })).status).toBe(200);
    expect((await api.post('/session/unlock', { pictures })).status).toBe(200);
    expect((await api.delete('/session/pin', asWeChat)).status).toBe(204);
    const second = await house.make.again(granny);
    expect((await second.delete('/session', asWeChat)).status).toBe(204);
    expect((await second.get('/session')).status).toBe(401);
    expect((await api.delete('/session/binding', asWeChat)).status).toBe(204);
    // What says that it holds JSON and holds none stays refused where a body is wanted.
    const empty = { method: 'POST', url: '/api/v1/session/wechat', ...asWeChat } as const;
    expect((await house.as(null).raw(empty)).status).toBe(400);
  });

  it('with a code that works once', async () => {
    const granny = await house.make.guardian(school, child);
    const code = codeOf(granny);
    const first = await login(code);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      person: { token: granny.token, name: granny.name },
      people: [{ token: granny.token }],
      children: [{ token: child.token, relation: 'grandmother' }],
      abilities: { report: true, workOnIssues: false, seeBoard: false, configure: false },
      mustChangePassword: false,
      mustSetUpSecondStep: false,
    });
    expect((await house.as(first.body.token ?? '').get<SessionView>('/session')).body.person?.token).toBe(
      granny.token,
    );
    const again = await login(code);
    const unknown = await login('never-issued');
    expect([again.status, again.body.code]).toEqual([401, 'login_code_refused']);
    expect(again.raw).toBe(unknown.raw);
    house.clock.pass(6 * 60_000);
    expect((await login(codeOf(granny))).status).toBe(201);
    const old = codeOf(granny);
    house.clock.pass(6 * 60_000);
    expect((await login(old)).raw).toBe(unknown.raw);
  });

  it('or is asked to come back when WeChat is busy or silent', async () => {
    const granny = await house.make.guardian(school, child);
    for (const failure of ['-1', '500', 'timeout-lost'] as const) {
      house.emulator.emulator.failures.plan(failure, 1, { api: 'login', openid: granny.openid });
      const answer = await login(codeOf(granny));
      expect({ failure, status: answer.status, code: answer.body.code }).toEqual({
        failure,
        status: 503,
        code: 'unavailable',
      });
    }
    expect((await login(codeOf(granny))).status).toBe(201);
  });

  it('as nobody yet, until a slip binds it; a slip works once, for a day, and an older one no longer', async () => {
    const stranger = await house.make.stranger();
    const { body } = await login(codeOf(stranger));
    expect(body).toMatchObject({ person: null, people: [], schools: [], children: [] });
    expect(Object.values(body.abilities)).not.toContain(true);
    const phone = house.as(body.token ?? '');
    expect((await phone.get('/children')).status).toBe(403);

    const cook = await house.make.staff(school, 'canteen');
    const older = await slip(cook);
    const newer = await slip(cook);
    expect(newer).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const wrong = await phone.post('/session/binding', { code: 'AAAA-AAAA' });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'binding_refused']);
    expect((await phone.post('/session/binding', { code: older })).raw).toBe(wrong.raw);
    const bound = await phone.post<SessionView>('/session/binding', {
      code: ` ${newer.toLowerCase().replace('-', ' ')} `,
    });
    expect(bound.body).toMatchObject({
      person: { token: cook.token },
      schools: [{ roles: [{ role: 'canteen' }] }],
    });
    expect((await house.as(bound.body.token ?? '').get('/assignees')).status).toBe(200);
    expect((await phone.post('/session/binding', { code: newer })).raw).toBe(wrong.raw);

    const expired = await slip(cook);
    house.clock.pass(day);
    expect((await phone.post('/session/binding', { code: expired })).raw).toBe(wrong.raw);
    const [one, two] = [await house.make.stranger(), await house.make.stranger()];
    const raced = await slip(cook);
    const race = await Promise.all(
      [one, two].map(({ api }) => api.post('/session/binding', { code: raced })),
    );
    expect(race.map((answer) => answer.status).sort()).toEqual([201, 422]);
    // A browser has no WeChat account to bind.
    await house.make.login(principal, 'principal.bind', 'Spring-2026-rain');
    const browser = await house
      .as(null)
      .post<SessionView>('/session/password', { login: 'principal.bind', password: 'Spring-2026-rain' });
    expect(
      (await house.as(browser.body.token ?? '').post('/session/binding', { code: await slip(cook) })).status,
    ).toBe(403);
  });

  it('for several people who share it, each in a session of her own', async () => {
    const granny = await house.make.guardian(school, child);
    const mother = await house.make.person();
    await house.make.guards(school, child, mother);
    const mothersOnGrannys = await house.make.sharesPhone(mother, granny);
    const { body } = await login(codeOf(granny));
    expect(body.person).toBeNull();
    expect(body.people.map((person) => person.token).sort()).toEqual([granny.token, mother.token].sort());
    const phone = house.as(body.token ?? '');
    expect((await phone.get('/children')).status).toBe(403);

    const acting = await phone.post<SessionView>('/session/acting', { person: mother.token });
    expect(acting.body).toMatchObject({
      person: { token: mother.token },
      children: [{ relation: 'mother' }],
    });
    const asMother = house.as(acting.body.token ?? '');
    const issue = await asMother.post<{ token: string }>('/issues', house.make.report('门坏了'));
    expect(issue.status).toBe(201);
    const asGranny = house.as(
      (await phone.post<SessionView>('/session/acting', { person: granny.token })).body.token ?? '',
    );
    expect((await asGranny.get(`/issues/${issue.body.token}`)).status).toBe(404);
    const foreign = await phone.post('/session/acting', { person: principal.token });
    expect([foreign.status, foreign.raw]).toEqual([
      404,
      (await phone.post('/session/acting', { person: school.token })).raw,
    ]);

    // Taking one off the phone ends her sessions there at once; the other stays signed in, and so does her own phone.
    expect((await asMother.delete('/session/binding')).status).toBe(204);
    for (const ended of [asMother, mothersOnGrannys]) expect((await ended.get('/session')).status).toBe(401);
    for (const kept of [asGranny, granny.api, mother.api])
      expect((await kept.get('/session')).status).toBe(200);
    expect((await phone.post('/session/acting', { person: mother.token })).status).toBe(404);
    expect((await login(codeOf(granny))).body.person?.token).toBe(granny.token);
    // Bound again later, an old session does not come back to life.
    await house.make.sharesPhone(mother, granny);
    for (const ended of [asMother, mothersOnGrannys]) expect((await ended.get('/session')).status).toBe(401);
  });

  it('stays signed in for a month, and is signed out when it asks', async () => {
    const granny = await house.make.guardian(school, child);
    const again = await house.make.again(granny);
    house.clock.pass(30 * day - 1);
    expect((await granny.api.get('/session')).status).toBe(200);
    expect((await granny.api.delete('/session')).status).toBe(204);
    expect((await granny.api.get('/session')).status).toBe(401);
    expect((await again.get('/session')).status).toBe(200);
    house.clock.pass(1);
    expect((await again.get('/session')).status).toBe(401);
  });

  it('loses an ended role the next day, and at once when it is taken away', async () => {
    const head = await house.make.staff(school, 'principal');
    const cook = await house.make.staff(school, 'canteen');
    const guard = await house.make.staff(school, 'security');
    expect((await cook.api.get('/assignees')).status).toBe(200);
    expect((await head.api.post(`/staff/${cook.token}/end-role`, { role: 'canteen' })).status).toBe(200);
    expect((await cook.api.get('/assignees')).status).toBe(404);
    expect((await cook.api.get<SessionView>('/session')).body).toMatchObject({
      schools: [],
      abilities: { workOnIssues: false },
    });
    await house.make.endsRole(school, guard, '2026-01-01');
    expect((await guard.api.get('/assignees')).status).toBe(404);
    const nurse = await house.make.staff(school, 'health');
    await house.make.endsRole(school, nurse, today());
    expect((await nurse.api.get('/assignees')).status).toBe(200);
    house.clock.pass(day);
    expect((await nurse.api.get('/assignees')).status).toBe(404);
  });

  it('keeps what a tap on "allow" gave, one message each and never more than twenty', async () => {
    const granny = await house.make.guardian(school, child);
    const credits = async () => {
      const rows = await house.database.read
        .global(SubscriptionCredit)
        .findBy({ accountId: granny.accountId });
      return Object.fromEntries(rows.map((row) => [row.templateKey, row.credits]));
    };
    await granny.api.post('/session/credits', { accepted: ['progress', 'progress'] });
    expect(await credits()).toEqual({ progress: 1 });
    for (let i = 0; i < 22; i++) await granny.api.post('/session/credits', { accepted: ['progress'] });
    await granny.api.post('/session/credits', { accepted: ['work'] });
    expect(await credits()).toEqual({ progress: 20, work: 1 });
  });

  function today(): string {
    return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(house.clock.now());
  }
});
