import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MoreThan } from 'typeorm';
import type { ChildReaders } from '#shared/consents/child-contract.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Child } from '../../server/src/features/people/people.entity.js';
import { AuditChildRow, AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { makeFamily } from '../http/support/family-scene.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { routeTable } from '../http/route-table.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

describe('who looked at a child’s data', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    await makeFamily(village);
    await village.report();
  });
  afterAll(() => house.close());

  const staff: Member[] = ['principal', 'admin', 'teacher', 'otherTeacher', 'worker', 'lead'];
  const lastId = async () => {
    const [row] = await house.database.read.global(AuditRow).find({ order: { id: 'DESC' }, take: 1 });
    return row?.id ?? 0;
  };
  const reads = async (after: number) => {
    const rows = await house.database.read
      .global(AuditRow)
      .find({ where: { id: MoreThan(after), kind: 'read' } });
    const links = await house.database.read.global(AuditChildRow).findBy({ auditId: MoreThan(after) });
    return { rows, links };
  };

  /** What shows an issue names her child; who handles it and reads it is known to its reporter. */
  const byIssue = ['GET /issues/{token}'];
  const asked = routeTable.filter(
    ({ route, keys }) => /^GET /.test(route) && keys !== 'file' && keys !== null,
  );

  it.each(asked.map((row) => [row.route, row] as const))(
    '%s leaves one row for each answer that shows a child to those of the school',
    async (route, row) => {
      const token = (await row.subject?.(village)) ?? '';
      const path = route.slice(4).replace(/\{(token|scene)\}/, token) + (row.query?.(village) ?? '');
      const children = await house.database.read.of(Child, village.school.id).find();
      for (const who of staff) {
        const before = await lastId();
        const answer = await village.as(who).get(path);
        if (answer.status !== 200) continue;
        const shown = children.filter((child) => answer.raw.includes(child.token));
        const { rows, links } = await reads(before);
        const told = new Set([
          ...rows.flatMap((one) => (one.subjectType === 'child' ? (one.subjectId ?? 0) : [])),
          ...links.map((link) => link.childId),
        ]);
        expect({ who, tooMany: rows.length > 1 }).toEqual({ who, tooMany: false });
        const untold = shown.filter((child) => !told.has(child.id));
        if (byIssue.includes(route)) expect(rows).toHaveLength(1);
        else expect({ who, untold: untold.map((child) => child.name) }).toEqual({ who, untold: [] });
        // And who is named in the audit was really shown.
        for (const id of told) expect(children.some((child) => child.id === id)).toBe(true);
      }
    },
  );

  describe('as her guardians are told', () => {
    let mother: TestPerson;
    let father: TestPerson;
    let path: string;
    const lines = async (by: TestPerson) => {
      const { body, raw } = await by.api.get<ChildReaders>(`${path}/readers`);
      return { raw, told: body.items.map(({ who, role, what, times }) => `${role} ${who} ${what} ${times}`) };
    };
    let teacher: TestPerson;
    let lead: TestPerson;
    beforeAll(async () => {
      const room = await house.make.classroom(village.school);
      const child = await house.make.child(village.school, room);
      mother = await house.make.guardian(village.school, child, 'mother');
      father = await house.make.guardian(village.school, child, 'father');
      teacher = await house.make.staff(village.school, 'class_teacher', room, '林晓雨');
      lead = village.people.lead;
      path = `/children/${child.token}`;
      const report = { clientId: randomUUID(), text: '帽子丢了', child: child.token };
      const { body } = await mother.api.post<IssueDetail>('/issues', report);
      await teacher.api.get(path);
      await teacher.api.get(path);
      await teacher.api.get(`/roster?school=${village.school.token}&classroom=${room.token}`);
      await village.people.worker.api.get(`/issues/${body.token}`);
      await mother.api.get(path);
      await lead.api.get(path);
      await lead.api.get(`${path}/history`);
      await lead.api.get(`/roster?school=${village.school.token}&classroom=${room.token}`);
    });

    it('names those of the school with their office, and the family by how she is related', async () => {
      expect((await lines(mother)).told).toEqual([
        expect.stringMatching(/^后勤 \S+ 看了您说的事 1$/),
        '班主任 林晓雨 看了名单 1',
        '班主任 林晓雨 打开了孩子那一页 2',
      ]);
      // That there was a report is told to nobody but who made it.
      expect((await lines(father)).told).toEqual([
        '家里人 妈妈 看了谁看过 1',
        '家里人 妈妈 打开了孩子那一页 1',
        '班主任 林晓雨 看了名单 1',
        '班主任 林晓雨 打开了孩子那一页 2',
      ]);
    });

    it('tells nobody of the family that the closed room looked', async () => {
      for (const guardian of [mother, father]) expect((await lines(guardian)).raw).not.toContain(lead.name);
      // Neither after she has given the office up.
      await house.make.hasNoRole(village.school, lead);
      for (const guardian of [mother, father]) expect((await lines(guardian)).raw).not.toContain(lead.name);
    });

    it('is for those who raise the child alone', async () => {
      const [, token = ''] = /children\/(.+)$/.exec(path) ?? [];
      const child = await house.database.read.of(Child, village.school.id).findOne({ token });
      const driver = await house.make.guardian(village.school, { id: child?.id ?? 0, token }, 'uncle', [
        'pickup',
      ]);
      const statuses = await Promise.all(
        [driver, teacher, village.people.principal, village.people.worker].map(
          async ({ api }) => (await api.get(`${path}/readers`)).status,
        ),
      );
      expect(statuses).toEqual([403, 403, 403, 404]);
    });
  });
});
