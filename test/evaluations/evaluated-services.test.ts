import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvaluatedServiceView } from '#shared/evaluations/contract.js';
import type { Answer, Json } from '../support/http.js';
import { House } from '../support/house.js';
import { EvaluationScene } from './evaluation-scene.js';

describe('services that are evaluated', () => {
  let house: House;
  let scene: EvaluationScene;
  beforeAll(async () => {
    house = await House.open();
    scene = await EvaluationScene.build(house);
  });
  afterAll(() => house.close());

  const list = async () =>
    (await scene.principal.api.get<{ items: EvaluatedServiceView[] }>('/evaluated-services')).body.items;
  const create = (body: object) =>
    scene.principal.api.post<EvaluatedServiceView>('/evaluated-services', body);
  const nap = { name: '午睡', picture: 'nap', dimensions: ['被子暖和', '安静'] };

  describe('what the office lets be evaluated', () => {
    it('begins with six services, and grows, changes and rests', async () => {
      expect((await list()).map(({ name, category }) => [name, category?.code])).toEqual([
        ['餐食', 'food'],
        ['接送', 'transport'],
        ['家校沟通', 'communication'],
        ['环境卫生', 'facility'],
        ['保健', 'health'],
        ['活动', 'teaching'],
      ]);
      const { status, body } = await create({ ...nap, places: [scene.canteen.token] });
      expect([status, body.dimensions.map(({ name }) => name), body.places]).toEqual([
        201,
        nap.dimensions,
        [{ token: scene.canteen.token, name: '食堂' }],
      ]);
      expect(await create(nap)).toMatchObject({ status: 409, body: { code: 'already_exists' } });
      const [meals] = await list();
      const change = { name: '吃饭', active: false, category: null };
      const changed = await scene.principal.api.patch<EvaluatedServiceView>(
        `/evaluated-services/${meals?.token}`,
        change,
      );
      expect(changed.body).toMatchObject({ ...change, token: meals?.token, dimensions: meals?.dimensions });
      const family = await scene.family();
      const { body: form } = await scene.form(family.api);
      expect(form.services.map(({ name }) => name)).not.toContain('吃饭');
      const resting = { service: meals?.token, stars: [{ dimension: meals?.dimensions[0]?.key, stars: 3 }] };
      expect((await family.api.post('/evaluations', resting)).status).toBe(400);
    });

    it.each([
      ['张桂兰', '不评人'],
      ['林老师的课', '不评人'],
      ['欧阳老师', '不评人'],
      ['园长', '不评人'],
      ['小一班沟通', '不按班评'],
      ['小（1）班', '不按班评'],
    ])('is never somebody or a classroom: %s', async (name, word) => {
      const before = await list();
      const asService = await create({ ...nap, name });
      const asDimension = await create({ ...nap, name: '别的', dimensions: ['安静', name] });
      const renamed = await scene.principal.api.patch(`/evaluated-services/${before[1]?.token}`, {
        dimensions: [name],
      });
      const pathOf = ({ body }: Answer<unknown>) =>
        ((body as Json)['errors'] as { path: string; message: string }[])[0];
      for (const [answer, path] of [
        [asService, 'name'],
        [asDimension, 'dimensions.1'],
        [renamed, 'dimensions.0'],
      ] as const) {
        expect(answer.status).toBe(400);
        expect(pathOf(answer)?.path).toBe(path);
        expect(pathOf(answer)?.message).toContain(word);
      }
      expect(await list()).toEqual(before);
    });

    it('is bound to places and categories of this school only, and has one to four dimensions', async () => {
      const elsewhere = await EvaluationScene.build(house);
      for (const spoilt of [
        { places: [elsewhere.canteen.token] },
        { category: elsewhere.school.categories['food'] },
        { dimensions: [] },
        { dimensions: ['一', '二', '三', '四', '五'] },
        { dimensions: ['一', '一'] },
        { picture: 'teacher' },
        { name: '一二三四五六七八九十一二三' },
      ])
        expect((await create({ ...nap, name: '新的', ...spoilt })).status).toBe(400);
      const [foreign] = (
        await elsewhere.principal.api.get<{ items: EvaluatedServiceView[] }>('/evaluated-services')
      ).body.items;
      expect(
        (await scene.principal.api.patch(`/evaluated-services/${foreign?.token}`, { active: false })).status,
      ).toBe(404);
    });

    it('is at most twelve at a time', async () => {
      const active = (await list()).filter((one) => one.active).length;
      for (let at = active; at < 12; at++)
        expect((await create({ ...nap, name: `第${at}项` })).status).toBe(201);
      expect(await create({ ...nap, name: '再一项' })).toMatchObject({ status: 409 });
    });
  });
});
