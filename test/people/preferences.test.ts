import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildList, Preferences } from '#shared/people/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { preferenceDefaults } from '#shared/people/preferences.js';
import type { SessionView } from '#shared/session/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { PersonPreference } from '../../server/src/features/people/people.entity.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

describe('how the program behaves for a person', () => {
  let house: House;
  let school: TestSchool;
  let classroom: TestRow;
  let child: TestRow;
  let granny: TestPerson;
  let teacher: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    classroom = await house.make.classroom(school);
    child = await house.make.child(school, classroom, '王梓涵');
    granny = await house.make.guardian(school, child);
    teacher = await house.make.staff(school, 'class_teacher', classroom);
  });
  afterAll(() => house.close());

  const own = async (of: TestPerson): Promise<Preferences> =>
    (await of.api.get<SessionView>('/session')).body.preferences;

  it('is as the registry says until somebody sets it, and then stays', async () => {
    const person = await house.make.guardian(school, child);
    expect(await own(person)).toEqual(preferenceDefaults);
    const { status, body } = await person.api.put<Preferences>('/preferences', { simpleMode: true });
    expect([status, body]).toEqual([200, { ...preferenceDefaults, simpleMode: true }]);
    await person.api.put('/preferences', { readsAloud: true });
    expect(await own(person)).toEqual({ simpleMode: true, readsAloud: true });
    await person.api.put('/preferences', { simpleMode: false });
    expect(await own(person)).toEqual({ simpleMode: false, readsAloud: true });
    await person.api.put('/preferences', {});
    expect(await own(person)).toEqual({ simpleMode: false, readsAloud: true });
    expect(await own(granny)).toEqual(preferenceDefaults);
  });

  it('keeps one row when two taps arrive at once', async () => {
    const person = await house.make.person();
    const answers = await Promise.all(
      [true, true, true].map((simpleMode) => person.api.put('/preferences', { simpleMode })),
    );
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200]);
    const rows = await house.database.read.global(PersonPreference).findBy({ personId: person.id });
    expect(rows.map(({ key, value }) => [key, Boolean(value)])).toEqual([['simpleMode', true]]);
  });

  it('is set by the class teacher from the child’s page, with her name in the audit', async () => {
    const page = await teacher.api.get<ChildDetail>(`/children/${child.token}`);
    const listed = page.body.family?.guardians.find((one) => one.person.name === granny.name);
    expect(listed).toMatchObject({
      person: { token: granny.token },
      preferences: preferenceDefaults,
    });
    const path = `/guardians/${granny.token}/preferences`;
    expect((await teacher.api.put(path, { simpleMode: true })).status).toBe(200);
    expect(await own(granny)).toMatchObject({ simpleMode: true });
    const again = await teacher.api.get<ChildDetail>(`/children/${child.token}`);
    expect(
      again.body.family?.guardians.find((one) => one.person.name === granny.name)?.preferences?.simpleMode,
    ).toBe(true);
    const audit = await house.database.read
      .global(AuditRow)
      .findBy({ action: 'preferences.changed', subjectId: granny.id });
    expect(audit.map(({ actorId, inSchool }) => [actorId, inSchool])).toEqual([[teacher.id, school.id]]);
    // Whether her phone reads aloud is hers to say: others may be in the room.
    expect((await teacher.api.put(path, { readsAloud: true })).status).toBe(400);
  });

  it('shows the tokens of guardians to nobody who may not set anything', async () => {
    const subject = await house.make.staff(school, 'subject_teacher', classroom);
    const carer = await house.make.guardian(school, child, 'aunt', ['care']);
    for (const reader of [carer, subject]) {
      const { status, body } = await reader.api.get<ChildDetail>(`/children/${child.token}`);
      expect(status).toBe(200);
      const guardians = body.family?.guardians ?? [];
      expect(guardians).toHaveLength(reader === carer ? guardians.length || 1 : 0);
      expect(guardians.every((one) => one.person.token === null && one.preferences === null)).toBe(true);
      expect(
        (await reader.api.put(`/guardians/${granny.token}/preferences`, { simpleMode: false })).status,
      ).toBe(404);
    }
    const principal = await house.make.staff(school, 'principal');
    const { body } = await principal.api.get<ChildDetail>(`/children/${child.token}`);
    expect(body.family?.guardians.some((one) => one.person.token === granny.token)).toBe(true);
  });

  it('lists for a class teacher the children of her classrooms, and of nobody else’s', async () => {
    const other = await house.make.child(school, await house.make.classroom(school), '别班的');
    const list = await teacher.api.get<ChildList>('/children?scope=classroom');
    expect(list.body.items.map((one) => one.name)).toEqual(['王梓涵']);
    expect(list.raw).not.toContain(other.token);
    const guardian = await granny.api.get<ChildList>('/children?scope=classroom');
    expect(guardian.body.items).toEqual([]);
    expect((await granny.api.get<ChildList>('/children')).body.items).toHaveLength(1);
    expect((await teacher.api.get('/children?scope=all')).status).toBe(400);
  });
});
