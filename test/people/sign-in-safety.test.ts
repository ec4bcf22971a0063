import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionView } from '#shared/session/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Account, SubscriptionCredit } from '../../server/src/platform/auth/identity.entity.js';
import type { TestPerson, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

const right = 'Spring-2026-rain';

describe('a sign-in', () => {
  let house: House;
  let school: TestSchool;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
  });
  afterAll(() => house.close());

  const signIn = (login: string, password = right) =>
    house.as(null).post<SessionView & { detail: string }>('/session/password', { login, password });
  async function admin(login: string, mustChange = false): Promise<TestPerson> {
    const person = await house.make.staff(school, 'school_admin');
    await house.make.login(person, login, right, mustChange);
    return person;
  }

  it('with a first password opens nothing but the change of it', async () => {
    const person = await admin('first.one', true);
    const browser = house.as((await signIn('first.one')).body.token ?? '');
    expect((await browser.get<SessionView>('/session')).body.mustChangePassword).toBe(true);
    for (const refused of [
      await browser.get('/staff'),
      await browser.get('/issues?scope=board'),
      await browser.post('/places', { name: '沙池' }),
      await browser.post('/session/credits', { accepted: [] }),
    ])
      expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([
        403,
        'password_change_needed',
        '请先修改初始密码。',
      ]);
    // Her phone was bound in another way.
    expect((await person.api.get('/staff')).status).toBe(200);
    const next = 'Summer-2026-wind';
    const changed = await browser.post<SessionView>('/session/password/change', { current: right, next });
    expect(changed.status).toBe(201);
    expect((await house.as(changed.body.token ?? '').get('/staff')).status).toBe(200);
    await admin('first.two', true);
    const second = house.as((await signIn('first.two')).body.token ?? '');
    expect((await second.delete('/session')).status).toBe(204);
  });

  it('is refused in the same words whether the name is unknown, wrong or paused', async () => {
    await admin('same.words');
    for (let i = 0; i < 5; i++)
      expect((await signIn('same.words', 'wrong')).raw).toBe((await signIn('nobody.here')).raw);
    const paused = await signIn('same.words');
    expect([paused.status, paused.raw]).toEqual([429, (await signIn('nobody.here')).raw]);
    house.clock.pass(60_000);
    expect((await signIn('same.words')).status).toBe(201);
    const refusals = { kind: 'auth' as const, action: 'sign_in_refused' };
    const rows = await house.database.read.global(AuditRow).findBy(refusals);
    expect(rows.filter((row) => row.actorId === null)).toHaveLength(5);
    // What is not looked at is not recorded either: a storm must not fill the record.
    expect(rows).toHaveLength(10);
  });

  it('that taps "allow" several times at once loses no permission that was given', async () => {
    const person = await house.make.staff(school, 'canteen');
    const taps = Array.from({ length: 6 }, () =>
      person.api.post('/session/credits', { accepted: ['work', 'progress'] }),
    );
    for (const { status } of await Promise.all(taps)) expect(status).toBe(204);
    const rows = await house.database.read.global(SubscriptionCredit).findBy({ accountId: person.accountId });
    expect(rows.map((row) => row.credits)).toEqual([6, 6]);
  });

  it('joins who has followed the service account before', async () => {
    const stranger = await house.make.stranger();
    const accounts = house.database.read.global(Account);
    const { unionid, serviceOpenid } = await accounts.findOneByOrFail({ id: stranger.accountId });
    expect([unionid === null, serviceOpenid]).toEqual([false, null]);
    const follower = {
      appId: house.env.WECHAT_SERVICE_APP_ID,
      openid: `follows-${stranger.accountId}`,
      unionid,
      serviceOpenid: null,
      createdAt: house.clock.now(),
    };
    await house.database.write((tx) => tx.global(Account).insert(follower));
    const code = house.emulator.emulator.issueLoginCode(stranger.openid);
    expect((await house.as(null).post('/session/wechat', { code })).status).toBe(201);
    const joined = await accounts.findOneByOrFail({ id: stranger.accountId });
    expect([joined.unionid, joined.serviceOpenid]).toEqual([unionid, follower.openid]);
  });
});
