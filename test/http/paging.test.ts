import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildList, StaffPage } from '#shared/people/contract.js';
import type { IssueSummary } from '#shared/issues/contract.js';
import type { z } from 'zod';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';
import { undelivered } from './routes/people-routes.js';
import { statements } from './support/tables.js';
import { Village } from './support/village.js';

interface Page {
  items: { token: string }[];
  nextCursor: string | null;
}

describe('long lists', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  /** Reads a list to its end and answers the sizes of the pages and all tokens. `between` happens after each page. */
  async function readAll(
    api: ApiClient,
    path: string,
    between: () => Promise<unknown> = async () => undefined,
  ) {
    const sizes: number[] = [];
    const tokens: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer: { status: number; body: Page } = await api.get<Page>(
        `${path}&limit=20${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(answer.status).toBe(200);
      sizes.push(answer.body.items.length);
      tokens.push(...answer.body.items.map((item) => item.token));
      cursor = answer.body.nextCursor;
      await between();
    }
    return { sizes, tokens };
  }

  it('page without doubles and gaps while new rows arrive', async () => {
    const village = await Village.build(house);
    const { reporter, principal, worker } = village.people;
    const made: string[] = [];
    for (let i = 0; i < 55; i++)
      made.push(
        await village.report(`第${i}件`, i % 2 ? {} : { category: village.school.categories['food'] }),
      );
    const wanted = [...made].reverse();
    for (const [api, path] of [
      [reporter.api, '/issues?scope=mine'],
      [principal.api, '/issues?scope=board'],
      [worker.api, '/issues?scope=assigned'],
    ] as const) {
      const read = await readAll(api, path, () =>
        principal.api.post('/issues', house.make.report('新来的一件')),
      );
      expect(read).toEqual({ sizes: expect.any(Array), tokens: expect.any(Array) });
      expect(read.tokens.filter((token) => made.includes(token))).toEqual(wanted);
      expect(new Set(read.tokens).size).toBe(read.tokens.length);
    }
    const filtered = await readAll(
      reporter.api,
      `/issues?scope=mine&category=${village.school.categories['food']}`,
    );
    expect(filtered.tokens).toEqual(wanted.filter((_, at) => (54 - at) % 2 === 0));
    expect(filtered.sizes).toEqual([20, 8]);
    const found = await readAll(reporter.api, `/issues?scope=mine&q=${encodeURIComponent('第5')}`);
    expect(found.tokens).toEqual([54, 53, 52, 51, 50, 5].map((at) => made[at]));
  });

  it('end exactly where they end', async () => {
    const village = await Village.build(house);
    for (let i = 0; i < 20; i++) await village.report(`第${i}件`);
    expect((await readAll(village.people.reporter.api, '/issues?scope=mine')).sizes).toEqual([20]);
    await village.report('又一件');
    expect((await readAll(village.people.reporter.api, '/issues?scope=mine')).sizes).toEqual([20, 1]);
    const whole = await village.people.reporter.api.get<Page>('/issues?scope=mine');
    expect(Object.keys(whole.body).sort()).toEqual(['items', 'nextCursor']);
  });

  it('page staff and undelivered messages in the same way', async () => {
    const village = await Village.build(house);
    const { principal, worker } = village.people;
    const cooks: string[] = [];
    for (let i = 0; i < 25; i++) cooks.push((await house.make.staff(village.school, 'canteen')).token);
    const staff = await readAll(principal.api, '/staff?active=true');
    expect(staff.tokens.slice(0, 25)).toEqual(cooks.reverse());
    expect(staff.sizes).toEqual([20, 12]);
    const messages: string[] = [];
    for (let i = 0; i < 25; i++) messages.push(await undelivered(house, village.school, worker));
    const lost = await readAll(principal.api, '/deliveries?');
    expect(lost).toEqual({ sizes: [20, 5], tokens: messages.reverse() });
    await principal.api.post(`/staff/${cooks[0]}/leave`);
    expect((await readAll(principal.api, '/staff?active=true')).tokens).not.toContain(cooks[0]);
    expect((await readAll(principal.api, '/staff?active=false')).tokens).toEqual([cooks[0]]);
  });

  it('cost the same number of statements for five rows and for twenty', async () => {
    const costs: Record<string, number>[] = [];
    for (const rows of [5, 20]) {
      const village = await crowded(rows);
      const { principal, reporter, worker, lead } = village.people;
      const lists: [string, ApiClient, string][] = [
        ['mine', reporter.api, '/issues?scope=mine'],
        ['board', principal.api, '/issues?scope=board'],
        ['assigned', worker.api, '/issues?scope=assigned'],
        [
          'board filtered',
          principal.api,
          `/issues?scope=board&state=open&category=${village.school.categories['food']}&q=饭菜`,
        ],
        ['safeguarding', lead.api, '/issues?scope=safeguarding'],
        ['staff', principal.api, '/staff'],
        ['assignees', principal.api, '/assignees'],
        ['deliveries', principal.api, '/deliveries'],
        ['rules', principal.api, '/routing-rules'],
        ['categories', principal.api, '/categories'],
        ['places', principal.api, '/places'],
        ['classrooms', principal.api, '/classrooms'],
        ['classroom book', principal.api, '/classroom-book'],
        ['roles', principal.api, '/role-book'],
        ['people', principal.api, '/people'],
        ['service codes', principal.api, '/service-codes'],
        ['children', reporter.api, '/children'],
        ['session', reporter.api, '/session'],
        ['home', reporter.api, '/home'],
        ['home of staff', worker.api, '/home'],
      ];
      const cost: Record<string, number> = {};
      for (const [name, api, path] of lists) {
        cost[name] = await statements(house, async () => {
          const { status, body } = await api.get<{ items?: unknown[] }>(
            `${path}${path.includes('?') ? '&' : '?'}limit=50`,
          );
          expect({ name, status, rows: (body.items?.length ?? rows) >= rows }).toEqual({
            name,
            status: 200,
            rows: true,
          });
        });
        expect(cost[name]).toBeGreaterThan(3);
      }
      costs.push(cost);
    }
    expect(costs[1]).toEqual(costs[0]);
    const { home = 0, 'home of staff': homeOfStaff = 0, ...lists } = costs[0] ?? {};
    expect(Math.max(...Object.values(lists))).toBeLessThan(30);
    // The first screen is put together from several of them.
    expect(Math.max(home, homeOfStaff)).toBeLessThan(40);
  });

  /** A village with `rows` of everything that is listed, each with its own names to look up. */
  async function crowded(rows: number): Promise<Village> {
    const village = await Village.build(house);
    const { people, school } = village;
    const food = { category: school.categories['food'] };
    for (let i = 0; i < rows; i++) {
      const classroom = await house.make.classroom(school);
      const place = await house.make.place(school);
      const child = await house.make.child(school, classroom);
      const teacher = await house.make.staff(school, 'class_teacher', classroom);
      await house.make.guards(school, child, people.reporter);
      await undelivered(house, school, teacher);
      await people.principal.api.post('/routing-rules', {
        person: teacher.token,
        place: place.token,
        backupPerson: people.worker.token,
      });
      await people.principal.api.post('/service-codes', { kind: 'feedback', place: place.token, ...food });
      await people.principal.api.post('/categories', { name: `类${randomUUID().slice(0, 6)}` });
      const token = await village.report('饭菜凉了', { ...food, child: child.token, place: place.token });
      await people.principal.api.post(`/issues/${token}/assign`, { assignee: people.worker.token });
      const harm = await village.report('有人打孩子');
      await village.bring(harm, 'diverted');
    }
    return village;
  }

  it('of children name each child with her own classroom and teachers', async () => {
    const village = await Village.build(house);
    const { reporter, teacher, otherTeacher } = village.people;
    const { body } = await reporter.api.get<ChildList>('/children');
    expect(body.items).toMatchObject([
      { token: village.child.token, relation: 'grandmother', classTeachers: [teacher.name] },
    ]);
    const second = await Village.build(house);
    await house.make.guards(second.school, second.child, reporter, 'aunt');
    const loose = await house.make.child(village.school);
    await house.make.guards(village.school, loose, reporter, 'mother');
    const both = await reporter.api.get<ChildList>('/children');
    expect(
      both.body.items.map((one) => [
        one.token,
        one.relation,
        one.classTeachers,
        one.school.token,
        one.classroom?.token,
      ]),
    ).toEqual([
      [village.child.token, 'grandmother', [teacher.name], village.school.token, village.classroom.token],
      [loose.token, 'mother', [], village.school.token, undefined],
      [second.child.token, 'aunt', [second.people.teacher.name], second.school.token, second.classroom.token],
    ]);
    expect(both.raw).not.toContain(otherTeacher.name);
    expect((await reporter.api.get<{ items: IssueSummary[] }>('/issues?q=饭')).status).toBe(400);
    expect(
      (await village.people.principal.api.get<z.infer<typeof StaffPage>>('/staff')).body.items,
    ).toHaveLength(7);
  });
});
