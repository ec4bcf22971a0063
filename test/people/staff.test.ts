import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssigneeList, StaffMember } from '#shared/people/contract.js';
import type { z } from 'zod';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Person } from '../../server/src/platform/auth/identity.entity.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

interface Created {
  member: StaffMember;
  firstPassword: string | null;
}

describe('the staff of a school', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  it('begins with a name and roles, with or without a login, and each step is recorded', async () => {
    const { principal } = village.people;
    const classroom = village.classroom.token;
    const created = await principal.api.post<Created>('/staff', {
      name: ' 新老师 ',
      roles: [{ role: 'class_teacher', classroom }, { role: 'health' }],
    });
    expect(created.body).toMatchObject({
      firstPassword: null,
      member: { name: '新老师', login: null, wechatBound: false, active: true },
    });
    expect(created.body.member.roles.map(({ role, classroom: where }) => [role, where?.token])).toEqual([
      ['class_teacher', classroom],
      ['health', undefined],
    ]);
    const { token } = created.body.member;
    expect(
      (await principal.api.post<StaffMember>(`/staff/${token}/roles`, { role: 'security' })).body.roles,
    ).toHaveLength(3);
    expect((await principal.api.post(`/staff/${token}/roles`, { role: 'security' })).status).toBe(409);
    expect((await principal.api.post(`/staff/${token}/roles`, { role: 'class_teacher' })).status).toBe(400);
    expect(
      (await principal.api.post<StaffMember>(`/staff/${token}/end-role`, { role: 'health' })).body.roles.map(
        ({ role }) => role,
      ),
    ).toEqual(['class_teacher', 'security']);
    expect((await principal.api.post(`/staff/${token}/end-role`, { role: 'health' })).status).toBe(404);
    expect((await principal.api.post(`/staff/${token}/end-role`, { role: 'king' })).status).toBe(400);
    expect((await principal.api.post(`/staff/${token}/reset-password`)).status).toBe(409);
    const { id } = await house.database.read.global(Person).findOneByOrFail({ token });
    const audits = await house.database.read
      .global(AuditRow)
      .find({ where: { subjectType: 'person', subjectId: id }, order: { id: 'ASC' } });
    expect(audits.map(({ action, actorId, inSchool }) => [action, actorId, inSchool])).toEqual(
      ['staff.created', 'staff.role_given', 'staff.role_ended'].map((action) => [
        action,
        principal.id,
        village.school.id,
      ]),
    );
  });

  it('keeps nothing of somebody whose login is taken', async () => {
    const { principal, foreign } = village.people;
    const body = { name: '张三', roles: [{ role: 'canteen' }], login: `zhang.${village.school.id}` };
    expect((await principal.api.post('/staff', body)).status).toBe(201);
    const people = await house.database.read.global(Person).count();
    const taken = await foreign.api.post('/staff', { ...body, login: body.login.toUpperCase() });
    expect([taken.status, taken.body]).toMatchObject([
      409,
      { code: 'already_exists', errors: [{ path: 'login' }] },
    ]);
    expect(
      (
        await principal.api.post('/staff', {
          ...body,
          login: null,
          roles: [{ role: 'canteen' }, { role: 'canteen' }],
        })
      ).status,
    ).toBe(409);
    expect(await house.database.read.global(Person).count()).toBe(people);
  });

  it('always has somebody at its head, and nobody sees herself out', async () => {
    const { principal, admin } = village.people;
    expect(
      (await principal.api.post(`/staff/${principal.token}/end-role`, { role: 'principal' })).status,
    ).toBe(409);
    expect((await principal.api.post(`/staff/${principal.token}/leave`)).status).toBe(409);
    const second = await house.make.staff(village.school, 'principal');
    expect((await admin.api.post(`/staff/${second.token}/end-role`, { role: 'principal' })).status).toBe(200);
    expect((await admin.api.post(`/staff/${principal.token}/end-role`, { role: 'principal' })).status).toBe(
      409,
    );
  });

  it('is offered to whom an issue may be handed, without who has left', async () => {
    const { principal, worker, otherWorker } = village.people;
    const names = async () =>
      (await worker.api.get<z.infer<typeof AssigneeList>>('/assignees')).body.items.map((one) => one.token);
    expect(await names()).toContain(otherWorker.token);
    expect(await names()).toHaveLength(7);
    const token = await village.report();
    expect((await principal.api.post(`/staff/${otherWorker.token}/leave`)).status).toBe(200);
    expect(await names()).not.toContain(otherWorker.token);
    expect(
      (await principal.api.post(`/issues/${token}/assign`, { assignee: otherWorker.token })).status,
    ).toBe(400);
    expect((await principal.api.post(`/staff/${otherWorker.token}/binding-code`)).status).toBe(409);
    const list = await principal.api.get<{ items: StaffMember[] }>('/staff?active=false');
    expect(list.body.items).toMatchObject([
      { token: otherWorker.token, active: false, roles: [], wechatBound: false },
    ]);
  });

  it('shapes how the school works, for its own school only', async () => {
    const { principal, foreign, reporter } = village.people;
    const settings = {
      silenceDays: 7,
      classifierThreshold: 0.5,
      quietFrom: 21,
      quietTo: 7,
      firstListener: null,
      secondStepFor: null,
    };
    expect((await principal.api.get('/settings')).body).toEqual(settings);
    expect((await principal.api.patch('/settings', { silenceDays: 3, quietTo: 6 })).body).toEqual({
      ...settings,
      silenceDays: 3,
      quietTo: 6,
    });
    expect((await principal.api.patch('/settings', { silenceDays: 3 })).body).toEqual({
      ...settings,
      silenceDays: 3,
      quietTo: 6,
    });
    expect((await principal.api.patch('/settings', {})).status).toBe(200);
    expect((await foreign.api.get('/settings')).body).toEqual(settings);
    for (const bad of [
      { silenceDays: 0 },
      { silenceDays: 61 },
      { quietFrom: 24 },
      { classifierThreshold: 1.1 },
      { silenceDays: 2.5 },
    ])
      expect((await principal.api.patch('/settings', bad)).status).toBe(400);
    const food = village.school.categories['food'] ?? '';
    expect(
      (await principal.api.patch(`/categories/${food}`, { name: '伙食', active: false })).body,
    ).toMatchObject({ name: '伙食', active: false, code: 'food' });
    expect((await reporter.api.post('/issues', { ...house.make.report('x'), category: food })).status).toBe(
      400,
    );
    expect((await foreign.api.get('/categories')).raw).not.toContain('伙食');
  });
});
