import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildList } from '#shared/people/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { Child, Guardianship, GuardianshipRightRow } from '../../server/src/features/people/people.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('the page of a child', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  it('names who lives with her and who may collect her, and no adult who was barred', async () => {
    const { reporter, barred, teacher } = village.people;
    const mother = await house.make.guardian(village.school, village.child, 'mother', [
      'authority',
      'contact',
    ]);
    const seen = await reporter.api.get<ChildDetail>(`/children/${village.child.token}`);
    expect(seen.body).toMatchObject({
      birthDay: '2021-05-06',
      relation: 'grandmother',
      classTeachers: [teacher.name],
    });
    expect(seen.body.family?.guardians).toMatchObject([
      { person: { name: reporter.name }, relation: 'grandmother', livesWithChild: true, mayCollect: true },
      { person: { name: mother.name }, relation: 'mother', livesWithChild: false, mayCollect: false },
    ]);
    expect(seen.raw).not.toContain(barred.name);
    expect((await teacher.api.get<ChildDetail>(`/children/${village.child.token}`)).body.relation).toBeNull();
  });

  it('lets the closed room name each adult, for an order keeps one of them away', async () => {
    const { lead } = village.people;
    const { body } = await lead.api.get<ChildDetail>(`/children/${village.child.token}`);
    const tokens = body.family?.guardians.map(({ person }) => person.token) ?? [];
    expect(tokens.length).toBeGreaterThan(0);
    expect(tokens).not.toContain(null);
    expect(body.abilities).toMatchObject({ manageBars: true, manageFamily: false });
  });

  it('is recorded each time somebody reads it', async () => {
    const { teacher, principal } = village.people;
    const { id } = await house.database.read
      .acrossSchools(Child)
      .findOneByOrFail({ token: village.child.token });
    const reads = async () =>
      (
        await house.database.read
          .global(AuditRow)
          .find({ where: { subjectType: 'child', subjectId: id }, order: { id: 'ASC' } })
      ).map(({ actorId, kind, action, fields, inSchool }) => ({ actorId, kind, action, fields, inSchool }));
    const before = await reads();
    await principal.api.get(`/children/${village.child.token}`);
    await teacher.api.get(`/children/${village.child.token}`);
    await village.people.worker.api.get(`/children/${village.child.token}`);
    const row = { kind: 'read', action: 'child.get', fields: 'basic family', inSchool: village.school.id };
    expect((await reads()).slice(before.length)).toEqual([
      { ...row, actorId: principal.id },
      { ...row, actorId: teacher.id },
    ]);
  });

  it('closes when the right ends, when the guardianship ends and when the child leaves', async () => {
    const child = await house.make.child(village.school, village.classroom);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(house.clock.now());
    const granny = await house.make.guardian(village.school, child, 'grandmother', ['care', 'contact']);
    const grandpa = await house.make.guardian(village.school, child, 'grandfather', ['care']);
    const mother = await house.make.guardian(village.school, child, 'mother', ['authority']);
    const { id: school } = village.school;
    const guardianship = async (personId: number) => {
      const row = await house.database.read.of(Guardianship, school).findOne({ personId });
      return row?.id ?? 0;
    };
    const [grannys, grandpas] = [await guardianship(granny.id), await guardianship(grandpa.id)];
    await house.database.write(async (tx) => {
      await tx.of(GuardianshipRightRow, school).update({ guardianshipId: grannys }, { toDay: today });
      await tx.of(Guardianship, school).update({ id: grandpas }, { toDay: '2026-01-01' });
    });
    const statuses = async () => {
      const answers = [];
      for (const { api } of [granny, grandpa, mother])
        answers.push((await api.get(`/children/${child.token}`)).status);
      return answers;
    };
    expect(await statuses()).toEqual([200, 404, 200]);
    house.clock.pass(86_400_000);
    expect(await statuses()).toEqual([404, 404, 200]);
    expect((await granny.api.get<ChildList>('/children')).body.items).toEqual([]);
    expect((await granny.api.post('/issues', house.make.report('门坏了'))).status).toBe(404);
    await house.database.write((tx) => tx.of(Child, school).update({ id: child.id }, { leftDay: today }));
    expect(await statuses()).toEqual([404, 404, 404]);
  });
});
