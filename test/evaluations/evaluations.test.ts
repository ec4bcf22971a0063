import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvaluationForm } from '#shared/evaluations/contract.js';
import { allRows, newRows, rowCounts } from '../http/support/tables.js';
import { House } from '../support/house.js';
import { EvaluationScene } from './evaluation-scene.js';

describe('evaluations', () => {
  let house: House;
  let scene: EvaluationScene;
  beforeAll(async () => {
    house = await House.open();
    scene = await EvaluationScene.build(house);
  });
  afterAll(() => house.close());

  const names = ({ services }: EvaluationForm) => services.map(({ name }) => name);

  describe('the form of an evaluation', () => {
    it('offers what every school begins with, without the office having done anything', async () => {
      const person = await scene.family();
      const { status, body } = await scene.form(person.api);
      expect(status).toBe(200);
      expect(names(body)).toEqual(['餐食', '接送', '家校沟通', '环境卫生', '保健', '活动']);
      expect(body).toMatchObject({
        belongs: true,
        chosenByCode: false,
        school: { token: scene.school.token },
      });
      expect(body.services[0]).toMatchObject({ picture: 'meals', given: false });
      expect(body.services[0]?.dimensions.map(({ name }) => name)).toEqual([
        '孩子爱吃',
        '吃得饱',
        '干净放心',
      ]);
    });

    it('opens with what the scanned code is about, by its category or its place', async () => {
      const person = await scene.family();
      const { categories } = scene.school;
      const byCategory = await scene.form(
        person.api,
        `?code=${await scene.code({ category: categories['food'] ?? '' })}`,
      );
      expect([names(byCategory.body), byCategory.body.chosenByCode]).toEqual([['餐食'], true]);
      expect(byCategory.body.services[0]).toMatchObject({ category: categories['food'], place: null });

      const services = await scene.principal.api.get<{ items: { token: string; name: string }[] }>(
        '/evaluated-services',
      );
      const meals = services.body.items.find(({ name }) => name === '餐食')?.token ?? '';
      const change = { places: [scene.canteen.token] };
      expect((await scene.principal.api.patch(`/evaluated-services/${meals}`, change)).status).toBe(200);
      const byPlace = await scene.form(
        person.api,
        `?code=${await scene.code({ place: scene.canteen.token })}`,
      );
      expect([names(byPlace.body), byPlace.body.services[0]?.place]).toEqual([['餐食'], scene.canteen.token]);

      const classroom = await scene.form(
        person.api,
        `?code=${await scene.code({ classroom: scene.classroom.token })}`,
      );
      expect([names(classroom.body).length, classroom.body.chosenByCode]).toEqual([6, false]);
    });

    it('is open to visitors with a code, bound to nobody or to another school, and to nobody without', async () => {
      const code = await scene.code();
      const stranger = await house.make.stranger();
      const elsewhere = await EvaluationScene.build(house);
      const foreign = await elsewhere.family();
      for (const { api } of [stranger, foreign]) {
        expect(await scene.form(api, `?code=${code}`)).toMatchObject({
          status: 200,
          body: { belongs: false },
        });
        expect((await scene.give({ api }, '餐食', { stars: 4, code })).status).toBe(204);
        const again = await scene.form(api, `?code=${code}`);
        expect(again.body.services.map(({ given }) => given)).toEqual([
          true,
          false,
          false,
          false,
          false,
          false,
        ]);
        expect((await scene.give({ api }, '餐食', { stars: 1, code })).status).toBe(409);
      }
      expect((await scene.form(stranger.api)).status).toBe(404);
      expect((await scene.form(foreign.api, `?school=${scene.school.token}`)).status).toBe(404);
      expect((await scene.form(house.as(null), `?code=${code}`)).status).toBe(401);
      expect((await scene.form(stranger.api, `?code=${'A'.repeat(22)}`)).status).toBe(404);
    });

    it('asks nobody who works there, unless for a child of her own', async () => {
      const teacher = await house.make.staff(scene.school, 'class_teacher', scene.classroom);
      const code = await scene.code();
      expect(await scene.form(teacher.api, `?code=${code}`)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
      expect((await scene.form(scene.principal.api)).status).toBe(403);
      const mother = await house.make.staff(scene.school, 'canteen');
      await house.make.guards(scene.school, await house.make.child(scene.school), mother);
      expect((await scene.give(mother, '接送', { stars: 5 })).status).toBe(204);
    });

    it('takes stars for exactly the dimensions of a service of this school', async () => {
      const person = await scene.family();
      const elsewhere = await EvaluationScene.build(house);
      const foreign = await elsewhere.family();
      const { api } = person;
      const good = await scene.answer(api, '餐食', { stars: 4 });
      const before = await rowCounts(house);
      const spoilt = [
        { ...good, stars: good.stars.slice(1) },
        { ...good, stars: [...good.stars.slice(1), good.stars[1]] },
        { ...good, stars: good.stars.map((one) => ({ ...one, stars: 6 })) },
        { ...good, stars: good.stars.map((one) => ({ ...one, stars: 2.5 })) },
        { ...good, text: '好'.repeat(201) },
        await elsewhere.answer(foreign.api, '餐食', { stars: 4 }),
      ];
      for (const body of spoilt) expect((await api.post('/evaluations', body)).status).toBe(400);
      expect(await rowCounts(house)).toEqual(before);
      expect((await api.post('/evaluations', good)).status).toBe(204);
    });
  });

  describe('a family', () => {
    it('answers about a service once a month, whoever of it holds the phone', async () => {
      const home = await scene.household();
      const [mother, granny] = [await scene.guardian(home), await scene.guardian(home)];
      expect((await scene.give(mother, '餐食', { stars: 4 })).status).toBe(204);
      for (const person of [mother, granny]) {
        const second = await scene.give(person, '餐食', { stars: 1 });
        expect(second).toMatchObject({ status: 409, body: { code: 'already_done' } });
        expect(second.body['detail']).toBe('这个月您家已经评过这一项了，谢谢。下个月可以再评。');
        expect((await scene.service(person.api, '餐食')).given).toBe(true);
      }
      expect((await scene.give(granny, '接送', { stars: 5 })).status).toBe(204);
      scene.nextMonth();
      expect((await scene.service(mother.api, '餐食')).given).toBe(false);
      expect((await scene.give(granny, '餐食', { stars: 3 })).status).toBe(204);
    });

    it('of two households is heard as long as one of them has not spoken', async () => {
      const [one, other] = [await scene.household(), await scene.household()];
      const [father, granny, aunt] = [
        await scene.guardian(one),
        await scene.guardian(one, other),
        await scene.guardian(other),
      ];
      expect((await scene.give(father, '保健', { stars: 4 })).status).toBe(204);
      expect((await scene.give(granny, '保健', { stars: 4 })).status).toBe(204);
      expect((await scene.give(aunt, '保健', { stars: 4 })).status).toBe(409);
    });

    it('is not refused for sending again what got lost on the way back, at the same moment or over the end of a month', async () => {
      const person = await scene.family();
      const body = await scene.answer(person.api, '活动', { stars: 2 });
      const again = () => ({ ...body, clientId: randomUUID() });
      const before = await allRows(house);
      const answers = await Promise.all([1, 2, 3].map(() => person.api.post('/evaluations', body)));
      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
      expect(newRows(before, await allRows(house)).get('evaluation_mark')).toHaveLength(1);
      scene.nextMonth();
      const api = await house.make.again(person);
      expect((await api.post('/evaluations', body)).status).toBe(204);
      expect((await scene.service(api, '活动')).given).toBe(false);
      expect((await api.post('/evaluations', again())).status).toBe(204);
      expect((await api.post('/evaluations', again())).status).toBe(409);
    });

    it('leaves no mark that outlives the month after', async () => {
      const [person, other] = [await scene.family(), await scene.family()];
      await scene.give(person, '餐食', { stars: 3 });
      const months = async () =>
        new Set(((await allRows(house)).get('evaluation_mark') ?? []).map((row) => row['month']));
      scene.nextMonth();
      scene.nextMonth();
      await scene.give({ api: await house.make.again(other) }, '餐食', { stars: 3 });
      expect((await months()).size).toBe(1);
    });
  });

  describe('words beside the stars', () => {
    it.each([
      ['张桂兰很凶', '服务，不评人'],
      ['林老师对孩子好', '服务，不评人'],
      ['郭园长不管事', '服务，不评人'],
      ['园长不管事', '服务，不评人'],
      ['班主任说话难听', '服务，不评人'],
      ['厨房的欧阳师傅手艺好', '服务，不评人'],
      ['王小明老师来了以后就好了', '服务，不评人'],
      ['请打 138 1234 5678', '电话和号码'],
      ['老师打了孩子', '这件事要紧'],
      ['孩子身上有伤，问了也没人说', '这件事要紧'],
    ])('of %s are turned away to the report form, and nothing is kept', async (text, word) => {
      const person = await scene.family();
      const before = await rowCounts(house);
      const answer = await scene.give(person, '家校沟通', { stars: 2, text });
      expect(answer).toMatchObject({ status: 422, body: { code: 'better_told' } });
      expect(answer.body['detail']).toContain(word);
      expect(answer.body['detail']).toContain('告诉园里');
      expect(answer.raw).not.toContain(text);
      expect(await rowCounts(house)).toEqual(before);
      // Without them the stars are taken.
      expect((await scene.give(person, '家校沟通', { stars: 2 })).status).toBe(204);
    });

    it('that name a child of the school are turned away, too', async () => {
      await house.make.child(scene.school, scene.classroom, '欧阳梓涵');
      const person = await scene.family();
      const answer = await scene.give(person, '餐食', { stars: 2, text: '欧阳梓涵天天吃不饱' });
      expect(answer).toMatchObject({ status: 422, body: { code: 'better_told' } });
    });

    it.each([
      '汤有点凉，菜很新鲜',
      '老师都很耐心',
      '希望多通知几天',
      '提高老师的待遇',
      '任何老师接电话都行',
      '门口的车太多',
      '比以前好多了',
      '',
    ])('about the service itself are taken: %s', async (text) => {
      const person = await scene.family();
      expect((await scene.give(person, '环境卫生', { stars: 4, text })).status).toBe(204);
    });
  });
});
