import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewOfficerPassword } from '#shared/people/roles.js';
import type { SessionView } from '#shared/session/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { regionAdmin } from '../http/routes/role-routes.js';
import { withSecondStep } from '../http/routes/session-routes.js';
import { password, Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

describe('an officer of the county who is shut out', () => {
  let house: House;
  let village: Village;
  let admin: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    admin = await regionAdmin(village);
  });
  afterAll(() => house.close());

  const reset = (of: { token: string }, by = admin, key: string = randomUUID()) =>
    by.api.post<NewOfficerPassword>(`/officers/${of.token}/reset-password`, {}, { key });
  const signIn = (login: string, said: string) =>
    house.as(null).post<SessionView>('/session/password', { login, password: said });

  it('gets in again with a password for one sign-in, without her lost phone, and is out everywhere else', async () => {
    const officer = await house.make.officer(village.school, 'county_safeguarding');
    const { login } = await withSecondStep(house, officer, officer.api);
    // Five wrong tries: the door is shut to everybody, the right password too.
    for (let i = 0; i < 5; i++) await signIn(login, 'wrong-wrong-wrong');
    expect((await signIn(login, password)).status).toBe(429);
    const key = randomUUID();
    const answer = await reset(officer, admin, key);
    expect([answer.status, answer.body.officer]).toMatchObject([201, { login, token: officer.token }]);
    expect((await officer.api.get('/session')).status).toBe(401);
    const repeated = await reset(officer, admin, key);
    expect([repeated.status, repeated.body]).toMatchObject([409, { code: 'already_done' }]);
    expect(repeated.raw).not.toContain(answer.body.firstPassword);
    expect((await signIn(login, password)).status).toBe(401);
    const first = await signIn(login, answer.body.firstPassword);
    // No code is asked for, and nothing opens before she has a password of her own.
    expect([first.status, first.body]).toMatchObject([201, { mustChangePassword: true }]);
    const browser = house.as(first.body.token ?? '');
    expect((await browser.get('/account/sessions')).body).toMatchObject({ code: 'password_change_needed' });
    const change = { current: answer.body.firstPassword, next: 'Autumn-2026-leaf' };
    expect((await browser.post('/session/password/change', change)).status).toBe(201);
    const rows = await house.database.read
      .global(AuditRow)
      .findBy({ action: 'officer.sign_in_reset', subjectId: officer.id });
    expect(rows).toMatchObject([{ actorId: admin.id, kind: 'write', inSchool: null }]);
  });

  it('is helped by who administers all that she is, and by nobody for herself', async () => {
    const login = async (person: TestPerson): Promise<TestPerson> => {
      await house.make.login(person, `o${randomUUID().slice(0, 12)}`, password);
      return person;
    };
    const refused = async (of: TestPerson, by?: TestPerson) => {
      const { status, body } = await reset(of, by);
      return [status, (body as unknown as { code: string }).code];
    };
    expect(await refused(await login(admin))).toEqual([409, 'state_conflict']);
    // No login, no office any more, an office above, a school beside.
    expect(await refused(await house.make.officer(village.school, 'partner'))).toEqual([
      409,
      'state_conflict',
    ]);
    const former = await login(await house.make.officer(village.school, 'partner'));
    await house.make.hasNoOffice(former);
    expect(await refused(former)).toEqual([409, 'state_conflict']);
    const head = await login(await house.make.officer(village.school, 'county_officer'));
    await house.make.works(village.school, head, 'principal');
    expect(await refused(head)).toEqual([409, 'state_conflict']);
    // Nor does the school she works at open the county by her password.
    const { principal } = village.people;
    const bySchool = await principal.api.post<{ code: string }>(`/staff/${head.token}/reset-password`, {});
    expect([bySchool.status, bySchool.body.code]).toEqual([409, 'state_conflict']);
    const above = await login(await house.make.officerAbove(village.school, 'region_admin'));
    expect(await refused(above)).toEqual([404, 'not_found']);
    expect((await reset(await login(await regionAdmin(village)), above)).status).toBe(201);
  });
});
