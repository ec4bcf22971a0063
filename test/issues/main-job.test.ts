import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { House } from '../support/house.js';

describe('the main job: from a report to the verdict', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it('leads from the report over acceptance, answer and resolution to a verdict, which reopens and then confirms', async () => {
    const school = await house.make.school();
    const classroom = await house.make.classroom(school);
    const child = await house.make.child(school, classroom);
    const granny = await house.make.guardian(school, child);
    const principal = await house.make.staff(school, 'principal');
    const wang = await house.make.staff(school, 'logistics');
    await house.make.credits(granny, 'progress', 5);
    await house.make.credits(wang, 'work', 5);
    const place = await house.make.place(school, '东楼楼梯');
    const rule = { category: school.categories.facility, role: 'logistics' };
    expect((await principal.api.post('/routing-rules', rule)).status).toBe(201);

    const made = await granny.api.post<IssueDetail>(
      '/issues',
      house.make.report('楼梯的扶手松了，晃得厉害，孩子扶着不安全', { place: place.token }),
    );
    expect(made.status).toBe(201);
    expect(made.body.state).toBe('assigned');
    expect(made.body.category?.code).toBe('facility');
    expect(made.body.assignee?.token).toBe(wang.token);
    expect(made.body.mine).toBe(true);
    const token = made.body.token;

    await house.deliver();
    expect(house.emulator.emulator.phones.list(wang.openid)).toHaveLength(1);

    const seen = await wang.api.get<IssueDetail>(`/issues/${token}`);
    expect(seen.body.abilities).toMatchObject({ accept: true, resolve: false, confirm: false });
    expect(seen.body.classification?.words).not.toHaveLength(0);
    expect((await wang.api.post<IssueDetail>(`/issues/${token}/accept`)).body.state).toBe('accepted');
    expect(
      (await wang.api.post<IssueDetail>(`/issues/${token}/answer`, { text: '明天换新的螺丝' })).body.state,
    ).toBe('in_progress');
    expect(
      (await wang.api.post<IssueDetail>(`/issues/${token}/resolve`, { text: '换好了' })).body.state,
    ).toBe('resolved');
    expect((await granny.api.get<IssueDetail>(`/issues/${token}`)).body.waitingFor).toBe('you');
    expect((await granny.api.post<IssueDetail>(`/issues/${token}/reject`, { text: '还晃' })).body.state).toBe(
      'reopened',
    );
    expect(
      (await wang.api.post<IssueDetail>(`/issues/${token}/resolve`, { text: '这次焊牢了' })).body.state,
    ).toBe('resolved');
    const closed = await granny.api.post<IssueDetail>(`/issues/${token}/confirm`);
    expect(closed.body.state).toBe('confirmed');
    expect(closed.body.timeline.map((step) => step.event)).toEqual([
      'submitted',
      'classify',
      'assign',
      'accept',
      'answer',
      'resolve',
      'reject',
      'resolve',
      'confirm',
    ]);
  });
});
