import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BindingCodeRow } from '../../server/src/platform/auth/identity.entity.js';
import { hashOf } from '../../server/src/platform/auth/sessions.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

const refusedFields = (answer: { status: number; body: Record<string, unknown> }) => [
  answer.status,
  answer.body['code'],
  typeof answer.body['detail'],
];

describe('roles that open more than an administrator may see', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const give = (by: TestPerson, to: { token: string }, role: string, more: object = {}) =>
    by.api.post(`/staff/${to.token}/roles`, { role, ...more });
  const forbidden = [403, 'forbidden', 'string'];
  const conflict = [409, 'state_conflict', 'string'];

  it('are given by a principal only, and those of the closed room never to oneself', async () => {
    const { principal, admin, worker } = village.people;
    for (const role of ['principal', 'safeguarding_lead', 'safeguarding_deputy'])
      for (const to of [admin, worker]) expect(refusedFields(await give(admin, to, role))).toEqual(forbidden);
    const hired = { name: '新来的', roles: [{ role: 'canteen' }, { role: 'safeguarding_deputy' }] };
    expect(refusedFields(await admin.api.post('/staff', hired))).toEqual(forbidden);
    expect((await principal.api.post('/staff', hired)).status).toBe(201);
    expect(refusedFields(await give(principal, principal, 'safeguarding_lead'))).toEqual(forbidden);
    expect((await give(principal, worker, 'safeguarding_lead')).status).toBe(201);
    // The first lead of a school, too.
    const { foreign } = village.people;
    const nurse = await house.make.staff(village.elsewhere, 'health');
    expect((await give(foreign, nurse, 'safeguarding_lead')).status).toBe(201);
  });

  it('protect the sign-in of who holds them from everybody but a principal', async () => {
    const { principal, admin, lead, worker } = village.people;
    for (const holder of [principal, lead]) {
      await house.make.login(holder, `p${holder.id}`, 'Spring-2026-rain');
      for (const path of ['binding-code', 'reset-password'])
        expect(refusedFields(await admin.api.post(`/staff/${holder.token}/${path}`))).toEqual(forbidden);
    }
    expect((await principal.api.post(`/staff/${lead.token}/binding-code`)).status).toBe(201);
    expect((await principal.api.post(`/staff/${lead.token}/reset-password`)).status).toBe(201);
    expect((await admin.api.post(`/staff/${worker.token}/binding-code`)).status).toBe(201);
  });

  it('stay out of reach where somebody also works at a school of others', async () => {
    const { principal, foreign, worker } = village.people;
    await house.make.works(village.elsewhere, worker, 'logistics');
    await house.make.login(worker, `w${worker.id}`, 'Spring-2026-rain');
    for (const path of ['binding-code', 'reset-password'])
      for (const by of [principal, foreign])
        expect(refusedFields(await by.api.post(`/staff/${worker.token}/${path}`))).toEqual(conflict);
    await house.make.works(village.elsewhere, principal, 'school_admin');
    expect((await principal.api.post(`/staff/${worker.token}/binding-code`)).status).toBe(201);
    // What she may open there counts as well.
    expect((await give(foreign, worker, 'safeguarding_lead')).status).toBe(201);
    expect(refusedFields(await principal.api.post(`/staff/${worker.token}/binding-code`))).toEqual(forbidden);
  });

  it('and all others go to who works here, in a classroom only where there is one to teach', async () => {
    const { principal, worker } = village.people;
    const classroom = village.classroom.token;
    const wrong = await give(principal, worker, 'canteen', { classroom });
    expect([wrong.status, wrong.body]).toMatchObject([
      400,
      { code: 'invalid_input', errors: [{ path: 'classroom' }] },
    ]);
    expect((await give(principal, worker, 'subject_teacher', { classroom })).status).toBe(201);
    expect((await principal.api.post(`/staff/${worker.token}/leave`)).status).toBe(200);
    expect(refusedFields(await give(principal, worker, 'canteen'))).toEqual(conflict);
  });

  it('are never all given up, not even by two at once', async () => {
    const { principal, admin, lead, worker } = village.people;
    const end = (who: TestPerson, role: string) => admin.api.post(`/staff/${who.token}/end-role`, { role });
    const leave = (who: TestPerson) => admin.api.post(`/staff/${who.token}/leave`);
    expect(refusedFields(await leave(principal))).toEqual(conflict);
    expect(refusedFields(await leave(lead))).toEqual(conflict);
    expect(refusedFields(await end(lead, 'safeguarding_lead'))).toEqual(conflict);
    expect((await lead.api.get('/issues?scope=safeguarding')).status).toBe(200);
    for (let round = 0; round < 3; round++) {
      const fresh = await Village.build(house);
      const heads = [fresh.people.principal, await house.make.staff(fresh.school, 'principal')];
      const room = [fresh.people.lead, await house.make.staff(fresh.school, 'safeguarding_deputy')];
      for (const pair of [heads, room]) {
        const [one, two] = await Promise.all(
          pair.map(({ token }) => fresh.people.admin.api.post(`/staff/${token}/leave`)),
        );
        expect([one?.status, two?.status].sort()).toEqual([200, 409]);
      }
    }
    expect((await give(principal, worker, 'safeguarding_deputy')).status).toBe(201);
    expect((await end(lead, 'safeguarding_lead')).status).toBe(200);
  });

  it('are bound by a slip whose stored hash opens nothing without the key', async () => {
    const { principal, worker } = village.people;
    const { body } = await principal.api.post<{ code: string }>(`/staff/${worker.token}/binding-code`);
    const stored = await house.database.read.global(BindingCodeRow).findOneByOrFail({ personId: worker.id });
    expect(stored.codeHash).not.toBe(hashOf(body.code.replace('-', '')));
    const { api } = await house.make.stranger();
    expect((await api.post('/session/binding', { code: body.code })).status).toBe(201);
  });
});
