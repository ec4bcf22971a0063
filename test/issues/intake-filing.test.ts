import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import type { GuardiansToFileFor } from '#shared/issues/intake.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { givenNameOf } from '../../server/src/features/issues/intake/given-name.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { twoColours } from '../media/pictures.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { IntakeScene } from './intake-scene.js';

describe('what is filed when a report comes in', () => {
  let house: House;
  let scene: IntakeScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await IntakeScene.build(house);
  });
  afterAll(() => house.close());

  const guardians = async (by: TestPerson) =>
    (await by.api.get<GuardiansToFileFor>(`/guardians-to-file-for?school=${scene.school.token}`)).body.items;

  it('calls a child by her given name', () => {
    expect(['周小满', '欧阳明', '王芳', '欧阳', 'Aygul', '阿依古丽·买买提'].map(givenNameOf)).toEqual([
      '小满',
      '明',
      '芳',
      '阳',
      'Aygul',
      '阿依古丽·买买提',
    ]);
  });

  describe('for whom somebody may write something down', () => {
    it('the guardians of her own classroom, or all of them for who leads; none without a right', async () => {
      const { school, granny, teacher, principal, wang, child } = scene;
      const farChild = await house.make.child(school, await house.make.classroom(school), '钱多');
      const far = await house.make.guardian(school, farChild, 'mother');
      await house.make.guardian(school, child, 'father', []);
      expect(await guardians(teacher)).toEqual([
        {
          token: granny.token,
          name: granny.name,
          children: [{ token: child.token, givenName: '小满', relation: 'grandmother' }],
        },
      ]);
      const all = await guardians(principal);
      expect(all.map(({ token }) => token).sort()).toEqual([granny.token, far.token].sort());
      expect(JSON.stringify(all)).not.toContain('周小满');
      expect(await guardians(wang)).toEqual([]);
      const reads = await house.database.read.global(AuditRow).findBy({ action: 'guardian.list' });
      expect(reads.map(({ actorId, fields }) => [actorId, fields])).toEqual([
        [teacher.id, 'basic family'],
        [principal.id, 'basic family'],
      ]);
    });
  });

  describe('a report that a teacher writes down for a grandmother', () => {
    it('is the grandmother’s: she is told, she is asked, and the teacher only looks on', async () => {
      const { granny, teacher, wang, school, classroom, child } = scene;
      await house.make.credits(granny, 'progress', 5);
      const photo = await teacher.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
        clientId: randomUUID(),
        school: school.token,
      });
      const report = {
        clientId: randomUUID(),
        onBehalfOf: granny.token,
        child: child.token,
        voice: await scene.voice(teacher, 12),
        photos: [photo.body.token],
        picture: 'broken',
      };
      const made = await teacher.api.post<IssueDetail>('/issues', report);
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        mine: false,
        reporter: { token: granny.token },
        filedBy: { token: teacher.token },
        classroom: { token: classroom.token },
        child: { token: child.token },
        assignee: { token: wang.token },
        voice: { seconds: 12 },
        classification: null,
      });
      expect(made.body.photos).toHaveLength(1);
      expect(Object.values(made.body.abilities)).not.toContain(true);
      const { token } = made.body;
      expect((await teacher.api.post<IssueDetail>('/issues', report)).body.token).toBe(token);
      const row = await house.database.read.of(Issue, school.id).findOne({ token });
      expect(row).toMatchObject({ reporterId: granny.id, filedById: teacher.id });
      const [first] = await house.database.read
        .of(TimelineEvent, school.id)
        .find({ where: { subjectId: row?.id ?? 0 }, order: { seq: 'ASC' } });
      expect([first?.actorId, first?.payload['filedFor']]).toEqual([teacher.id, granny.id]);

      const mine = await granny.api.get<{ items: IssueSummary[] }>('/issues');
      expect(mine.body.items.map((issue) => [issue.token, issue.mine])).toEqual([[token, true]]);
      await wang.api.post(`/issues/${token}/accept`);
      await wang.api.post(`/issues/${token}/resolve`, { text: '修好了' });
      expect((await teacher.api.post(`/issues/${token}/confirm`)).status).toBe(403);
      await house.deliver();
      expect(house.emulator.emulator.phones.list(granny.openid)).toHaveLength(2);
      expect(house.emulator.emulator.phones.list(teacher.openid)).toHaveLength(0);
      const closed = await granny.api.post<IssueDetail>(`/issues/${token}/confirm`);
      expect(closed.body.state).toBe('confirmed');
      expect((await scene.seen(teacher, token)).body.state).toBe('confirmed');
    });

    it('is written down for nobody else’s guardian, about no other child, and by nobody who knows neither', async () => {
      const { school, granny, teacher, wang, principal, child } = scene;
      const farChild = await house.make.child(school, await house.make.classroom(school));
      const far = await house.make.guardian(school, farChild);
      const barred = await house.make.guardian(school, child, 'father', []);
      const file = (by: TestPerson, onBehalfOf: TestPerson, more: object = {}) =>
        by.api.post('/issues', house.make.report('灯坏了', { onBehalfOf: onBehalfOf.token, ...more }));
      const unknown = await teacher.api.post(
        '/issues',
        house.make.report('灯坏了', { onBehalfOf: child.token }),
      );
      expect(unknown.status).toBe(400);
      for (const [by, whom] of [
        [teacher, far],
        [teacher, barred],
        [wang, granny],
        [granny, granny],
        [teacher, wang],
      ] as const)
        expect((await file(by, whom)).raw).toBe(unknown.raw);
      expect((await file(teacher, granny, { child: farChild.token })).status).toBe(400);
      expect((await file(teacher, granny, { sealed: true })).status).toBe(400);
      expect((await file(principal, far, { child: farChild.token })).status).toBe(201);
    });

    it('that names the teacher herself is kept, and out of her sight; she gets a receipt of what she sent', async () => {
      const { granny, teacher, principal } = scene;
      const text = '林晓梅老师上课一直看手机';
      const report = house.make.report(text, { onBehalfOf: granny.token });
      const made = await teacher.api.post<IssueDetail>('/issues', report);
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        text,
        state: 'submitted',
        assignee: null,
        category: null,
        mine: false,
      });
      expect(made.body.timeline.filter((step) => step.state !== 'next').map((step) => step.event)).toEqual([
        'submitted',
      ]);
      expect(Object.values(made.body.abilities)).not.toContain(true);
      const { token } = made.body;
      expect((await scene.seen(teacher, token)).status).toBe(404);
      expect((await teacher.api.post<IssueDetail>('/issues', report)).body).toMatchObject({
        token,
        state: 'submitted',
      });
      expect((await scene.seen(granny, token)).body.mine).toBe(true);
      expect((await scene.seen(principal, token)).body.assignee?.token).toBe(principal.token);
    });

    it('of harm leaves her sight as far as it leaves the grandmother’s', async () => {
      const { granny, teacher, lead } = scene;
      const voice = await scene.voice(teacher);
      const report = { clientId: randomUUID(), onBehalfOf: granny.token, voice, picture: 'harm' };
      const made = await teacher.api.post<IssueDetail>('/issues', report);
      expect([made.status, made.body.state]).toEqual([201, 'diverted']);
      expect(made.body.timeline.map((step) => step.event)).toEqual(['submitted', 'divert']);
      expect((await scene.seen(granny, made.body.token)).body.mine).toBe(true);
      expect((await scene.seen(lead, made.body.token)).body.filedBy?.token).toBe(teacher.token);
    });
  });
});
