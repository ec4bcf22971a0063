import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FirstListener } from '#shared/issues/before-report.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Category } from '../../server/src/features/issues/issue.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { twoColours } from '../media/pictures.js';
import { House } from '../support/house.js';
import { IntakeScene } from './intake-scene.js';

describe('a report that comes in', () => {
  let house: House;
  let scene: IntakeScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await IntakeScene.build(house);
  });
  afterAll(() => house.close());

  const categoryId = async (code: string) =>
    (await house.database.read.of(Category, scene.school.id).findOne({ code }))?.id ?? null;

  describe('周奶奶 scans the code by the stairs', () => {
    it('speaks for 20 seconds and adds a photo: place and category are filled in, logistics gets it, no transcript is needed', async () => {
      const { granny, wang, stairs } = scene;
      const code = await scene.code({ placeId: stairs.id, categoryId: await categoryId('facility') });
      const { school } = scene;
      const photo = await granny.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
        clientId: randomUUID(),
        school: school.token,
      });
      await house.make.credits(wang, 'work', 1);
      const made = await granny.api.post<IssueDetail>('/issues', {
        clientId: randomUUID(),
        code,
        voice: await scene.voice(),
        photos: [photo.body.token],
        picture: 'broken',
      });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        state: 'assigned',
        mine: true,
        title: '一段录音',
        text: '',
        hasVoice: true,
        unheard: true,
        transcript: null,
        picture: 'broken',
        place: { name: '二楼楼梯' },
        category: { code: 'facility' },
        assignee: { name: '王建国', role: 'logistics' },
        voice: { seconds: 20 },
      });
      expect(made.body.photos).toHaveLength(1);
      expect(made.body.due?.clock).toBe('response');
      await house.deliver();
      expect(house.emulator.emulator.phones.list(wang.openid)).toHaveLength(1);

      const { token } = made.body;
      const heard = await scene.seen(wang, token);
      expect(heard.body.classification).toMatchObject({ decidedBy: 'reporter' });
      const played = await wang.api.raw({
        method: 'GET',
        url: heard.body.voice?.url ?? '',
        headers: { range: 'bytes=0-99' },
      });
      expect([played.status, played.headers['content-type']]).toEqual([206, 'audio/mpeg']);
      const step = (who: typeof wang, action: string, body: object = {}) =>
        who.api.post<IssueDetail>(`/issues/${token}/${action}`, body);
      await step(wang, 'accept');
      expect((await step(wang, 'resolve', { text: '焊好了' })).body.state).toBe('resolved');
      expect((await step(granny, 'reject')).body.state).toBe('reopened');
      await step(wang, 'resolve', { text: '这次换了新的' });
      const closed = await step(granny, 'confirm');
      expect(closed.body).toMatchObject({ state: 'confirmed', transcript: null, unheard: true });
    });

    it('keeps place and classroom of the code behind what she says herself', async () => {
      const { classroom, school, stairs } = scene;
      const other = await house.make.classroom(school);
      const yard = await house.make.place(school, '院子');
      const code = await scene.code({ placeId: stairs.id, classroomId: other.id });
      const said = await scene.spoken('food', { code, place: yard.token });
      expect(said).toMatchObject({ place: { token: yard.token }, classroom: { token: other.token } });
      expect(said.category?.code).toBe('food');
      const named = await scene.spoken('other', { code, child: scene.child.token });
      expect(named.classroom?.token).toBe(classroom.token);
      const chosen = { code, category: school.categories['fees'] };
      expect((await scene.spoken('broken', chosen)).category?.code).toBe('fees');
    });

    it('sorts a written report by its code, and tells nothing of a sealed one that hangs in a classroom', async () => {
      const { granny, classroom, school } = scene;
      const code = await scene.code({ classroomId: classroom.id, categoryId: await categoryId('transport') });
      const written = await granny.api.post<IssueDetail>(
        '/issues',
        house.make.report('早上要等很久', { code }),
      );
      expect([written.body.category?.code, written.body.classification]).toEqual(['transport', null]);
      const sealed = house.make.report('早上要等很久', { code, sealed: true });
      expect((await granny.api.post<IssueDetail>('/issues', sealed)).body).toMatchObject({
        classroom: null,
        school: { token: school.token },
      });
    });

    it('reports as an outsider to a school that is not hers, through its code only, and about no child', async () => {
      const { school, principal, child } = scene;
      const elsewhere = await IntakeScene.build(house);
      const visitor = elsewhere.granny;
      const code = await scene.code({ placeId: scene.stairs.id });
      const report = () => house.make.report('楼梯口的灯坏了', { school: school.token });
      expect((await visitor.api.post('/issues', report())).status).toBe(404);
      const made = await visitor.api.post<IssueDetail>('/issues', { ...report(), code });
      expect([made.status, made.body.mine, made.body.classroom]).toEqual([201, true, null]);
      expect((await scene.seen(principal, made.body.token)).status).toBe(200);
      expect((await scene.seen(visitor, made.body.token)).status).toBe(200);
      const { token } = elsewhere.child;
      for (const about of [token, child.token])
        expect((await visitor.api.post('/issues', { ...report(), code, child: about })).status).toBe(400);
      const voice = await scene.voice(visitor, 3, { code });
      const spoken = { ...report(), text: '', code, voice, picture: 'broken' };
      expect((await visitor.api.post<IssueDetail>('/issues', spoken)).body.voice?.seconds).toBe(3);
      // A code that was never printed, and one of another school, are answered alike.
      const unknown = await visitor.api.post('/issues', { ...report(), code: newToken() });
      const foreign = await visitor.api.post('/issues', {
        ...report(),
        school: elsewhere.school.token,
        code,
      });
      expect([unknown.status, unknown.raw]).toEqual([400, foreign.raw]);
      expect((await (await house.make.stranger()).api.post('/issues', { ...report(), code })).status).toBe(
        403,
      );
    });
  });

  describe('a recording without words', () => {
    it('needs a picture that says what it is about, and a recording that is one', async () => {
      const { granny, school } = scene;
      const voice = await scene.voice();
      const report = { clientId: randomUUID(), school: school.token, voice };
      const bare = await granny.api.post('/issues', report);
      expect([bare.status, JSON.stringify(bare.body['errors'])]).toEqual([
        400,
        expect.stringContaining('picture'),
      ]);
      const photo = await granny.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
        clientId: randomUUID(),
        school: school.token,
      });
      const wrong = { ...report, clientId: randomUUID(), picture: 'broken' };
      expect((await granny.api.post('/issues', { ...wrong, voice: photo.body.token })).status).toBe(404);
      expect((await granny.api.post('/issues', { ...wrong, photos: [voice] })).status).toBe(404);
      expect((await granny.api.post('/issues', { ...wrong, text: '看图', picture: null })).status).toBe(201);
    });

    it('is another report when another recording comes under the same name', async () => {
      const { granny, school } = scene;
      const report = {
        clientId: randomUUID(),
        school: school.token,
        voice: await scene.voice(),
        picture: 'broken',
      };
      const first = await granny.api.post<IssueDetail>('/issues', report);
      const again = await granny.api.post<IssueDetail>('/issues', report);
      expect([again.status, again.body.token]).toEqual([201, first.body.token]);
      const other = await granny.api.post('/issues', { ...report, voice: await scene.voice() });
      expect([other.status, other.body['code']]).toEqual([409, 'idempotency_mismatch']);
    });

    it('never goes to the classroom from which it comes, whatever the rules say, and is not seen there', async () => {
      const { school, classroom, teacher, principal, wang } = scene;
      await scene.rule({ classroom: classroom.token, role: 'class_teacher' });
      await scene.rule({
        category: school.categories['food'],
        person: teacher.token,
        backupRole: 'logistics',
      });
      expect((await scene.spoken('broken')).assignee?.token).not.toBe(teacher.token);
      const food = await scene.spoken('food', { child: scene.child.token });
      expect(food.assignee?.token).toBe(wang.token);
      // With words beside it, it has been read, and the rules hold as they stand.
      const words = await scene.spoken('food', { text: '饭是凉的' });
      expect([words.unheard, words.assignee?.token]).toEqual([false, teacher.token]);
      expect((await scene.seen(teacher, food.token)).status).toBe(404);
      const board = await teacher.api.get('/issues?scope=board');
      expect([board.raw.includes(food.token), board.raw.includes(words.token)]).toEqual([false, true]);
      // Nor by the hand of who coordinates: it is not opened to the classroom before somebody has listened.
      const assigned = await principal.api.post(`/issues/${food.token}/assign`, { assignee: teacher.token });
      expect([assigned.status, assigned.body['code']]).toEqual([400, 'invalid_input']);
      const sorted = { category: school.categories['facility'] };
      expect((await principal.api.post(`/issues/${food.token}/recategorise`, sorted)).status).toBe(200);
      expect((await scene.seen(teacher, food.token)).status).toBe(404);
    });

    it('stays away from the teachers of all her children, and behind a seal from those of all classrooms', async () => {
      const { school, granny, teacher, principal } = scene;
      const classroom = await house.make.classroom(school);
      const second = await house.make.staff(school, 'subject_teacher', classroom);
      await house.make.guards(school, await house.make.child(school, classroom), granny);
      const far = await house.make.staff(school, 'class_teacher', await house.make.classroom(school));
      const food = school.categories['food'];
      for (const person of [teacher, second]) {
        await scene.rule({
          category: food,
          place: (await house.make.place(school)).token,
          person: person.token,
        });
      }
      const rules = await principal.api.get<{ items: { place: { token: string } | null }[] }>(
        '/routing-rules',
      );
      const places = rules.body.items.flatMap(({ place }) => place?.token ?? []);
      expect(places).toHaveLength(2);
      for (const place of places)
        expect((await scene.spoken('food', { place })).assignee?.token).toBe(principal.token);
      // The child that she names decides.
      const [, ofSecond] = places;
      const about = { place: ofSecond, child: scene.child.token };
      expect((await scene.spoken('food', about)).assignee?.token).toBe(second.token);
      await scene.rule({ category: food, person: far.token });
      expect((await scene.spoken('food')).assignee?.token).toBe(far.token);
      expect((await scene.spoken('food', { sealed: true })).assignee?.token).toBe(principal.token);
    });
  });

  describe('who listens first', () => {
    const listener = async (query: string, by = scene.granny) =>
      (await by.api.get<FirstListener>(`/issues/first-listener?${query}`)).body;

    it('is named beforehand, and is who then gets it', async () => {
      const { school, principal, teacher, wang, lead, child } = scene;
      const nurse = await house.make.staff(school, 'health', null, '白玉兰');
      expect(await listener('picture=other')).toEqual({ name: '方园长', role: 'principal' });
      expect((await scene.spoken('other')).assignee?.token).toBe(principal.token);
      const set = (firstListener: string | null) => principal.api.patch('/settings', { firstListener });
      expect((await set(nurse.token)).body).toMatchObject({ firstListener: nurse.token });
      expect(await listener('picture=other')).toEqual({ name: '白玉兰', role: 'health' });
      expect((await scene.spoken('other')).assignee?.token).toBe(nurse.token);
      expect(await listener('picture=broken')).toEqual({ name: '王建国', role: 'logistics' });
      expect((await scene.spoken('broken')).assignee?.token).toBe(wang.token);
      expect(await listener('picture=harm')).toEqual({ name: '苏敏', role: 'safeguarding_lead' });
      expect(lead.name).toBe('苏敏');
      // The teacher of her own classroom never, also where she was chosen; of another classroom she may.
      await set(teacher.token);
      expect(await listener(`picture=other&child=${child.token}`)).toEqual({
        name: '方园长',
        role: 'principal',
      });
      expect((await scene.spoken('other', { child: child.token })).assignee?.token).toBe(principal.token);
      const other = await house.make.child(school, await house.make.classroom(school));
      const neighbour = await house.make.guardian(school, other);
      expect(await listener('picture=other', neighbour)).toEqual({ name: '林晓梅', role: 'class_teacher' });
      expect((await scene.spoken('other', {}, neighbour)).assignee?.token).toBe(teacher.token);
      await set(null);
      expect(await listener('picture=other')).toEqual({ name: '方园长', role: 'principal' });
    });

    it('is named as it will be for who hides her name, ticks somebody or writes for somebody else', async () => {
      const { school, principal, teacher, wang, child, granny } = scene;
      await principal.api.patch('/settings', { firstListener: teacher.token });
      // Behind a seal nobody knows which classroom it is: no classroom's teacher is the first.
      const neighbour = await house.make.guardian(
        school,
        await house.make.child(school, await house.make.classroom(school)),
      );
      expect(await listener('picture=other&sealed=true', neighbour)).toEqual({
        name: '方园长',
        role: 'principal',
      });
      const sealed = await scene.spoken('other', { sealed: true }, neighbour);
      expect((await scene.seen(principal, sealed.token)).body.assignee?.token).toBe(principal.token);
      const ticked = await listener(`picture=broken&about=${wang.token}`);
      const made = await scene.spoken('broken', { about: [wang.token] });
      expect(ticked.name).not.toBe('王建国');
      expect(made.assignee?.name).toBe(ticked.name);
      // For a guardian of her classroom the teacher is the first listener as little as for the guardian herself.
      const filed = `picture=other&onBehalfOf=${granny.token}&child=${child.token}`;
      expect(await listener(filed, teacher)).toEqual({ name: '方园长', role: 'principal' });
      await principal.api.patch('/settings', { firstListener: null });
    });

    it('is not the principal where she teaches that classroom herself', async () => {
      const { school, principal, classroom } = scene;
      await house.make.works(school, await house.make.person(), 'canteen');
      const admin = await house.make.staff(school, 'school_admin', null, '赵敏');
      const given = { role: 'class_teacher', classroom: classroom.token };
      expect((await principal.api.post(`/staff/${principal.token}/roles`, given)).status).toBe(201);
      expect(await listener('picture=other')).toEqual({ name: '赵敏', role: 'school_admin' });
      expect((await scene.spoken('other')).assignee?.token).toBe(admin.token);
    });

    it('is asked for a school of hers or one whose code she holds, and set only among its staff', async () => {
      const { principal, granny } = scene;
      const elsewhere = await IntakeScene.build(house);
      const { token } = elsewhere.school;
      const ask = (query: string) => granny.api.get(`/issues/first-listener?picture=other&${query}`);
      expect((await ask(`school=${token}`)).status).toBe(404);
      const opened = await ask(`code=${await elsewhere.code()}`);
      expect([opened.status, opened.body]).toEqual([200, { name: '方园长', role: 'principal' }]);
      expect((await granny.api.get('/issues/first-listener?picture=nothing')).status).toBe(400);
      for (const person of [elsewhere.wang.token, granny.token, newToken()]) {
        const refused = await principal.api.patch('/settings', { firstListener: person });
        expect([refused.status, refused.body['code']]).toEqual([400, 'invalid_input']);
      }
    });
  });
});
