import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClassifierModelList, ClassifierModelView } from '#shared/issues/classifier.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../server/src/app.js';
import { Classifier } from '../../server/src/features/issues/classifier/classifier.js';
import { ClassifierExamples } from '../../server/src/features/issues/classifier/classifier-examples.js';
import {
  ClassifierExample,
  ClassifierModel,
} from '../../server/src/features/issues/classifier/classifier.entity.js';
import { NightlyTraining } from '../../server/src/features/issues/classifier/nightly-training.js';
import { SchoolClassifier } from '../../server/src/features/issues/classifier/school-classifier.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { hours } from '../../server/src/platform/clock/clock.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { Log } from '../../server/src/platform/http/log.js';
import { Content } from '../../server/src/platform/timeline/timeline.entity.js';
import { ApiClient } from '../support/http.js';
import { House } from '../support/house.js';
import { Deciding, ownReports, ownWord } from './support/deciding.js';

// What is learned says the same on every engine, and learning takes long; what is stored and forgotten is tried on both.
const onOneEngine = onMysql ? it.skip : it;

describe('a classifier that learns', () => {
  let house: House;
  let there: Deciding;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    there = await Deciding.at(house);
  });
  afterAll(() => house.close());

  const train = async (key?: string) =>
    there.principal.api.post<ClassifierModelView>('/classifier/train', {}, key === undefined ? {} : { key });
  const models = async () => (await there.principal.api.get<ClassifierModelList>('/classifier/models')).body;
  const classify = (text: string) => house.app.get(SchoolClassifier).classify(there.school.id, text);
  const idOf = async (token: string) =>
    (await house.database.read.acrossSchools(Issue).findOneByOrFail({ token })).id;
  const rowsOf = async (token: string) =>
    house.database.read
      .of(ClassifierExample, there.school.id)
      .find({ where: { issueId: await idOf(token) } });
  const learn = async (count: number, code: string) => {
    for (const text of ownReports(count)) await there.decide(text, code);
  };

  onOneEngine('sorts by itself what people have sorted before, and says which version did', async () => {
    const asked = `${ownWord}明天还开不开`;
    expect((await there.report(asked)).classification).toMatchObject({
      version: Classifier.trainFromStartingSet().version,
    });
    expect((await classify(asked)).category).not.toBe('teaching');
    await learn(24, 'teaching');
    expect(await models()).toMatchObject({ items: [], startingSet: true, corrections: 24, fresh: 24 });
    const made = await train('train-once-1');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ state: 'active', examples: 24, reason: null, automatic: false });
    const { heldOut } = made.body.metrics;
    expect(heldOut.after.of).toBeGreaterThan(0);
    expect(heldOut.after.right).toBeGreaterThan(heldOut.before.right);
    const seen = await there.report(`${ownWord}明天还开不开呢`);
    expect(seen.category?.code).toBe('teaching');
    expect(seen.classification).toMatchObject({ version: made.body.version, decidedBy: 'classifier' });
    expect(seen.classification?.words.join('')).toContain('晨光');
    expect(await models()).toMatchObject({
      items: [{ token: made.body.token, state: 'active' }],
      startingSet: false,
      fresh: 0,
    });
    expect((await train('train-once-1')).body).toEqual(made.body);
    expect((await models()).items).toHaveLength(1);
  });

  onOneEngine('keeps to its school', async () => {
    await learn(12, 'fees');
    expect((await train()).body.state).toBe('active');
    const next = await Deciding.at(house);
    const asked = `${ownWord}的事情`;
    expect((await classify(asked)).alternatives[0]?.category).toBe('fees');
    const elsewhere = await house.app.get(SchoolClassifier).classify(next.school.id, asked);
    expect(elsewhere).toEqual(Classifier.trainFromStartingSet().classify(asked));
  });

  onOneEngine('refuses a version that is worse, says why, and goes on with the one before', async () => {
    await there.decideWrongly(50);
    const before = await classify('校车又晚点了');
    const made = await train();
    expect(made.body).toMatchObject({ state: 'refused', abilities: { activate: false, retire: false } });
    expect(made.body.reason).toMatch(/没有换上/);
    const { startingSet } = made.body.metrics;
    expect(startingSet.after.right).toBeLessThan(startingSet.before.right);
    expect(await classify('校车又晚点了')).toEqual(before);
    expect(await models()).toMatchObject({ startingSet: true, fresh: 0 });
    expect((await there.principal.api.post(`/classifier/models/${made.body.token}/activate`)).status).toBe(
      409,
    );
    expect(await house.database.read.of(ClassifierExample, there.school.id).find()).toEqual([]);
  });

  it('waits until there is something to learn from', async () => {
    await learn(9, 'teaching');
    const refused = await train();
    expect({
      status: refused.status,
      detail: (refused.body as unknown as { detail: string }).detail,
    }).toEqual({
      status: 409,
      detail: '由人定过类别的事项至少要 10 件，现在有 9 件，还不够学。',
    });
    expect(await models()).toMatchObject({ items: [], abilities: { train: false } });
  });

  onOneEngine('goes back to an earlier version, and to the starting set', async () => {
    await learn(12, 'teaching');
    const first = (await train()).body;
    for (const text of ownReports(40).slice(12)) await there.decide(text, 'admission');
    const second = (await train()).body;
    const asked = `${ownWord}的事情`;
    expect([first.state, second.state]).toEqual(['active', 'active']);
    expect((await classify(asked)).version).toBe(second.version);
    expect((await classify(asked)).alternatives[0]?.category).toBe('admission');
    const back = await there.principal.api.post(
      `/classifier/models/${first.token}/activate`,
      {},
      { key: 'go-back-1' },
    );
    expect(back.body).toMatchObject({ state: 'active' });
    expect(await classify(asked)).toMatchObject({ version: first.version });
    expect((await classify(asked)).alternatives[0]?.category).toBe('teaching');
    const again = await there.principal.api.post(
      `/classifier/models/${first.token}/activate`,
      {},
      { key: 'go-back-1' },
    );
    expect(again.status).toBe(200);
    const twice = await there.principal.api.post(`/classifier/models/${first.token}/activate`);
    expect(twice.status).toBe(409);
    await there.principal.api.post(`/classifier/models/${first.token}/retire`);
    expect(await classify(asked)).toEqual(Classifier.trainFromStartingSet().classify(asked));
    expect((await models()).items.map(({ state }) => state)).toEqual(['retired', 'retired']);
  });

  it('forgets a report that is diverted, in every version and every process', async () => {
    const marker = '夔纛鬯鼐';
    await learn(12, 'teaching');
    const marked = await there.decide(`${marker}，${marker}，${marker}`, 'fees');
    const first = (await train()).body;
    for (const text of ownReports(16).slice(12)) await there.decide(text, 'teaching');
    const second = (await train()).body;
    const otherApp = await secondApp(house);
    const both = [house.app, otherApp].map((app) => app.get(SchoolClassifier));
    const answers = () => Promise.all(both.map((one) => one.classify(there.school.id, marker)));
    for (const answer of await answers()) {
      expect(answer.alternatives[0]?.category).toBe('fees');
      expect(answer.words.join('')).toContain('夔');
    }
    expect(await rowsOf(marked)).toHaveLength(2);
    const [here, elsewhere] = both;
    const { id } = there.school;
    expect([here?.inMemory(id), elsewhere?.inMemory(id)]).not.toContain(null);
    await there.principal.api.post(`/issues/${marked}/divert`, { reason: 'harm' });
    expect(await rowsOf(marked)).toEqual([]);
    // At once, not with the next report; another process sees it when it next looks.
    expect(here?.inMemory(id)).toBeNull();
    await elsewhere?.sweep();
    expect(elsewhere?.inMemory(id)).toBeNull();
    const rows = await house.database.read
      .of(ClassifierModel, there.school.id)
      .find({ order: { id: 'ASC' } });
    expect(rows.map(({ token, revision }) => [token, revision])).toEqual([
      [first.token, 1],
      [second.token, 1],
    ]);
    const unknown = await classify('籴粜耄耋');
    for (const answer of await answers()) {
      expect(answer.words).toEqual([]);
      expect(answer.alternatives).toEqual(unknown.alternatives);
    }
    await otherApp.close();
    await there.principal.api.post(`/classifier/models/${first.token}/activate`);
    expect((await classify(marker)).words).toEqual([]);
    expect((await models()).corrections).toBe(16);
  });

  onOneEngine('sorts nothing by what leaves while it is asked', async () => {
    const marker = '夔纛鬯鼐';
    await learn(12, 'teaching');
    const marked = await there.decide(`${marker}，${marker}`, 'fees');
    await train();
    const other = await secondApp(house);
    const [answer] = await Promise.all([
      // Its memory is empty: it trains first, and the report leaves meanwhile.
      other.get(SchoolClassifier).classify(there.school.id, marker),
      there.principal.api.post(`/issues/${marked}/divert`, { reason: 'harm' }),
    ]);
    expect(answer.words).toEqual([]);
    await other.close();
  });

  it('never keeps a report that is diverted while a version is being trained', async () => {
    await learn(12, 'teaching');
    const marked = await there.decide(`${ownWord}的另一件事`, 'teaching');
    const [made, diverted] = await Promise.all([
      train(),
      there.admin.api.post(`/issues/${marked}/divert`, { reason: 'harm' }),
    ]);
    expect([made.status, diverted.status]).toEqual([201, 200]);
    expect(await rowsOf(marked)).toEqual([]);
  });

  it('lets one of two trainings win', async () => {
    await learn(12, 'teaching');
    const otherApp = await secondApp(house);
    const elsewhere = new ApiClient(otherApp, there.principal.api.bearer);
    const answers = await Promise.all([train(), elsewhere.post('/classifier/train')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const active = { where: { state: 'active' as const } };
    expect(await house.database.read.of(ClassifierModel, there.school.id).find(active)).toHaveLength(1);
    await otherApp.close();
  });

  it('forgets what was erased', async () => {
    const marker = '夔纛鬯鼐';
    await learn(12, 'teaching');
    const [one, other] = [
      await there.decide(`${marker}，${marker}`, 'fees'),
      await there.decide(`籴粜，籴粜`, 'fees'),
    ];
    await train();
    expect((await classify(marker)).words).not.toEqual([]);
    const { id } = there.school;
    const issueId = await idOf(one);
    const where = { subjectType: 'issue', subjectId: issueId, kind: 'report' };
    await house.database.write(async (tx) => {
      await tx.of(Content, id).update(where, { body: '', erasedAt: house.clock.now() });
      await house.app.get(ClassifierExamples).forget(tx, id, issueId);
    });
    expect(house.app.get(SchoolClassifier).inMemory(id)).toBeNull();
    expect((await classify(marker)).words).toEqual([]);
    expect((await classify('籴粜')).words).not.toEqual([]);
    expect(await rowsOf(other)).toHaveLength(1);
  });

  it('learns nothing from what somebody must not see, nor what nobody has listened to', async () => {
    await learn(11, 'teaching');
    await there.decide(`${ownWord}的老师`, 'teaching', { about: [there.principal.token] });
    expect((await models()).corrections).toBe(11);
  });

  onOneEngine('learns at night by itself, once there is enough', async () => {
    const night = house.app.get(NightlyTraining);
    await learn(19, 'teaching');
    house.clock.pass(hours(24));
    await house.ring();
    await night.settled();
    expect((await models()).items).toEqual([]);
    await there.decide(`${ownWord}今天`, 'teaching');
    await house.ring();
    await night.settled();
    expect((await models()).items).toEqual([]);
    house.clock.pass(hours(24));
    await house.ring();
    await night.settled();
    expect((await models()).items).toMatchObject([{ state: 'active', examples: 20, automatic: true }]);
  });
});

/** One more process on the same database: it has a memory of its own. */
async function secondApp(house: House): Promise<NestFastifyApplication> {
  const app = await createApp({
    env: house.env,
    database: house.database,
    clock: house.clock,
    log: new Log(house.env.LOG_LEVEL),
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
