import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionView } from '#shared/session/contract.js';
import { demoMarker } from '../../server/src/demo/load-demo.js';
import { Category } from '../../server/src/features/issues/issue.entity.js';
import { Region, School } from '../../server/src/features/people/people.entity.js';
import { FirstAdminError, makeFirstAdmin, recoverAdmin } from '../../server/src/first-admin.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Installation } from '../../server/src/platform/auth/identity.entity.js';
import { asSchoolId } from '../../server/src/platform/database/ids.js';
import { House } from '../support/house.js';

const who = {
  region: '桃源县',
  school: '桃源镇中心幼儿园',
  kind: 'kindergarten' as const,
  name: '王秀英',
  login: 'wang.xiuying',
};

describe('the first person of an empty installation', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  const make = (more: object = {}) => makeFirstAdmin(house.database, house.clock.now(), { ...who, ...more });
  const recover = (login: string) => recoverAdmin(house.database, house.clock.now(), login);
  const signIn = (login: string, password: string) =>
    house.as(null).post<SessionView>('/session/password', { login, password });

  it('is not made in the demo, nor with what cannot be a name', async () => {
    const installation = { key: demoMarker, value: {} };
    await house.database.write((tx) => tx.global(Installation).insert(installation));
    await expect(make()).rejects.toThrow(FirstAdminError);
    await house.database.write((tx) => tx.global(Installation).delete({ key: demoMarker }));
    for (const wrong of [
      { login: '王' },
      { name: '' },
      { school: ' ' },
      { region: undefined },
      { kind: 'x' },
    ])
      await expect(make(wrong)).rejects.toThrow(/--(login|name|school|region|kind): /);
    expect(await house.database.read.global(School).count()).toBe(0);
  });

  it('is made once with her school, also by two commands at once, and signs in with a password to change', async () => {
    const both = await Promise.allSettled([make(), make({ login: 'second.one', name: '第二位' })]);
    const [made, ...others] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(others).toEqual([]);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: expect.any(FirstAdminError),
    });
    await expect(make({ school: '另一所' })).rejects.toThrow('什么都没有改');
    const [school, ...more] = await house.database.read.global(School).find();
    expect([school?.name, school?.kind, more]).toEqual([who.school, 'kindergarten', []]);
    expect(await house.database.read.global(Region).countBy({ name: who.region })).toBe(1);
    const categories = await house.database.read.of(Category, asSchoolId(school?.id ?? 0)).find();
    expect(categories.length).toBeGreaterThan(5);
    const { login, password } = made ?? { login: '', password: '' };
    const first = await signIn(login, password);
    expect(first.body).toMatchObject({ mustChangePassword: true, abilities: { manageStaff: true } });
    const browser = house.as(first.body.token ?? '');
    expect((await browser.get('/staff')).body['code']).toBe('password_change_needed');
    const change = { current: password, next: 'Spring-2026-rain' };
    const changed = await browser.post<SessionView>('/session/password/change', change);
    const head = house.as(changed.body.token ?? '');
    const lead = { name: '赵专员', roles: [{ role: 'safeguarding_lead' }], login: 'zhao.lead' };
    expect((await head.post('/staff', lead)).status).toBe(201);
    expect(JSON.stringify(await house.database.read.global(AuditRow).find())).not.toContain(password);
  });

  it('gets back in when she is shut out, and nobody else does', async () => {
    const login = (await signIn(who.login, 'Spring-2026-rain')).status === 201 ? who.login : 'second.one';
    const before = await signIn(login, 'Spring-2026-rain');
    await expect(recover('zhao.lead')).rejects.toThrow(FirstAdminError);
    await expect(recover("' OR 1=1")).rejects.toThrow(FirstAdminError);
    const again = await recover(` ${login.toUpperCase()} `);
    expect((await house.as(before.body.token ?? '').get('/session')).status).toBe(401);
    expect((await signIn(login, 'Spring-2026-rain')).status).toBe(401);
    expect((await signIn(login, again.password)).body.mustChangePassword).toBe(true);
    const rows = await house.database.read.global(AuditRow).findBy({ kind: 'write' });
    expect(rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(['installation.first_admin', 'installation.admin_recovered']),
    );
  });
});
