import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionView } from '#shared/session/contract.js';
import { StaffRoleRow } from '../../server/src/features/people/people.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { PasswordLogin } from '../../server/src/platform/auth/identity.entity.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import type { TestPerson, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';

const right = 'Spring-2026-rain';
const minute = 60_000;
const wide = { points: 1_000_000, duration: 60 };
const noLimits = { address: wide, session: wide, login: wide, binding: wide };

describe('staff sign in with a password', () => {
  let house: House;
  let school: TestSchool;
  let principal: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    principal = await house.make.staff(school, 'principal');
  });
  afterEach(() => house.app.get(RateLimits).configure(noLimits));
  afterAll(() => house.close());

  const signIn = (login: string, password: string) =>
    house
      .as(null)
      .post<SessionView & { code: string; detail: string }>('/session/password', { login, password });
  async function member(login: string): Promise<TestPerson> {
    const person = await house.make.staff(school, 'school_admin');
    await house.make.login(person, login, right);
    return person;
  }
  async function browser(login: string, password = right): Promise<ApiClient> {
    const { status, body } = await signIn(login, password);
    expect(status).toBe(201);
    return house.as(body.token ?? '');
  }

  it('and are let in with the right one only; a wrong one and an unknown name are answered alike', async () => {
    const admin = await member('li.lei');
    const ok = await signIn(' LI.Lei ', right);
    expect([ok.status, ok.body.person?.token]).toEqual([201, admin.token]);
    expect(ok.headers['cache-control']).toBe('no-store');
    const wrong = await signIn('li.lei', 'Spring-2026-sun!');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong_credentials']);
    for (const login of ['nobody', '李雷', "' OR 1=1 --", 'li.lei\u0000', '\ud800', 'ｌｉ.ｌｅｉ'])
      expect({ login, raw: (await signIn(login, right)).raw }).toEqual({ login, raw: wrong.raw });
    expect((await signIn('li.lei', right.toLowerCase())).raw).toBe(wrong.raw);
    const audits = await house.database.read.global(AuditRow).findBy({ actorId: admin.id, kind: 'auth' });
    expect(audits.map((row) => row.action)).toEqual([
      'signed_in.password',
      'sign_in_refused',
      'sign_in_refused',
    ]);
  });

  it('and are kept waiting after five wrong ones; the right one ends the count', async () => {
    await member('han.mei');
    for (let i = 0; i < 4; i++) expect((await signIn('han.mei', 'wrong')).status).toBe(401);
    expect((await signIn('han.mei', right)).status).toBe(201);
    for (let i = 0; i < 5; i++) expect((await signIn('han.mei', 'wrong')).status).toBe(401);
    const paused = await signIn('han.mei', right);
    expect([paused.status, paused.body.code]).toEqual([429, 'sign_in_paused']);
    house.clock.pass(minute);
    expect((await signIn('han.mei', right)).status).toBe(201);
    expect((await signIn('han.mei', 'wrong')).body.detail).toBe(
      '账号或密码不对，请再试一次；连续试错会暂时锁定。',
    );
  });

  it('and are held back when they guess too fast, with the time to wait', async () => {
    await member('wei.hua');
    house.app.get(RateLimits).configure({ ...noLimits, login: { points: 3, duration: 60 } });
    for (let i = 0; i < 3; i++) expect((await signIn('wei.hua', 'wrong')).status).toBe(401);
    const held = await signIn('wei.hua', right);
    expect([held.status, held.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(held.headers['retry-after'])).toBeLessThanOrEqual(60);
    house.app.get(RateLimits).configure({ ...noLimits, session: { points: 2, duration: 60 } });
    const busy = await browser('wei.hua');
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await busy.get('/session')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('with a first password that they are asked to change, which ends every other session of theirs', async () => {
    const created = await principal.api.post<{ member: { token: string }; firstPassword: string }>('/staff', {
      name: '新来的',
      roles: [{ role: 'school_admin' }],
      login: 'xin.lai',
    });
    expect(created.body.firstPassword).toHaveLength(12);
    const first = await signIn('xin.lai', created.body.firstPassword);
    expect(first.body.mustChangePassword).toBe(true);
    const here = house.as(first.body.token ?? '');
    const there = await browser('xin.lai', created.body.firstPassword);
    const change = (current: string, next: string) =>
      here.post<SessionView & { code: string }>('/session/password/change', { current, next });
    expect((await change('wrong', right)).body.code).toBe('wrong_credentials');
    expect((await change(created.body.firstPassword, created.body.firstPassword)).status).toBe(400);
    expect((await change(created.body.firstPassword, 'short')).status).toBe(400);
    const changed = await change(created.body.firstPassword, right);
    expect([changed.status, changed.body.mustChangePassword]).toEqual([201, false]);
    for (const ended of [here, there]) expect((await ended.get('/session')).status).toBe(401);
    expect((await house.as(changed.body.token ?? '').get('/session')).status).toBe(200);
    expect((await signIn('xin.lai', created.body.firstPassword)).status).toBe(401);
    expect((await signIn('xin.lai', right)).status).toBe(201);
    const stored = await house.database.read.global(PasswordLogin).findOneByOrFail({ login: 'xin.lai' });
    expect(stored.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('and are signed out everywhere when the password is set anew for them', async () => {
    const admin = await member('zhao.si');
    const before = await browser('zhao.si');
    const reset = await principal.api.post<{ firstPassword: string }>(`/staff/${admin.token}/reset-password`);
    expect((await before.get('/session')).status).toBe(401);
    expect((await signIn('zhao.si', right)).status).toBe(401);
    expect((await signIn('zhao.si', reset.body.firstPassword)).body.mustChangePassword).toBe(true);
  });

  it('for half a day', async () => {
    await member('ban.tian');
    const session = await browser('ban.tian');
    house.clock.pass(12 * 60 * minute - 1);
    expect((await session.get('/session')).status).toBe(200);
    house.clock.pass(1);
    expect((await session.get('/session')).status).toBe(401);
  });

  it('until they leave: then phone, browser, slip and role end in the same moment', async () => {
    const admin = await member('zou.le');
    const session = await browser('zou.le');
    const stranger = await house.make.stranger();
    const slip = await principal.api.post<{ code: string }>(`/staff/${admin.token}/binding-code`);
    // A role that was to end in summer anyway ends now all the same.
    await house.make.endsRole(school, admin, '2026-07-01');
    expect((await admin.api.get('/staff')).status).toBe(200);
    const left = await principal.api.post(`/staff/${admin.token}/leave`);
    expect([left.status, left.body]).toMatchObject([
      200,
      { active: false, roles: [], login: null, wechatBound: false },
    ]);
    for (const ended of [session, admin.api]) expect((await ended.get('/session')).status).toBe(401);
    expect((await signIn('zou.le', right)).status).toBe(401);
    expect((await stranger.api.post('/session/binding', { code: slip.body.code })).status).toBe(422);
    const roles = await house.database.read
      .of(StaffRoleRow, school.id)
      .find({ where: { personId: admin.id } });
    expect(roles.every((role) => role.toDay !== null && role.toDay < '2026-07-01')).toBe(true);
    const code = house.emulator.emulator.issueLoginCode(admin.openid);
    expect((await house.as(null).post<SessionView>('/session/wechat', { code })).body).toMatchObject({
      person: null,
      people: [],
    });
  });

  it('and keep their sign-ins, not the roles of the school they left, while they work at another', async () => {
    const admin = await member('liang.xiao');
    const second = await house.make.school();
    await house.make.works(second, admin, 'canteen');
    await house.make.endsRole(school, admin, '2026-07-01');
    expect((await principal.api.post(`/staff/${admin.token}/leave`)).status).toBe(200);
    const { body } = await admin.api.get<SessionView>('/session');
    expect(body.schools.map((one) => one.token)).toEqual([second.token]);
    expect((await admin.api.get(`/staff?school=${school.token}`)).status).toBe(404);
    expect((await signIn('liang.xiao', right)).status).toBe(201);
  });
});
