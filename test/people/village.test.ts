import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChildReaders } from '#shared/consents/child-contract.js';
import { firstVersion } from '#shared/consents/child-purposes.js';
import type { ChildList } from '#shared/people/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import type { OwnOffices, VillageOfficerList } from '#shared/people/village.js';
import { Child, RegionRoleRow } from '../../server/src/features/people/people.entity.js';
import { AuditChildRow, AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { dayOf, days, later } from '../../server/src/platform/clock/clock.js';
import { makeFamily } from '../http/support/family-scene.js';
import type { FamilyScene } from '../http/support/family-scene.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

describe('a child in the hands of a 儿童主任', () => {
  let house: House;
  let village: Village;
  let family: FamilyScene;
  let officer: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    family = await makeFamily(village);
    officer = await house.make.officer(village.school, 'village_officer');
  });
  afterAll(() => house.close());

  const path = () => `/children/${family.child.token}`;
  const give = (by: TestPerson = village.people.principal, more: object = {}) =>
    by.api.post<ChildDetail>(`${path()}/village-officer`, {
      person: officer.token,
      because: '住在一个村，每月上门',
      ...more,
    });
  const end = (by: TestPerson = village.people.principal) =>
    by.api.post<ChildDetail>(`${path()}/end-village-officer`, { person: officer.token, because: '搬走了' });
  const bar = (whom: TestPerson, child = family.child.token) =>
    village.people.lead.api.post(`/children/${child}/bars`, {
      ...{ person: whom.token, fromDay: '2026-03-01', evidence: { kind: 'court', words: '裁定' } },
    });
  const say = (by: TestPerson, decision: 'given' | 'refused') =>
    by.api.post(`${path()}/consents`, { purpose: 'care_file', version: firstVersion, decision });
  const agree = () => Promise.all([say(village.people.reporter, 'given'), say(family.mother, 'given')]);
  const list = async (by = officer) => (await by.api.get<ChildList>('/children?scope=given')).body.items;
  const look = async (by = officer) => (await by.api.get<ChildDetail>(path())).status;

  it('is seen once the family has agreed: who she is and who belongs to her, and nothing else', async () => {
    expect(await look()).toBe(404);
    const given = await give();
    expect(given.body.family?.villageOfficers).toMatchObject([
      { person: { token: officer.token, name: officer.name }, sees: false },
    ]);
    expect([await look(), await list()]).toEqual([404, []]);
    await agree();
    expect(await list()).toMatchObject([{ token: family.child.token, name: family.child.name }]);
    const { body } = await officer.api.get<ChildDetail>(path());
    expect(body).toMatchObject({ name: family.child.name, birthDay: '2021-05-06', opening: null });
    expect(body.family?.guardians.map(({ person }) => person)).toEqual([
      { token: null, name: village.people.reporter.name },
      { token: null, name: family.mother.name },
    ]);
    expect(body.family?.villageOfficers).toMatchObject([{ person: { token: null }, sees: true }]);
    expect(body).not.toHaveProperty('protection');
    expect(Object.values(body.abilities).flat()).not.toContain(true);
    expect(body.abilities.openFields).toEqual([]);
    // Nothing of the school around the child, and no other child.
    for (const [closed, status] of [
      [`${path()}/private`, 403],
      [`${path()}/history`, 403],
      [`${path()}/consents`, 403],
      [`${path()}/readers`, 403],
      [`/children/${village.child.token}`, 404],
      [`/roster?school=${village.school.token}`, 404],
      [`/issues?school=${village.school.token}`, 404],
      [`/classrooms?school=${village.school.token}`, 404],
    ] as const)
      expect([closed, (await officer.api.get(closed)).status]).toEqual([closed, status]);
    const open = { fields: ['health'], reason: '想看看孩子有没有过敏' };
    expect((await officer.api.post(`${path()}/open-fields`, open)).status).toBe(403);
  });

  it('is told to the family: who has her, and each time that she was looked at', async () => {
    await give();
    await agree();
    await list();
    await look();
    const rows = await house.database.read.global(AuditRow).findBy({ actorId: officer.id, kind: 'read' });
    expect(rows.map(({ action, fields, inSchool }) => [action, fields, inSchool])).toEqual([
      ['child.given_list', 'basic', village.school.id],
      ['child.get', 'basic family', village.school.id],
    ]);
    const links = await house.database.read.global(AuditChildRow).findBy({ auditId: rows[0]?.id ?? 0 });
    expect(links.map((link) => link.childId)).toEqual([family.child.id]);
    const { body } = await family.mother.api.get<ChildReaders>(`${path()}/readers`);
    expect(body.items.map(({ role, who, what }) => `${role} ${who} ${what}`)).toEqual(
      expect.arrayContaining([
        `儿童主任 ${officer.name} 看了学校交给她的孩子`,
        `儿童主任 ${officer.name} 打开了孩子那一页`,
      ]),
    );
    const own = await family.mother.api.get<ChildDetail>(path());
    expect(own.body.family?.villageOfficers).toMatchObject([{ person: { name: officer.name }, sees: true }]);
    const writes = await house.database.read
      .global(AuditRow)
      .findBy({ subjectId: family.child.id, action: 'child.given_to_village' });
    expect(writes).toMatchObject([{ actorId: village.people.principal.id, kind: 'write' }]);
  });

  it('is gone at once when a guardian takes her word back, the school ends it, or the office ends', async () => {
    await give();
    await agree();
    expect(await look()).toBe(200);
    await say(family.mother, 'refused');
    expect([await look(), await list()]).toEqual([404, []]);
    await say(family.mother, 'given');
    expect(await look()).toBe(200);
    expect((await end()).body.family?.villageOfficers).toEqual([]);
    expect([await look(), await list()]).toEqual([404, []]);
    expect((await end()).status).toBe(400);
    expect((await give()).status).toBe(201);
    expect((await give()).status).toBe(409);
    expect(await look()).toBe(200);
    await house.make.hasNoOffice(officer);
    expect([await look(), await list()]).toEqual([404, []]);
  });

  it('is gone after the last day, and with the child herself', async () => {
    const today = dayOf(house.clock.now());
    const yesterday = dayOf(later(house.clock.now(), -days(1)));
    expect((await give(village.people.principal, { toDay: yesterday })).status).toBe(400);
    expect((await give(village.people.principal, { toDay: today })).status).toBe(201);
    await agree();
    expect(await look()).toBe(200);
    house.clock.pass(days(1));
    expect([await look(), await list()]).toEqual([404, []]);
    expect((await give()).status).toBe(201);
    expect(await look()).toBe(200);
    await house.database.write((tx) =>
      tx.of(Child, village.school.id).update({ id: family.child.id }, { leftDay: today }),
    );
    expect([await look(), await list()]).toEqual([404, []]);
  });

  it('is given by who leads the school, to a 儿童主任 of its region who is not kept from her', async () => {
    const { admin, teacher, lead } = village.people;
    expect((await give(teacher)).status).toBe(403);
    expect((await give(lead)).status).toBe(403);
    expect((await give(officer)).status).toBe(404);
    const refused = async (person: string) =>
      (await give(admin, { person })).body as unknown as { errors: { path: string }[] };
    const elsewhere = await house.make.officer(village.elsewhere, 'village_officer');
    const partner = await house.make.officer(village.school, 'partner');
    for (const person of [elsewhere, partner, village.people.officer, teacher])
      expect(await refused(person.token)).toMatchObject({ errors: [{ path: 'person' }] });
    const choices = await admin.api.get<VillageOfficerList>(
      `/village-officers?school=${village.school.token}`,
    );
    expect(choices.body.items).toEqual([{ token: officer.token, name: officer.name, region: '测试县' }]);
    expect((await give(admin)).status).toBe(201);
    await agree();
    expect(await look()).toBe(200);
    // Her office is moved to another region: the school there has given her nothing.
    const { regionId } = await house.database.read
      .global(RegionRoleRow)
      .findOneByOrFail({ personId: elsewhere.id });
    await house.database.write((tx) =>
      tx.global(RegionRoleRow).update({ personId: officer.id }, { regionId }),
    );
    expect([await look(), await list()]).toEqual([404, []]);

    // Whom a court keeps away, is given her no more.
    const barred = await house.make.officer(village.school, 'village_officer');
    expect((await give(admin, { person: barred.token })).status).toBe(201);
    expect((await bar(barred)).status).toBe(201);
    expect(await refused(barred.token)).toMatchObject({ errors: [{ path: 'person' }] });
  });

  it('is kept from a 儿童主任 by the closed room, which finds her on the child’s page', async () => {
    const { lead, principal, teacher } = village.people;
    // Nobody here knows her yet.
    expect((await bar(officer)).status).toBe(400);
    await give();
    await agree();
    expect(await look()).toBe(200);
    const page = async (by: TestPerson) => (await by.api.get<ChildDetail>(path())).body.family;
    expect((await page(lead))?.villageOfficers).toMatchObject([{ person: { token: officer.token } }]);
    expect((await page(family.mother))?.villageOfficers).toMatchObject([{ person: { token: null } }]);
    expect((await bar(officer)).status).toBe(201);
    const api = await house.make.again(officer);
    expect((await api.get(path())).status).toBe(404);
    expect((await api.get<ChildList>('/children?scope=given')).body.items).toEqual([]);
    // She stands on no list of the family any more.
    for (const reader of [principal, teacher, family.mother])
      expect((await reader.api.get(path())).raw).not.toContain(officer.name);

    // To whom she was given before, may be kept from her as well.
    const former = await house.make.officer(village.school, 'village_officer');
    await give(principal, { person: former.token });
    await principal.api.post(`${path()}/end-village-officer`, { person: former.token, because: '搬走了' });
    expect((await bar(former)).status).toBe(201);
  });

  it('leads to no other child of her household, nor to an adult by a token', async () => {
    const { principal, reporter, teacher, lead } = village.people;
    const sibling = await house.make.child(village.school, village.classroom, '梓萌萌');
    await house.make.guards(village.school, sibling, reporter, 'grandmother', ['authority', 'care']);
    const joined = await principal.api.post<ChildDetail>(`${path()}/household`, {
      adults: [reporter.token, family.mother.token],
      votes: true,
    });
    const household = joined.body.family?.households[0]?.token;
    const both = { household, adults: [], votes: true };
    expect((await principal.api.post(`/children/${sibling.token}/household`, both)).status).toBe(201);
    const care = { entrustedBy: family.mother.token, carer: reporter.token, fromDay: '2026-03-01' };
    expect((await principal.api.post(`${path()}/entrusted-care`, care)).status).toBe(201);
    await give();
    await agree();
    const page = async (by: TestPerson) => (await by.api.get<ChildDetail>(path())).body.family;
    const named = async (by: TestPerson) =>
      (await page(by))?.households.flatMap(({ children }) => children.map(({ token }) => token));
    const hers = await page(officer);
    const nameless = [reporter, family.mother].map(({ name }) => ({ token: null, name }));
    expect(hers?.households).toMatchObject([{ adults: nameless, children: [{ token: family.child.token }] }]);
    expect(hers?.entrustedCare).toMatchObject([{ entrustedBy: nameless[1], carer: nameless[0] }]);
    expect(JSON.stringify(hers)).not.toContain('梓萌萌');

    // The sister is given to her: nothing before her family agrees.
    const sister = { person: officer.token, because: '也住在村里' };
    await principal.api.post(`/children/${sibling.token}/village-officer`, sister);
    expect(await named(officer)).toEqual([family.child.token]);
    const yes = { purpose: 'care_file', version: firstVersion, decision: 'given' };
    await reporter.api.post(`/children/${sibling.token}/consents`, yes);
    expect(await named(officer)).toEqual([family.child.token, sibling.token]);
    // One row for the answer; the sister's family is told that she was named there, and no more.
    const rows = await house.database.read
      .global(AuditRow)
      .find({ where: { actorId: officer.id, action: 'child.get' }, order: { id: 'DESC' }, take: 1 });
    expect(rows).toMatchObject([{ kind: 'read', fields: 'basic family', subjectId: family.child.id }]);
    const links = await house.database.read.global(AuditChildRow).findBy({ auditId: rows[0]?.id ?? 0 });
    expect(links.map((link) => link.childId)).toEqual([sibling.id]);
    const { items } = (await reporter.api.get<ChildReaders>(`/children/${sibling.token}/readers`)).body;
    expect(items.filter(({ who }) => who === officer.name)).toMatchObject([
      { fields: ['basic'], what: '看同住的孩子时看到了名字', times: 1 },
    ]);

    // Who works at the school sees both, unless she is kept from one of them.
    expect(await named(teacher)).toEqual([family.child.token, sibling.token]);
    expect((await page(lead))?.households[0]?.adults).toMatchObject([{ token: reporter.token }, {}]);
    expect((await bar(teacher, sibling.token)).status).toBe(201);
    const again = await (await house.make.again(teacher)).get<ChildDetail>(path());
    expect(again.body.family?.households[0]?.children.map(({ token }) => token)).toEqual([
      family.child.token,
    ]);
    expect(again.raw).not.toContain('梓萌萌');
  });

  it('is no partner’s: she is told what she is and whom she asks, and sees no child', async () => {
    const partner = await house.make.officer(village.school, 'partner');
    const admin = await house.make.officer(village.school, 'region_admin');
    await give();
    await agree();
    const offices = await partner.api.get<OwnOffices>('/own-offices');
    expect(offices.body).toMatchObject({
      items: [{ role: 'partner', region: '测试县', toDay: null }],
      contacts: [{ name: admin.name, role: 'region_admin', region: '测试县' }],
    });
    const session = await partner.api.get<{ abilities: Record<string, boolean> }>('/session');
    const open = Object.entries(session.body.abilities).flatMap(([name, may]) => (may ? [name] : []));
    expect(open).toEqual(['seeTasks']);
    expect(await list(partner)).toEqual([]);
    expect(await look(partner)).toBe(404);
    expect((await village.people.worker.api.get('/own-offices')).status).toBe(403);
  });
});
