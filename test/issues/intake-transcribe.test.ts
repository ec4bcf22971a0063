import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Content, Exclusion, TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { IntakeScene } from './intake-scene.js';

describe('a spoken report that is written down', () => {
  let house: House;
  let scene: IntakeScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await IntakeScene.build(house);
  });
  afterAll(() => house.close());

  const loose = '楼梯的扶手松了，晃得厉害，孩子扶着不安全';
  const write = (by: TestPerson, token: string, text = loose, key?: string) =>
    by.api.post<IssueDetail>(`/issues/${token}/transcribe`, { text }, key === undefined ? {} : { key });
  const found = async (by: TestPerson, words: string) => {
    const { body } = await by.api.get<{ items: IssueSummary[] }>(
      `/issues?scope=board&q=${encodeURIComponent(words)}`,
    );
    return body.items.map((issue) => issue.token);
  };

  describe('writing down what was said', () => {
    it('sorts what nobody had sorted, hands it to whom the rules name, and lets it be found; the recording stays', async () => {
      const { principal, wang, teacher, granny } = scene;
      const { token } = await scene.spoken('other', { child: scene.child.token });
      expect((await scene.seen(principal, token)).body).toMatchObject({
        category: null,
        unheard: true,
        assignee: { token: principal.token },
        abilities: { transcribe: true },
      });
      expect(await found(principal, '扶手')).toEqual([]);
      const written = await write(principal, token, loose, 'transcribe-1');
      expect(written.status).toBe(200);
      expect(written.body).toMatchObject({
        unheard: false,
        transcript: loose,
        text: '',
        category: { code: 'facility' },
        assignee: { token: wang.token },
        classification: { decidedBy: 'classifier' },
        voice: { seconds: 20 },
      });
      expect(await found(principal, '扶手')).toEqual([token]);
      expect((await scene.seen(teacher, token)).status).toBe(200);
      expect((await scene.seen(granny, token)).body).toMatchObject({
        transcript: loose,
        voice: { seconds: 20 },
      });
      const again = await write(principal, token, loose, 'transcribe-1');
      expect([again.status, again.body.transcript]).toEqual([200, loose]);
      const events = await house.database.read
        .of(TimelineEvent, scene.school.id)
        .find({ order: { seq: 'ASC' } });
      expect(events.map(({ name }) => name)).toEqual([
        'submitted',
        'assign',
        'transcribe',
        'recategorise',
        'reassign',
      ]);
      const contents = await house.database.read
        .of(Content, scene.school.id)
        .find({ where: { kind: 'transcript' } });
      expect(contents).toHaveLength(1);
    });

    it('leaves the category that was tapped, and the hands that have accepted it', async () => {
      const { wang, principal, teacher } = scene;
      const broken = await scene.spoken('broken', { child: scene.child.token });
      await wang.api.post(`/issues/${broken.token}/accept`);
      const written = await write(wang, broken.token, '中午的饭是凉的，菜也没有熟');
      expect(written.body).toMatchObject({
        state: 'accepted',
        category: { code: 'facility' },
        assignee: { token: wang.token },
        unheard: false,
      });
      expect((await scene.seen(teacher, broken.token)).status).toBe(200);
      const other = await scene.spoken('other');
      await principal.api.post(`/issues/${other.token}/accept`);
      const sorted = await write(principal, other.token);
      expect(sorted.body).toMatchObject({
        category: { code: 'facility' },
        assignee: { token: principal.token },
      });
    });

    it('stays with who listened where nobody can say what it is about', async () => {
      const { principal } = scene;
      const { token } = await scene.spoken('other');
      const written = await write(principal, token, '嗯');
      expect(written.body).toMatchObject({
        category: null,
        unheard: false,
        assignee: { token: principal.token },
      });
      // Heard better at the second time, the later words count.
      expect((await write(principal, token)).body).toMatchObject({
        transcript: loose,
        category: { code: 'facility' },
      });
    });

    it('keeps whom it names out, the listener too', async () => {
      const { teacher, wang, principal, school } = scene;
      const about = await scene.spoken('other', { child: scene.child.token });
      const named = await write(principal, about.token, '林晓梅老师上课一直看手机，说了她还凶孩子');
      expect(named.status).toBe(200);
      expect((await scene.seen(teacher, about.token)).status).toBe(404);

      await house.make.staff(school, 'school_admin');
      const { token } = await scene.spoken('broken');
      const text = '王建国师傅收了我们的钱，没有修';
      const written = await write(wang, token, text, 'transcribe-2');
      expect([written.status, written.body]).toMatchObject([404, { code: 'not_found' }]);
      expect((await scene.seen(wang, token)).status).toBe(404);
      // It was written down all the same, and has gone to other hands.
      const seen = await scene.seen(principal, token);
      expect(seen.body).toMatchObject({ transcript: text, unheard: false });
      expect(seen.body.assignee?.token).not.toBe(wang.token);
      const issue = await house.database.read.of(Issue, school.id).findOne({ token });
      const barred = await house.database.read
        .of(Exclusion, school.id)
        .find({ where: { subjectId: issue?.id ?? 0 } });
      expect(barred.map(({ personId }) => personId)).toEqual([wang.id]);
    });

    it('is for who has it or coordinates, of a report that has a recording', async () => {
      const { granny, principal, teacher, wang } = scene;
      const { token } = await scene.spoken('broken');
      for (const [by, status] of [
        [granny, 403],
        [teacher, 404],
      ] as const)
        expect((await write(by, token)).status).toBe(status);
      expect((await write(wang, token, '   ')).status).toBe(400);
      const mute = await granny.api.post<IssueDetail>('/issues', house.make.report('灯坏了'));
      const refused = await write(principal, mute.body.token);
      expect([refused.status, refused.body]).toMatchObject([409, { code: 'state_conflict' }]);
      const done = await scene.spoken('broken');
      await wang.api.post(`/issues/${done.token}/accept`);
      await wang.api.post(`/issues/${done.token}/resolve`, { text: '好了' });
      expect((await write(wang, done.token)).status).toBe(409);
      const elsewhere = await IntakeScene.build(house);
      expect((await write(elsewhere.principal, token)).status).toBe(404);
      expect((await write(principal, randomUUID().replace(/-/g, '').slice(0, 22))).status).toBe(404);
    });
  });
});
