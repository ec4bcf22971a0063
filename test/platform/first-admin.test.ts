import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RegionList } from '#shared/people/roles.js';
import type { SessionView } from '#shared/session/contract.js';
import type { z } from 'zod';
import { demoMarker } from '../../server/src/demo/load-demo.js';
import { Category } from '../../server/src/features/issues/issue.entity.js';
import { Region, School } from '../../server/src/features/people/people.entity.js';
import {
  FirstAdminError,
  makeFirstAdmin,
  makeFirstOfficer,
  recoverAdmin,
} from '../../server/src/first-admin.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Installation } from '../../server/src/platform/auth/identity.entity.js';
import { asSchoolId, newToken } from '../../server/src/platform/database/ids.js';
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

describe('the first person above the schools', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  const peng = { region: '桃源县', name: '彭远', login: 'peng.yuan' };
  const make = (more: object = {}) =>
    makeFirstOfficer(house.database, house.clock.now(), { ...peng, ...more });
  const recover = (login: string) => recoverAdmin(house.database, house.clock.now(), login);
  const signIn = (login: string, password: string) =>
    house.as(null).post<SessionView>('/session/password', { login, password });

  it('is made once for a region, also by two commands at once and beside its schools', async () => {
    await makeFirstAdmin(house.database, house.clock.now(), who);
    for (const wrong of [{ login: '彭' }, { name: ' ' }, { region: undefined }])
      await expect(make(wrong)).rejects.toThrow(/--(login|name|region): /);
    await expect(make({ login: who.login })).rejects.toThrow('已经有人用了');
    const both = await Promise.allSettled([make(), make({ login: 'second.one', name: '第二位' })]);
    const [made, ...others] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(others).toEqual([]);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: expect.any(FirstAdminError),
    });
    await expect(make({ login: 'third.one' })).rejects.toThrow('什么都没有改');
    expect(await house.database.read.global(Region).countBy({ name: who.region })).toBe(1);
    const { login, password } = made ?? { login: '', password: '' };
    const first = await signIn(login, password);
    expect(first.body).toMatchObject({ mustChangePassword: true, regionRoles: ['region_admin'] });
    const change = { current: password, next: 'Spring-2026-rain' };
    const changed = await house
      .as(first.body.token ?? '')
      .post<SessionView>('/session/password/change', change);
    const admin = house.as(changed.body.token ?? '');
    const { items } = (await admin.get<z.infer<typeof RegionList>>('/regions')).body;
    expect(items).toMatchObject([{ name: who.region, schools: 1 }]);
    const officer = { name: '蒋宁', login: 'jiang.ning', role: 'county_safeguarding', because: '局里定的' };
    expect((await admin.post('/officers', { ...officer, region: items[0]?.token })).status).toBe(201);
    const stored = JSON.stringify(await house.database.read.global(AuditRow).find());
    expect(stored).toContain('installation.first_officer');
    expect(stored).not.toContain(password);
  });

  it('is made for a second county too, and not below a region that is administered', async () => {
    await make({ region: '安乡县', login: 'an.xiang' });
    await house.database.write(async (tx) => {
      const regions = tx.global(Region);
      const above = await regions.findOneByOrFail({ name: '安乡县' });
      await regions.insert({ parentId: above.id, token: newToken(), name: '深柳镇' });
    });
    await expect(make({ region: '深柳镇', login: 'shen.liu' })).rejects.toThrow('已经有管理员了');
  });

  it('gets back in when she is shut out, her officers by her page', async () => {
    await expect(recover('jiang.ning')).rejects.toThrow(FirstAdminError);
    const before = await signIn('an.xiang', (await recover('an.xiang')).password);
    const again = await recover('an.xiang');
    expect((await house.as(before.body.token ?? '').get('/session')).status).toBe(401);
    expect((await signIn('an.xiang', again.password)).body.mustChangePassword).toBe(true);
  });
});
