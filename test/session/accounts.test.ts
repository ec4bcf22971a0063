import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type {
  OwnAccount,
  OwnSessionList,
  PasswordSession,
  RecoveryCodes,
  SecondStepAsked,
  SecondStepSecret,
} from '#shared/session/account-contract.js';
import type { StaffMember } from '#shared/people/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { RecoveryCode, SignInTries, Totp } from '../../server/src/platform/auth/identity.entity.js';
import { bytesOfBase32, codeOfStep, stepAt } from '../../server/src/platform/auth/totp.js';
import { routeTable } from '../http/route-table.js';
import type { TestPerson, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';

const right = 'Spring-2026-rain';
const minute = 60_000;
const edge = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0' };

describe('the accounts of staff', () => {
  let house: House;
  let school: TestSchool;
  let principal: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    principal = await house.make.staff(school, 'principal');
  });
  afterAll(() => house.close());

  type Problem = { code: string; detail: string };
  type Opened = PasswordSession & Partial<SecondStepAsked> & Problem;
  const signIn = (login: string, password = right, more: object = {}, ip = '10.1.0.1') =>
    house.as(null).raw<Opened>({
      method: 'POST',
      url: '/api/v1/session/password',
      remoteAddress: ip,
      headers: { 'content-type': 'application/json', ...edge },
      payload: JSON.stringify({ login, password, ...more }),
    });
  const finish = (ticket: string, code: string) =>
    house.as(null).post<Opened>('/session/second-step', { ticket, code });
  async function member(role: 'school_admin' | 'principal' = 'school_admin') {
    const person = await house.make.staff(school, role);
    const login = `a${randomUUID().slice(0, 12)}`;
    await house.make.login(person, login, right);
    return { person, login };
  }
  const browserOf = async (login: string): Promise<ApiClient> =>
    house.as((await signIn(login)).body.token ?? '');
  const codeNow = (secret: string, away = 0): string =>
    codeOfStep(bytesOfBase32(secret), stepAt(house.clock.now()) + away);
  /** Sets up an app; answers its secret and the codes on paper. */
  async function setUp(browser: ApiClient, more: object = {}) {
    const begun = await browser.post<SecondStepSecret>('/account/second-step', { password: right, ...more });
    expect(begun.status).toBe(201);
    const { secret, qr } = begun.body;
    expect(qr).toMatch(/^<svg /);
    const confirmed = await browser.post<RecoveryCodes>('/account/second-step/confirm', {
      code: codeNow(secret),
    });
    expect(confirmed.status).toBe(201);
    house.clock.pass(30_000);
    return { secret, codes: confirmed.body.codes };
  }
  const ask = async (login: string): Promise<string> => {
    const { status, body } = await signIn(login);
    expect([status, Object.keys(body)]).toEqual([201, ['secondStep']]);
    return body.secondStep?.ticket ?? '';
  };
  const actionsOf = async ({ id }: TestPerson): Promise<string[]> => {
    const rows = await house.database.read
      .global(AuditRow)
      .find({ where: { actorId: id, kind: 'auth' }, order: { id: 'ASC' } });
    return rows.map((row) => row.action);
  };

  it('ask for a code of her app once she has set one up, and the half way in opens nothing', async () => {
    const { person, login } = await member();
    const browser = await browserOf(login);
    const own = () => browser.get<OwnAccount>('/account');
    expect((await own()).body).toEqual({
      login,
      secondStepSince: null,
      secondStepRequired: false,
      recoveryCodesLeft: 0,
    });
    expect((await browser.post('/account/second-step', { password: 'wrong' })).status).toBe(401);
    const begun = await browser.post<SecondStepSecret>('/account/second-step', { password: right });
    // Not in force before a code has been shown: who gives up half way can still come in.
    expect((await signIn(login)).body.token).toBeDefined();
    expect((await browser.post('/account/second-step/confirm', { code: '000000' })).status).toBe(401);
    const confirmed = await browser.post<RecoveryCodes>('/account/second-step/confirm', {
      code: codeNow(begun.body.secret),
    });
    expect(new Set(confirmed.body.codes).size).toBe(10);
    expect((await own()).body).toMatchObject({
      secondStepSince: house.clock.now().toISOString(),
      recoveryCodesLeft: 10,
    });
    const stored = await house.database.read.global(Totp).findOneByOrFail({ personId: person.id });
    expect(JSON.stringify(stored)).not.toContain(begun.body.secret);

    const ticket = await ask(login);
    for (const row of routeTable) {
      const [method = '', path = ''] = row.route.split(' ');
      const answer = await house.as(null).raw<Problem>({
        method,
        url: `/api/v1${path.replace(/\{\w+\}/g, 'A'.repeat(22))}`,
        headers: { authorization: `Bearer ${ticket}` },
      });
      // What is open to everybody is open to her too; nothing else is.
      if (answer.status === 401) expect(answer.body.code).toBe('signed_out');
      else expect(row.statuses.split(' ')[0]).not.toBe('401');
    }
    // The code with which the app was confirmed is used up.
    expect((await finish(ticket, codeNow(begun.body.secret))).body.code).toBe('second_step_refused');
    house.clock.pass(30_000);
    const code = codeNow(begun.body.secret);
    const both = await Promise.all([finish(ticket, code), finish(ticket, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
    // Nor is an earlier one good after a later one.
    expect((await finish(await ask(login), codeNow(begun.body.secret, -1))).status).toBe(401);
    const ahead = await finish(await ask(login), ` ${codeNow(begun.body.secret, 1)} `);
    expect([ahead.status, ahead.body.person?.token]).toEqual([201, person.token]);
    expect((await house.as(ahead.body.token ?? '').get('/staff')).status).toBe(200);
    const late = await ask(login);
    house.clock.pass(5 * minute);
    expect((await finish(late, codeNow(begun.body.secret))).body.code).toBe('sign_in_again');
    expect((await finish('k1.AAAA', '123456')).body.code).toBe('sign_in_again');
    // A ticket dies with the password that it was made under.
    const before = await ask(login);
    await principal.api.post(`/staff/${person.token}/reset-password`);
    expect((await finish(before, codeNow(begun.body.secret))).body.code).toBe('sign_in_again');
    expect(await actionsOf(person)).toEqual(
      expect.arrayContaining(['second_step_on', 'second_step_refused', 'signed_in.code', 'password_refused']),
    );
  });

  it('take a code from paper once, also when two bring it in the same moment', async () => {
    const { person, login } = await member();
    const { secret, codes } = await setUp(await browserOf(login));
    const [first = '', second = ''] = codes;
    const rows = await house.database.read.global(RecoveryCode).findBy({ personId: person.id });
    expect(JSON.stringify(rows)).not.toContain(first.replace('-', ''));
    const ticket = await ask(login);
    const race = await Promise.all([1, 2, 3].map(() => finish(ticket, first.toLowerCase())));
    expect(race.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    expect((await finish(await ask(login), first)).status).toBe(401);
    const inside = await finish(await ask(login), second.replace('-', ' '));
    const browser = house.as(inside.body.token ?? '');
    expect((await browser.get<OwnAccount>('/account')).body.recoveryCodesLeft).toBe(8);
    // New ones take the place of all that are left.
    const refused = await browser.post('/account/recovery-codes', { password: right, code: '000000' });
    expect(refused.status).toBe(401);
    const fresh = await browser.post<RecoveryCodes>('/account/recovery-codes', {
      password: right,
      code: codeNow(secret),
    });
    expect(fresh.body.codes).toHaveLength(10);
    expect((await finish(await ask(login), codes[2] ?? '')).status).toBe(401);
    expect((await finish(await ask(login), fresh.body.codes[0] ?? '')).status).toBe(201);
    expect(await actionsOf(person)).toEqual(
      expect.arrayContaining(['signed_in.recovery_code', 'recovery_codes_made']),
    );
  });

  it('move to another phone with a code of the old one, and do without it where the office does not ask', async () => {
    const { person, login } = await member();
    const browser = await browserOf(login);
    const { secret } = await setUp(browser);
    expect((await browser.post('/account/second-step', { password: right })).status).toBe(401);
    const moved = await setUp(browser, { code: codeNow(secret) });
    expect((await finish(await ask(login), codeNow(secret))).status).toBe(401);
    const inside = await finish(await ask(login), codeNow(moved.secret));
    expect(inside.status).toBe(201);
    house.clock.pass(30_000);
    const proof = () => ({ password: right, code: codeNow(moved.secret) });
    await principal.api.patch('/settings', { secondStepFor: ['school_admin'] });
    expect((await browser.post('/account/second-step/remove', proof())).status).toBe(403);
    await principal.api.patch('/settings', { secondStepFor: [] });
    expect((await browser.post('/account/second-step/remove', proof())).status).toBe(204);
    expect((await signIn(login)).body.token).toBeDefined();
    expect(await actionsOf(person)).toContain('second_step_off');
  });

  it('open nothing but the setting up where the office asks for a second step', async () => {
    const { login } = await member();
    await principal.api.patch('/settings', { secondStepFor: ['school_admin'] });
    const opened = await signIn(login);
    expect(opened.body.mustSetUpSecondStep).toBe(true);
    const browser = house.as(opened.body.token ?? '');
    for (const refused of [
      await browser.get<Problem>('/staff'),
      await browser.get<Problem>('/account/sessions'),
      await browser.post<Problem>('/places', { name: '沙池' }),
    ])
      expect([refused.status, refused.body.code]).toEqual([403, 'second_step_needed']);
    await setUp(browser);
    expect((await browser.get('/staff')).status).toBe(200);
    expect((await browser.get<SessionView>('/session')).body.mustSetUpSecondStep).toBe(false);
    // The first password comes before it: who handed it over must not set up an app of her own.
    const fresh = await house.make.staff(school, 'school_admin');
    await house.make.login(fresh, 'fresh.admin', right, true);
    const first = house.as((await signIn('fresh.admin')).body.token ?? '');
    const setting = await first.post<Problem>('/account/second-step', { password: right });
    expect([setting.status, setting.body.code]).toEqual([403, 'password_change_needed']);
    const change = { current: right, next: 'Summer-2026-wind' };
    const changed = await first.post<SessionView>('/session/password/change', change);
    expect(changed.body).toMatchObject({ mustChangePassword: false, mustSetUpSecondStep: true });
    await principal.api.patch('/settings', { secondStepFor: null });
  });

  it('refuse a password that is the login, or that everybody has', async () => {
    const { login } = await member();
    const browser = await browserOf(login);
    for (const next of [`${login}-x`, 'woaini1314520', 'short']) {
      const answer = await browser.post('/session/password/change', { current: right, next });
      expect([next, answer.status, answer.body['code']]).toEqual([next, 400, 'invalid_input']);
    }
  });

  it('let nobody guess: many at once from many addresses are five tries, then one in a longer and longer while', async () => {
    const { login } = await member();
    const guess = (at: number, name = login) => signIn(name, `wrong-${at}`, {}, `10.9.${at % 7}.${at}`);
    for (const name of [login, 'nobody.at.all']) {
      const storm = await Promise.all(Array.from({ length: 40 }, (_, at) => guess(at, name)));
      expect(storm.filter(({ status }) => status === 401)).toHaveLength(5);
      const held = storm.filter(({ status }) => status === 429);
      expect(held.map(({ body }) => body.code)).toEqual(held.map(() => 'sign_in_paused'));
      expect(held[0]?.body.detail).toBe(
        '试错的次数太多了，请 1 分钟以后再试。等不及，可以请学校管理员解锁。',
      );
      expect(held[0]?.headers['retry-after']).toBe('60');
    }
    // The right one is not looked at either, and a name that is nobody's is answered in the same bytes.
    const known = await signIn(login);
    expect([known.status, known.raw]).toEqual([429, (await signIn('nobody.at.all')).raw]);
    const tries: number[] = [];
    for (let wait = 1; wait <= 64; wait++) {
      house.clock.pass(minute);
      const looked = (await guess(wait)).status === 401;
      if (looked) tries.push(wait);
    }
    expect(tries).toEqual([1, 3, 7, 15, 30, 45, 60]);
    // A day later it is forgotten.
    house.clock.pass(24 * 60 * minute);
    for (let at = 0; at < 4; at++) expect((await guess(at)).status).toBe(401);
    expect((await signIn(login)).status).toBe(201);
    expect((await house.database.read.global(SignInTries).findBy({ tries: 40 })).length).toBe(0);
  });

  it('keep a stranger who tries her name from keeping her from her own desk', async () => {
    const { person, login } = await member();
    const { device } = (await signIn(login)).body;
    for (let at = 0; at < 6; at++) await signIn(login, 'wrong');
    expect((await signIn(login)).status).toBe(429);
    expect((await signIn(login, right, { device: `${device}x` })).status).toBe(429);
    const other = await member();
    const theirs = (await signIn(other.login)).body.device;
    expect((await signIn(login, right, { device: theirs })).status).toBe(429);
    const atHerDesk = await signIn(login, right, { device });
    expect(atHerDesk.status).toBe(201);
    // At her desk she is counted too.
    for (let at = 0; at < 5; at++) expect((await signIn(login, 'wrong', { device })).status).toBe(401);
    expect((await signIn(login, right, { device })).status).toBe(429);
    const shown = await principal.api.get<{ items: StaffMember[] }>('/staff?limit=50');
    const row = shown.body.items.find((one) => one.token === person.token);
    expect(row).toMatchObject({ secondStep: false, pausedUntil: expect.any(String) });
    const unlocked = await principal.api.post<StaffMember>(`/staff/${person.token}/unlock`);
    expect([unlocked.status, unlocked.body.pausedUntil]).toEqual([200, null]);
    expect((await signIn(login)).status).toBe(201);
    expect((await signIn(login, right, { device })).status).toBe(201);
    expect(await actionsOf(person)).toContain('sign_in_paused');
  });

  it('bound the guesses at the second step too', async () => {
    const { login } = await member();
    const { secret } = await setUp(await browserOf(login));
    const ticket = await ask(login);
    const storm = await Promise.all(
      Array.from({ length: 20 }, (_, at) => finish(ticket, String(100_000 + at))),
    );
    expect(storm.filter(({ status }) => status === 401)).toHaveLength(5);
    expect((await finish(ticket, codeNow(secret))).body.code).toBe('sign_in_paused');
    house.clock.pass(minute);
    expect((await finish(ticket, codeNow(secret))).status).toBe(201);
  });

  it('show where she is signed in, and end one or all others', async () => {
    const { person, login } = await member();
    const here = await browserOf(login);
    const there = await browserOf(login);
    house.clock.pass(16 * minute);
    const list = () => here.get<OwnSessionList>('/account/sessions');
    const { items } = (await list()).body;
    expect(items.map(({ kind, device, current }) => [kind, device, current])).toEqual([
      ['password', 'Windows 电脑 · Edge', false],
      ['password', 'Windows 电脑 · Edge', true],
      ['wechat', null, false],
    ]);
    const quarters = items.map(({ seenAt }) =>
      seenAt === null ? null : new Date(seenAt).getTime() / (15 * minute),
    );
    expect(quarters).toEqual([expect.any(Number), (quarters[0] ?? 0) + 1, null]);
    expect(Number.isInteger(quarters[0])).toBe(true);
    const end = (token: string, by = here) => by.post(`/account/sessions/${token}/end`);
    const stranger = await browserOf((await member()).login);
    expect((await end(items[0]?.token ?? '', stranger)).status).toBe(404);
    expect((await end(items[0]?.token ?? '')).status).toBe(204);
    expect((await there.get('/session')).status).toBe(401);
    expect((await end(items[0]?.token ?? '')).status).toBe(404);
    expect((await here.post('/account/sessions/end-others')).status).toBe(204);
    expect((await person.api.get('/session')).status).toBe(401);
    expect((await list()).body.items).toHaveLength(1);
  });

  it('are freed by who leads the school: sessions ended, the second step taken away; not by anybody else', async () => {
    const { person, login } = await member();
    const browser = await browserOf(login);
    await setUp(browser);
    const onHer = (action: string, by: TestPerson = principal) =>
      by.api.post<StaffMember & Problem>(`/staff/${person.token}/${action}`);
    const teacher = await house.make.staff(school, 'canteen');
    for (const action of ['unlock', 'end-sessions', 'reset-second-step'])
      expect((await onHer(action, teacher)).status).toBe(404);
    const before = await onHer('unlock');
    expect(before.body.signedInOn.map(({ kind }) => kind)).toEqual(['password', 'wechat']);
    const ended = await onHer('end-sessions');
    expect([ended.status, ended.body.signedInOn, ended.body.secondStep]).toEqual([200, [], true]);
    expect((await browser.get('/session')).status).toBe(401);
    const reset = await onHer('reset-second-step');
    expect([reset.status, reset.body.secondStep]).toEqual([200, false]);
    expect((await onHer('reset-second-step')).status).toBe(409);
    expect((await signIn(login)).body.token).toBeDefined();
    // An administrator does not take it from a principal, nor anybody from herself.
    const admin = await house.make.staff(school, 'school_admin');
    const head = await member('principal');
    await setUp(await browserOf(head.login));
    const path = `/staff/${head.person.token}/reset-second-step`;
    expect((await admin.api.post(path)).status).toBe(403);
    expect((await head.person.api.post(path)).status).toBe(409);
    const rows = await house.database.read.global(AuditRow).findBy({ subjectId: person.id, kind: 'write' });
    expect(rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(['staff.sessions_ended', 'staff.second_step_reset']),
    );
  });
});
