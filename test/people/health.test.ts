import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChildReaders } from '#shared/consents/child-contract.js';
import { firstVersion } from '#shared/consents/child-purposes.js';
import type { ChildDetail, ChildHistoryItem } from '#shared/people/family.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { makeFamily } from '../http/support/family-scene.js';
import type { FamilyScene } from '../http/support/family-scene.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

const allergy = '对花生过敏，嘴唇会肿。书包里有药，先打我电话 㛃𬱖';

describe('what must be known of a child’s health', () => {
  let house: House;
  let village: Village;
  let family: FamilyScene;
  let granny: TestPerson;
  let teacher: TestPerson;
  let nurse: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    ({ reporter: granny, teacher } = village.people);
    nurse = await house.make.staff(village.school, 'health');
  });
  beforeEach(async () => {
    family = await makeFamily(village);
  });
  afterAll(() => house.close());

  type Answer = ChildDetail & { code?: string; detail?: string };
  const page = async (who: TestPerson) => (await who.api.get<Answer>(`/children/${family.child.token}`)).body;
  const keep = (who: TestPerson, words: string | null, after: string | null = null) =>
    who.api.post<Answer>(`/children/${family.child.token}/health`, { words, after });
  const agree = (decision = 'given') =>
    granny.api.post(`/children/${family.child.token}/consents`, {
      ...{ purpose: 'health_data', version: firstVersion, decision },
    });

  it('is written by the family, and read by the school with its consent alone', async () => {
    expect((await page(granny)).health).toBeNull();
    const kept = await keep(granny, allergy);
    expect([kept.status, kept.body.health]).toMatchObject([200, { words: allergy, by: granny.name }]);
    const { lead, principal, admin } = village.people;
    const subject = await house.make.staff(village.school, 'subject_teacher', village.classroom);
    for (const who of [teacher, principal, nurse]) {
      const shut = await page(who);
      expect(['health' in shut, shut.withheld, shut.abilities.keepHealth]).toEqual([
        false,
        ['health'],
        false,
      ]);
    }
    // The closed room acts by law; she does not write it.
    expect((await page(lead)).health?.words).toBe(allergy);
    expect((await page(lead)).abilities.keepHealth).toBe(false);
    await agree();
    for (const who of [teacher, principal, nurse]) {
      const open = await page(who);
      expect([open.health?.words, open.abilities.keepHealth]).toEqual([allergy, true]);
    }
    for (const who of [admin, subject]) expect('health' in (await page(who))).toBe(false);
    await agree('refused');
    expect('health' in (await page(teacher))).toBe(false);
  });

  it('is written by nobody else: neither without consent, nor by what was opened for a reason', async () => {
    const { principal, admin, lead, guardian, worker } = village.people;
    const contact = await house.make.guardian(village.school, family.child, 'uncle', ['contact']);
    for (const who of [teacher, principal, nurse, admin, lead, contact])
      expect((await keep(who, allergy)).status).toBe(403);
    for (const who of [guardian, worker]) expect((await keep(who, allergy)).status).toBe(404);
    const open = { fields: ['health'], reason: '孩子喉咙肿了，正在送医院，医生问过敏' };
    await keep(granny, allergy);
    const opened = await teacher.api.post<Answer>(`/children/${family.child.token}/open-fields`, open);
    // This is what the opening is for.
    expect(opened.body.health).toMatchObject({ words: allergy, by: granny.name });
    expect(opened.body.abilities.keepHealth).toBe(false);
    expect((await keep(teacher, null, opened.body.health?.at ?? null)).status).toBe(403);
    await agree();
    expect((await keep(admin, '别的', opened.body.health?.at ?? null)).status).toBe(403);
  });

  it('is written by her teacher from the moment of consent, though she had opened it beside another class', async () => {
    await keep(granny, allergy);
    const open = { fields: ['health', 'protection'], reason: '孩子喉咙肿了，门口来了一个人要接走' };
    const opened = await teacher.api.post<Answer>(`/children/${family.child.token}/open-fields`, open);
    expect([opened.status, opened.body.abilities.keepHealth]).toEqual([201, false]);
    await agree();
    const seen = await page(teacher);
    expect([seen.opening === null, seen.abilities.keepHealth]).toEqual([false, true]);
    expect((await keep(teacher, `${allergy}；已问过医生`, seen.health?.at ?? null)).status).toBe(200);
    await agree('refused');
    expect((await page(teacher)).abilities.keepHealth).toBe(false);
  });

  it('is never written over unseen, and can be taken away', async () => {
    const first = (await keep(granny, allergy)).body.health?.at ?? '';
    house.clock.pass(1000);
    const late = await keep(family.mother, '没有什么');
    expect([late.status, late.body]).toMatchObject([409, { code: 'state_conflict' }]);
    const both = await keep(family.mother, `${allergy}；对青霉素也过敏`, first);
    expect(both.body.health).toMatchObject({ words: `${allergy}；对青霉素也过敏`, by: family.mother.name });
    expect((await keep(granny, null, first)).status).toBe(409);
    expect((await keep(granny, null, both.body.health?.at ?? null)).body.health).toBeNull();
    for (const words of ['', '   ', '长'.repeat(301)]) expect((await keep(granny, words)).status).toBe(400);
  });

  it('is told to the family who read it, and its history says that it changed and not what', async () => {
    await keep(granny, allergy);
    await agree();
    await page(nurse);
    const readers = await granny.api.get<ChildReaders>(`/children/${family.child.token}/readers`);
    const line = readers.body.items.find((one) => one.who === nurse.name);
    expect(line?.fields).toContain('health');
    const { principal } = village.people;
    const history = await principal.api.get<{ items: ChildHistoryItem[] }>(
      `/children/${family.child.token}/history`,
    );
    expect(history.body.items.map((item) => item.event)).toContain('private_changed');
    expect(history.raw).not.toContain('花生');
    const rows = await house.database.read.global(AuditRow).find();
    expect(JSON.stringify(rows)).not.toContain('花生');
  });

  it('names no adult who is kept from the child', async () => {
    await keep(family.mother, allergy);
    const order = { kind: 'court', words: '裁定' };
    const bar = { person: family.mother.token, evidence: order, fromDay: '2026-03-01' };
    expect((await village.people.lead.api.post(`/children/${family.child.token}/bars`, bar)).status).toBe(
      201,
    );
    expect((await page(granny)).health).toMatchObject({ words: allergy, by: null });
  });
});
