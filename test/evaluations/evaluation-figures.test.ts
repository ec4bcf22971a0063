import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EvaluationNote, ServiceFigures } from '#shared/evaluations/contract.js';
import { EvaluationBox } from '../../server/src/features/evaluations/evaluation.entity.js';
import { House } from '../support/house.js';
import { EvaluationScene } from './evaluation-scene.js';

describe('figures of evaluations', () => {
  let house: House;
  let scene: EvaluationScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await EvaluationScene.build(house);
  });
  afterAll(() => house.close());

  const shown = ({ months }: ServiceFigures) => months.map(({ count, mean }) => [count, mean]);
  const tallyOf = ({ months }: ServiceFigures) => months.at(-1)?.dimensions[0]?.tally;

  describe('the figures of a service', () => {
    it('are shown from the fifth family on, and go on by fives', async () => {
      const people = await scene.families(11);
      await scene.giveAll(people.slice(0, 4), '餐食', { stars: 5 });
      expect(shown(await scene.figures('餐食'))).toEqual([]);
      await scene.giveAll(people.slice(4, 5), '餐食', { stars: [1, 2, 3] });
      const first = await scene.figures('餐食');
      expect(shown(first)).toEqual([[5, 4.4]]);
      expect(first.months[0]?.dimensions.map(({ name, tally, mean }) => [name, tally, mean])).toEqual([
        ['孩子爱吃', [1, 0, 0, 0, 4], 4.2],
        ['吃得饱', [0, 1, 0, 0, 4], 4.4],
        ['干净放心', [0, 0, 1, 0, 4], 4.6],
      ]);
      await scene.giveAll(people.slice(5, 9), '餐食', { stars: 1 });
      expect(await scene.figures('餐食')).toEqual(first);
      await scene.giveAll(people.slice(9), '餐食', { stars: 1 });
      expect(tallyOf(await scene.figures('餐食'))).toEqual([6, 0, 0, 0, 4]);
      expect(shown(await scene.figures('接送'))).toEqual([]);
    });

    it('give nothing away to who looks after each answer: every step is five families or more', async () => {
      const people = await scene.families(17);
      const steps: number[][] = [];
      let before = [0, 0, 0, 0, 0];
      for (const [at, person] of people.entries()) {
        await scene.give(person, '环境卫生', { stars: 1 + (at % 5) });
        const now = tallyOf(await scene.figures('环境卫生')) ?? [0, 0, 0, 0, 0];
        const step = now.map((count, face) => count - (before[face] ?? 0));
        if (step.some((count) => count !== 0)) steps.push(step);
        before = now;
      }
      expect(steps.map((step) => step.reduce((sum, count) => sum + count, 0))).toEqual([5, 5, 5]);
      expect(steps.every((step) => step.every((count) => count >= 0))).toBe(true);
    });

    it('tell places apart only for services about things, and leave no small rest beside them', async () => {
      const atCanteen = await scene.code({ place: scene.canteen.token });
      const people = await scene.families(14);
      await scene.giveAll(people.slice(0, 5), '餐食', { stars: 2, code: atCanteen });
      await scene.giveAll(people.slice(5, 8), '餐食', { stars: 5 });
      await scene.giveAll(people.slice(8, 13), '餐食', { stars: 3, code: atCanteen });
      // Three of the whole school wait: beside the ten of the canteen they would stand alone.
      const [month] = (await scene.figures('餐食')).months;
      expect([
        month?.count,
        month?.places.map(({ place, count, mean }) => [place.name, count, mean]),
      ]).toEqual([10, [['食堂', 10, 2.5]]]);
      await scene.giveAll(people.slice(0, 6), '家校沟通', { stars: 4, code: atCanteen });
      expect((await scene.figures('家校沟通')).months.map(({ count, places }) => [count, places])).toEqual([
        [5, []],
      ]);
    });

    it('never count two answers of one family as two: what is left of a month waits for five of the next', async () => {
      const people = await scene.families(5);
      await scene.giveAll(people.slice(0, 4), '餐食', { stars: 1 });
      scene.nextMonth();
      await scene.giveAll(people.slice(0, 4), '餐食', { stars: 5 });
      expect(shown(await scene.figures('餐食'))).toEqual([]);
      await scene.giveAll(people.slice(4), '餐食', { stars: 5 });
      expect(tallyOf(await scene.figures('餐食'))).toEqual([4, 0, 0, 0, 5]);
    });

    it('are not shown of what goes through two pairs of hands, and families are not asked about it', async () => {
      const person = await scene.family();
      await scene.giveAll(await scene.families(5), '家校沟通', { stars: 4 });
      expect((await scene.figures('家校沟通')).withheld).toBe(false);
      for (const teacher of scene.teachers.slice(2)) await house.make.hasNoRole(scene.school, teacher);
      expect(await scene.figures('家校沟通')).toMatchObject({ withheld: true, months: [], words: [] });
      const { body } = await scene.form(person.api);
      expect(body.services.map(({ name }) => name)).toEqual(['餐食', '环境卫生']);
      expect((await scene.figures('餐食')).withheld).toBe(false);
    });

    it('begin anew for a dimension with a new name, without the answers that waited for the old one', async () => {
      const people = await scene.families(10);
      await scene.giveAll(people.slice(0, 7), '餐食', { stars: 2 });
      const api = await scene.office();
      const { token } = (await scene.figures('餐食')).service;
      const change = { dimensions: ['孩子爱吃', '分量'] };
      expect((await api.patch(`/evaluated-services/${token}`, change)).status).toBe(200);
      scene.forget();
      await scene.giveAll(people.slice(7), '餐食', { stars: 5 });
      await scene.giveAll(await scene.families(2), '餐食', { stars: 5 });
      const [month] = (await scene.figures('餐食')).months;
      expect(month?.dimensions.map(({ name, tally }) => [name, tally])).toEqual([
        ['孩子爱吃', [0, 5, 0, 0, 5]],
        ['分量', [0, 0, 0, 0, 5]],
        ['吃得饱', [0, 5, 0, 0, 0]],
        ['干净放心', [0, 5, 0, 0, 0]],
      ]);
      const person = await scene.family();
      const asked = (await scene.service(person.api, '餐食')).dimensions;
      expect(asked.map(({ name }) => name)).toEqual(['孩子爱吃', '分量']);
    });

    it('are the school’s own, and its heads’', async () => {
      await scene.giveAll(await scene.families(5), '餐食', { stars: 4 });
      const elsewhere = await EvaluationScene.build(house);
      expect(shown(await elsewhere.figures('餐食'))).toEqual([]);
      const path = `/evaluation-figures?school=${scene.school.token}`;
      expect((await elsewhere.principal.api.get(path)).status).toBe(404);
      expect((await (await house.make.staff(scene.school, 'logistics')).api.get(path)).status).toBe(403);
    });

    it('are right when many phones send at once', async () => {
      const people = await scene.families(12);
      const bodies = await Promise.all(
        people.map(({ api }) => scene.answer(api, '餐食', { stars: 4, text: '汤很好' })),
      );
      const answers = await Promise.all(
        people.map(({ api }, at) => api.post('/evaluations', bodies[at] ?? {})),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(204));
      const figures = await scene.figures('餐食');
      expect([tallyOf(figures), figures.words[0]?.items.length]).toEqual([[0, 0, 0, 10, 0], 10]);
      const boxes = await house.database.read.of(EvaluationBox, scene.school.id).find();
      expect(boxes).toHaveLength(6);
    });
  });

  describe('the words of families', () => {
    it('are shown when five have come together, in no order and apart from the stars', async () => {
      const people = await scene.families(8);
      for (const [at, person] of people.slice(0, 4).entries())
        await scene.give(person, '餐食', { stars: 1 + at, text: `第${'一二三四五六'[at]}句` });
      await scene.giveAll(people.slice(4, 7), '餐食', { stars: 3 });
      expect(await scene.figures('餐食')).toMatchObject({ months: [{ count: 5 }], words: [] });
      await scene.give(people[7] ?? scene.principal, '餐食', { stars: 3, text: '第五句' });
      const { words } = await scene.figures('餐食');
      expect(words.map(({ items }) => [...items].sort())).toEqual([
        ['第一句', '第三句', '第二句', '第五句', '第四句'].sort(),
      ]);
    });
  });

  describe('what the school says about it', () => {
    const text = { said: '大家说汤凉', done: '换了保温桶' };

    it('is read by everybody who belongs to it, with the figures of that day', async () => {
      await scene.giveAll(await scene.families(5), '餐食', { stars: 2 });
      const month = house.clock.now().toISOString().slice(0, 7);
      const reader = await scene.family();
      const api = await scene.office();
      expect((await api.put('/evaluation-notes', { month, ...text })).status).toBe(200);
      await scene.giveAll(await scene.families(5), '餐食', { stars: 5 });
      const corrected = { ...text, done: '换了两个保温桶' };
      expect((await api.put('/evaluation-notes', { month, ...corrected })).status).toBe(200);
      const { body } = await reader.api.get<{ items: EvaluationNote[] }>('/evaluation-notes');
      expect(body.items).toMatchObject([
        { month, ...corrected, services: [{ name: '餐食', picture: 'meals', count: 10, mean: 3.5 }] },
      ]);
      expect((await reader.api.put('/evaluation-notes', { month, ...text })).status).toBe(403);
    });

    it('speaks of no person, and of no month that has no figures', async () => {
      const api = await scene.office();
      const month = house.clock.now().toISOString().slice(0, 7);
      await scene.giveAll(await scene.families(4), '餐食', { stars: 2 });
      expect(await api.put('/evaluation-notes', { month, ...text })).toMatchObject({ status: 409 });
      await scene.giveAll(await scene.families(1), '餐食', { stars: 2 });
      const named = { ...text, done: '批评了张桂兰' };
      expect(await api.put('/evaluation-notes', { month, ...named })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'done' }] },
      });
      for (const wrong of ['2026-13', '2026', 'x'])
        expect((await api.put('/evaluation-notes', { month: wrong, ...text })).status).toBe(400);
    });
  });
});
