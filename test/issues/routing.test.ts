import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { rulesInOrder } from '../../server/src/features/issues/routing.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

describe('the order of rules', () => {
  const rule = (
    id: number,
    placeId: number | null,
    classroomId: number | null,
    categoryId: number | null,
  ) => ({
    id,
    placeId,
    classroomId,
    categoryId,
  });
  const facts = { placeId: 1, classroomId: 2, categoryId: 3 };
  const all = [
    rule(1, null, null, null),
    rule(2, null, null, 3),
    rule(3, null, 2, null),
    rule(4, 1, null, null),
    rule(5, null, 2, 3),
    rule(6, 1, null, 3),
    rule(7, 1, 2, null),
    rule(8, 1, 2, 3),
  ];

  it('puts more conditions first, then place before classroom before category, then the older rule', () => {
    const wanted = [8, 7, 6, 5, 4, 3, 2, 1];
    for (const given of [all, [...all].reverse(), [...all].sort((a, b) => (a.id % 3) - (b.id % 3))])
      expect(rulesInOrder(given, facts).map((one) => one.id)).toEqual(wanted);
    expect(
      rulesInOrder([rule(9, 1, null, null), rule(4, 1, null, null)], facts).map((one) => one.id),
    ).toEqual([4, 9]);
  });

  it('leaves out what does not fit, also where the issue says nothing', () => {
    expect(rulesInOrder(all, { placeId: 7, classroomId: 2, categoryId: 3 }).map((one) => one.id)).toEqual([
      5, 3, 2, 1,
    ]);
    expect(
      rulesInOrder(all, { placeId: null, classroomId: null, categoryId: null }).map((one) => one.id),
    ).toEqual([1]);
    expect(rulesInOrder([], facts)).toEqual([]);
  });
});

describe('whom a report is handed to', () => {
  let house: House;
  let school: TestSchool;
  let principal: TestPerson;
  let classroom: TestRow;
  let place: TestRow;
  let parent: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  async function found(): Promise<void> {
    school = await house.make.school();
    classroom = await house.make.classroom(school);
    place = await house.make.place(school);
    principal = await house.make.staff(school, 'principal');
    parent = await house.make.guardian(school, await house.make.child(school, classroom));
  }
  const staff = (role: StaffRole, of: TestRow | null = null) => house.make.staff(school, role, of);
  const addRule = async (rule: object) =>
    expect((await principal.api.post('/routing-rules', rule)).status).toBe(201);
  /** Token and role of who gets a report. */
  async function handed(more: object = {}): Promise<[string | undefined, string | null | undefined]> {
    const food = { category: school.categories['food'] };
    const { body } = await parent.api.post<IssueDetail>(
      '/issues',
      house.make.report('午饭凉了', { ...food, ...more }),
    );
    expect(body.state).toBe('assigned');
    return [body.assignee?.token, body.assignee?.role];
  }

  it('follows the most specific rule', async () => {
    await found();
    const [cook, guard, logistics, teacher] = [
      await staff('canteen'),
      await staff('security'),
      await staff('logistics'),
      await staff('class_teacher', classroom),
    ];
    await addRule({ role: 'logistics' });
    expect(await handed()).toEqual([logistics.token, 'logistics']);
    await addRule({ category: school.categories['food'], role: 'canteen' });
    expect(await handed()).toEqual([cook.token, 'canteen']);
    await addRule({ classroom: classroom.token, role: 'class_teacher' });
    expect(await handed()).toEqual([teacher.token, 'class_teacher']);
    await addRule({ place: place.token, person: guard.token });
    expect(await handed({ place: place.token })).toEqual([guard.token, 'security']);
    await addRule({ place: place.token, category: school.categories['food'], role: 'canteen' });
    expect(await handed({ place: place.token })).toEqual([cook.token, 'canteen']);
    expect(await handed({ category: school.categories['fees'] })).toEqual([teacher.token, 'class_teacher']);
  });

  it('hands to the backup when the only holder has left, and to the principal when nobody is left', async () => {
    await found();
    const [cook, guard] = [await staff('canteen'), await staff('security')];
    await addRule({ category: school.categories['food'], role: 'canteen', backupPerson: guard.token });
    expect(await handed()).toEqual([cook.token, 'canteen']);
    expect((await principal.api.post(`/staff/${cook.token}/leave`)).status).toBe(200);
    expect(await handed()).toEqual([guard.token, 'security']);
    expect((await principal.api.post(`/staff/${guard.token}/leave`)).status).toBe(200);
    expect(await handed()).toEqual([principal.token, 'principal']);
  });

  it('goes on to the next rule when neither owner nor backup of the first is there', async () => {
    await found();
    const logistics = await staff('logistics');
    const nurse = await staff('health');
    await addRule({ category: school.categories['food'], person: nurse.token, backupRole: 'canteen' });
    await addRule({ role: 'logistics' });
    expect(await handed()).toEqual([nurse.token, 'health']);
    await principal.api.post(`/staff/${nurse.token}/end-role`, { role: 'health' });
    expect(await handed()).toEqual([logistics.token, 'logistics']);
  });

  it('leaves no report without an owner while anybody works here', async () => {
    await found();
    expect(await handed()).toEqual([principal.token, 'principal']);
    // A lead of the closed room is no owner of ordinary work.
    await staff('safeguarding_lead');
    const helper = await staff('security');
    const admin = await staff('school_admin');
    await house.make.hasNoRole(school, principal);
    expect(await handed()).toEqual([admin.token, 'school_admin']);
    const second = await staff('school_admin');
    await second.api.post(`/staff/${admin.token}/leave`);
    await second.api.post(`/staff/${second.token}/leave`);
    expect(await handed()).toEqual([second.token, 'school_admin']);
    await second.api.post(`/staff/${second.token}/end-role`, { role: 'school_admin' });
    expect(await handed()).toEqual([helper.token, 'security']);
  });

  it('takes the one who has held the role longest, and the class teacher of the child’s own classroom', async () => {
    await found();
    const other = await house.make.classroom(school);
    await house.make.staff(school, 'class_teacher', other);
    const first = await staff('class_teacher', classroom);
    await staff('class_teacher', classroom);
    await addRule({ role: 'class_teacher' });
    expect(await handed()).toEqual([first.token, 'class_teacher']);
  });

  it('saves a rule again without a change', async () => {
    await found();
    const { body } = await principal.api.post<{ token: string }>('/routing-rules', { role: 'logistics' });
    const again = await principal.api.put(`/routing-rules/${body.token}`, { role: 'logistics' });
    expect([again.status, again.body]).toMatchObject([200, { role: 'logistics', token: body.token }]);
  });
});
