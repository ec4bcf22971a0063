import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffMember } from '#shared/people/contract.js';
import type { KnownPersonPage, RegionRolePage, StaffRolePage } from '#shared/people/roles.js';
import type { CreatedOfficer, OfficerView } from '#shared/people/roles.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { z } from 'zod';
import { dayOf, days, later } from '../../server/src/platform/clock/clock.js';
import { Timers } from '../../server/src/platform/jobs/timers.js';
import { regionAdmin, regionOf } from '../http/routes/role-routes.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('roles with a scope, a beginning and an end', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const inDays = (n: number) => dayOf(later(house.clock.now(), days(n)));
  const give = (to: { token: string }, body: object) =>
    village.people.principal.api.post<StaffMember>(`/staff/${to.token}/roles`, body);
  const end = (of: { token: string }, body: object) =>
    village.people.principal.api.post<StaffMember>(`/staff/${of.token}/end-role`, body);
  const book = async (query: string) =>
    (await village.people.principal.api.get<z.infer<typeof StaffRolePage>>(`/role-book?${query}`)).body.items;

  it('begin on their day and end on it, with who gave and ended them and why', async () => {
    const { principal, worker, otherWorker } = village.people;
    const given = { role: 'security', fromDay: inDays(2), toDay: inDays(5), because: '顶班' };
    expect((await give(worker, given)).status).toBe(201);
    const mine = (query: string) => book(`${query}&person=${worker.token}`);
    expect(await mine('when=coming')).toMatchObject([
      { role: 'security', state: 'coming', givenBy: principal.name, because: '顶班', fromDay: inDays(2) },
    ]);
    // A span that shares a day is the same role twice; the day after is not.
    expect((await give(worker, { ...given, fromDay: inDays(5), toDay: null })).status).toBe(409);
    expect((await give(worker, { ...given, fromDay: inDays(6), toDay: inDays(7) })).status).toBe(201);
    for (const wrong of [{ fromDay: inDays(-1) }, { fromDay: inDays(3), toDay: inDays(2) }])
      expect((await give(worker, { role: 'health', ...wrong })).status).toBe(400);
    house.clock.pass(days(2));
    expect((await mine('when=now')).map((one) => one.role)).toEqual(['security', 'logistics']);
    expect((await mine('when=ending')).map((one) => one.role)).toEqual(['security']);
    expect((await end(worker, { role: 'security', toDay: inDays(-1) })).status).toBe(400);
    expect((await end(worker, { role: 'security', because: '不用顶了' })).status).toBe(200);
    expect((await mine('when=now')).map((one) => one.role)).toEqual(['logistics']);
    expect(await mine('when=ended')).toMatchObject([
      { state: 'ended', endedBy: principal.name, endedBecause: '不用顶了' },
      { state: 'ended', because: '顶班' },
    ]);
    expect((await book('role=logistics')).map((one) => one.person.token).sort()).toEqual(
      [worker.token, otherWorker.token].sort(),
    );
  });

  it('hand the work on when the last one of somebody runs out', async () => {
    const { worker, otherWorker } = village.people;
    const token = await village.issueIn('accepted');
    expect((await end(worker, { role: 'logistics', toDay: inDays(1), because: '合同到期' })).status).toBe(
      200,
    );
    const assignee = async () =>
      (await village.people.principal.api.get<IssueDetail>(`/issues/${token}`)).body.assignee?.token;
    house.clock.pass(days(1));
    await house.app.get(Timers).ring();
    expect(await assignee()).toBe(worker.token);
    house.clock.pass(days(1));
    await house.app.get(Timers).ring();
    expect(await assignee()).not.toBe(worker.token);
    expect((await otherWorker.api.get('/session')).status).toBe(200);
  });

  it('are never more than one has, given to oneself, and a school keeps its head', async () => {
    const { principal, admin } = village.people;
    const self = (role: string, more: object = {}) =>
      admin.api.post(`/staff/${admin.token}/roles`, { role, ...more });
    const classroom = village.classroom.token;
    // An administrator sees no health field: neither as a nurse nor as a class teacher may she come by it.
    for (const answer of [await self('health'), await self('class_teacher', { classroom })])
      expect([answer.status, answer.body]).toMatchObject([403, { code: 'forbidden' }]);
    expect((await self('canteen')).status).toBe(201);
    expect((await give(principal, { role: 'class_teacher', classroom })).status).toBe(201);
    // Not even with a day to come.
    const last = await end(principal, { role: 'principal', toDay: inDays(30) });
    expect([last.status, last.body]).toMatchObject([409, { code: 'state_conflict' }]);
    await house.make.works(village.school, await house.make.person(), 'principal');
    expect((await end(principal, { role: 'principal', toDay: inDays(30) })).status).toBe(200);
  });

  it('stand beside the families in the list of all people, without who is kept from a child', async () => {
    const { principal, reporter, lead, worker } = village.people;
    const list = async (query: string) =>
      (await principal.api.get<z.infer<typeof KnownPersonPage>>(`/people?limit=50&${query}`)).body.items;
    expect((await list(`q=${encodeURIComponent(reporter.name)}`))[0]).toMatchObject({
      token: reporter.token,
      roles: [],
      children: [{ child: { token: village.child.token }, relation: 'grandmother' }],
      phones: 1,
    });
    const staff = await list('who=staff');
    expect(staff.find((one) => one.token === worker.token)?.roles).toMatchObject([{ role: 'logistics' }]);
    expect(staff.map((one) => one.token)).not.toContain(reporter.token);
    expect((await list('who=family')).map((one) => one.token)).not.toContain(worker.token);
    const person = { person: reporter.token, fromDay: inDays(0), evidence: { kind: 'court', words: '裁定' } };
    expect((await lead.api.post(`/children/${village.child.token}/bars`, person)).status).toBe(201);
    expect((await list(`q=${encodeURIComponent(reporter.name)}`))[0]?.children).toEqual([]);
    const first = await principal.api.get<z.infer<typeof KnownPersonPage>>('/people?limit=2');
    expect([first.body.items.length, first.body.nextCursor === null]).toEqual([2, false]);
  });

  it('above the schools are given by who administers the region, within it and never to oneself', async () => {
    const admin = await regionAdmin(village);
    const region = await regionOf(village, admin);
    const elsewhere = await house.make.officer(village.elsewhere, 'county_officer');
    const login = `o${randomUUID().slice(0, 12)}`;
    const made = await admin.api.post<z.infer<typeof CreatedOfficer>>('/officers', {
      name: '石桂花',
      login,
      region,
      role: 'village_officer',
      toDay: inDays(365),
      because: '村委会推荐',
    });
    expect([made.status, made.body]).toMatchObject([
      201,
      { officer: { name: '石桂花', login, roles: [{ role: 'village_officer', state: 'now' }] } },
    ]);
    const signedIn = await house
      .as(null)
      .post<{ mustChangePassword: boolean; regionRoles: string[] }>('/session/password', {
        login,
        password: made.body.firstPassword,
      });
    expect([signedIn.status, signedIn.body]).toMatchObject([
      201,
      { mustChangePassword: true, regionRoles: ['village_officer'] },
    ]);
    const officer = made.body.officer.token;
    const more = (by: typeof admin, to: string, body: object) =>
      by.api.post<OfficerView>(`/officers/${to}/roles`, { region, because: '换届', ...body });
    expect((await more(admin, officer, { role: 'county_safeguarding' })).body.roles).toHaveLength(2);
    expect((await more(admin, officer, { role: 'county_safeguarding' })).status).toBe(409);
    expect((await more(admin, admin.token, { role: 'county_safeguarding' })).status).toBe(403);
    const foreign = { role: 'partner', region: await regionOf(village, elsewhere) };
    expect((await more(admin, officer, foreign)).body).toMatchObject({ errors: [{ path: 'region' }] });
    expect((await more(admin, elsewhere.token, { role: 'partner' })).status).toBe(404);

    const ending = { region, role: 'region_admin', because: '退休' };
    const last = await admin.api.post(`/officers/${admin.token}/end-role`, ending);
    expect([last.status, last.body]).toMatchObject([409, { code: 'state_conflict' }]);
    // One above counts: the region is not left alone.
    const above = await house.make.officerAbove(village.school, 'region_admin');
    expect((await above.api.get<{ items: unknown[] }>('/regions')).body.items).toHaveLength(2);
    const roles = await above.api.get<z.infer<typeof RegionRolePage>>('/region-roles?when=now');
    expect(roles.body.items.map((one) => one.role).sort()).toEqual([
      'county_officer',
      'county_safeguarding',
      'region_admin',
      'region_admin',
      'village_officer',
    ]);
    expect((await above.api.post(`/officers/${admin.token}/end-role`, ending)).status).toBe(200);
    expect((await admin.api.get('/regions')).status).toBe(403);
  });
});
