import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  ConsultationFigures,
  OfferedAnswers,
  PublishedAnswerView,
} from '#shared/consultations/contract.js';
import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import { mp3 } from '../media/recordings.js';
import { House } from '../support/house.js';
import { Village } from '../http/support/village.js';
import { allRows, newRows, statements } from '../http/support/tables.js';

describe('asking what has been answered', () => {
  let house: House;
  let village: Village;
  let scene: string;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    scene = (await code('consultation')).scene;
  });
  afterAll(() => house.close());

  const head = () => village.people.principal.api;
  const code = async (kind: string, more: object = {}): Promise<ServiceCodeView> =>
    (await head().post<ServiceCodeView>('/service-codes', { kind, label: '全园', ...more })).body;
  const write = async (question: string, text: string, topic: string, more: object = {}): Promise<string> =>
    (await head().post<{ token: string }>('/published-answers', { question, text, topic, ...more })).body
      .token;
  const publish = async (...given: Parameters<typeof write>): Promise<string> => {
    const token = await write(...given);
    expect((await head().post(`/published-answers/${token}/publish`)).status).toBe(200);
    return token;
  };
  const ask = async (text: string, more: object = {}, from = scene): Promise<OfferedAnswers> => {
    const answer = await house.as(null).post<OfferedAnswers>(`/codes/${from}/answers`, { text, ...more });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const figures = async (): Promise<ConsultationFigures> =>
    (await head().get<ConsultationFigures>('/published-answers/figures')).body;

  it('offers what is published to whoever holds the code, and ends there when it is picked', async () => {
    const pickup = await publish('下午几点接孩子？', '四点半，在大门口。', 'pickup', {
      keywords: ['几点放学'],
    });
    await publish('这周吃什么？', '菜单贴在食堂门口。', 'meals');
    await write('早上几点送孩子？', '还没写好。', 'pickup');
    const offered = await ask('放学是几点', { begins: true });
    expect(offered.items.map(({ question }) => question)).toEqual(['下午几点接孩子？']);
    expect(offered.topics.sort()).toEqual(['meals', 'pickup']);
    expect(Object.keys(offered.items[0] ?? {}).sort()).toEqual(
      ['place', 'question', 'saidOn', 'text', 'token', 'topic', 'voice'].sort(),
    );
    const before = await allRows(house);
    expect((await house.as(null).post(`/published-answers/${pickup}/settle`)).status).toBe(204);
    expect((await house.as(null).post(`/published-answers/${pickup}/settle`)).status).toBe(204);
    const fresh = newRows(before, await allRows(house));
    expect([...fresh].filter(([, rows]) => rows.length > 0).map(([table]) => table)).toEqual([
      'consultation_count',
    ]);
    expect(await figures()).toMatchObject({ asked: 1, settled: 2, sent: 0, unanswered: [] });
    const view = await head().get<PublishedAnswerView>(`/published-answers/${pickup}`);
    expect(view.body.settled).toEqual({ month: 2, all: 2 });
    house.clock.pass(40 * 86_400_000);
    const later = await house.make.again(village.people.principal);
    const after = await later.get<PublishedAnswerView>(`/published-answers/${pickup}`);
    expect(after.body.settled).toEqual({ month: 0, all: 2 });
    const { body } = await later.get<ConsultationFigures>('/published-answers/figures');
    expect(body).toMatchObject({ asked: 0, settled: 0 });
  });

  it('offers the answers of a topic to who types nothing, the most wanted first', async () => {
    const rare = await publish('被子要带吗？', '不用。', 'nap');
    const often = await publish('睡不着怎么办？', '不勉强。', 'nap');
    await publish('几点接？', '四点半。', 'pickup');
    await house.as(null).post(`/published-answers/${often}/settle`);
    const { items } = await ask('', { topic: 'nap', begins: true });
    expect(items.map(({ token }) => token)).toEqual([often, rare]);
    const all = await ask('');
    expect(all.items).toHaveLength(3);
    expect(all.items[0]?.token).toBe(often);
  });

  it('plays what a member of staff has spoken, until the words change', async () => {
    const voice = await head().upload<{ token: string }>(mp3(3), {
      clientId: randomUUID(),
      school: village.school.token,
    });
    const token = await publish('几点接？', '四点半。', 'pickup', { voice: voice.body.token });
    const [spoken] = (await ask('几点接')).items;
    expect(spoken?.voice?.seconds).toBe(3);
    const file = await house.as(null).raw({ method: 'GET', url: spoken?.voice?.url ?? '' });
    expect(file.status).toBe(200);
    await head().patch(`/published-answers/${token}`, { keywords: ['接'] });
    expect((await ask('几点接')).items[0]?.voice).not.toBeNull();
    await head().patch(`/published-answers/${token}`, { text: '五点。' });
    const [changed] = (await ask('几点接')).items;
    expect([changed?.text, changed?.voice]).toEqual(['五点。', null]);
  });

  it('offers nothing that was retired, and settles nobody with it', async () => {
    const token = await publish('几点接？', '四点半。', 'pickup');
    expect((await ask('几点接')).items).toHaveLength(1);
    expect((await head().post(`/published-answers/${token}/retire`)).status).toBe(200);
    expect(await ask('几点接')).toEqual({ items: [], topics: [] });
    expect(await ask('', { topic: 'pickup' })).toEqual({ items: [], topics: [] });
    expect((await house.as(null).post(`/published-answers/${token}/settle`)).status).toBe(404);
    expect((await head().post(`/published-answers/${token}/publish`)).status).toBe(200);
    expect((await ask('几点接')).items).toHaveLength(1);
  });

  it('finds by the words of now', async () => {
    const token = await publish('几点接？', '四点半。', 'pickup');
    await head().patch(`/published-answers/${token}`, {
      question: '雨伞放哪里？',
      topic: 'belongings',
      text: '门口的架子上。',
    });
    expect((await ask('几点接')).items).toEqual([]);
    expect((await ask('雨伞放哪')).items).toHaveLength(1);
  });

  it('keeps to the school of the code, also for its own people and whoever works elsewhere', async () => {
    await publish('几点接？', '四点半。', 'pickup');
    const there = await Village.build(house);
    const elsewhere = await there.people.principal.api.post<ServiceCodeView>('/service-codes', {
      kind: 'consultation',
    });
    expect(await ask('几点接', {}, elsewhere.body.scene)).toEqual({ items: [], topics: [] });
    const own = await village.people.guardian.api.post<OfferedAnswers>('/published-answers/suggest', {
      text: '几点接',
    });
    expect(own.body.items).toHaveLength(1);
    const foreign = await there.people.reporter.api.post<OfferedAnswers>('/published-answers/suggest', {
      text: '几点接',
    });
    expect(foreign.body.items).toEqual([]);
    const visitor = await village.people.visitor.api.post('/published-answers/suggest', { text: '几点接' });
    expect(visitor.status).toBe(403);
  });

  it('answers a renewed print and a revoked one, and no code that nobody printed', async () => {
    await publish('几点接？', '四点半。', 'pickup', { place: village.place.token });
    const old = await code('consultation', { place: village.place.token });
    await head().post(`/service-codes/${old.token}/renew`);
    expect((await ask('几点接', {}, old.scene)).items).toHaveLength(1);
    const gone = await code('consultation');
    await head().post(`/service-codes/${gone.token}/revoke`);
    expect((await ask('几点接', {}, gone.scene)).items).toHaveLength(1);
    const unknown = await house.as(null).post(`/codes/${'A'.repeat(22)}/answers`, { text: '几点接' });
    expect(unknown.status).toBe(404);
  });

  it('neither keeps nor hands out a word of what is typed', async () => {
    const secret = '我家小雨妈妈的事';
    const before = await allRows(house);
    await ask(secret, { begins: true });
    const fresh = newRows(before, await allRows(house));
    expect(JSON.stringify([...fresh])).not.toContain('小雨');
    expect([...fresh].filter(([, rows]) => rows.length > 0).map(([table]) => table)).toEqual([
      'consultation_count',
    ]);
  });

  it('shows topics without an answer from five askings up', async () => {
    await publish('几点接？', '四点半。', 'pickup');
    for (let i = 0; i < 4; i++) await ask('', { topic: 'fees', begins: true });
    expect((await figures()).unanswered).toEqual([]);
    await ask('', { topic: 'fees', begins: true });
    expect((await figures()).unanswered).toEqual([{ topic: 'fees', askings: 5, answers: 0 }]);
  });

  it('sends on as an issue what nobody has answered, with its words, and counts it', async () => {
    const { reporter, worker } = village.people;
    const report = (more: object) =>
      reporter.api.post<{ token: string }>('/issues', {
        clientId: randomUUID(),
        text: '校服在哪买？',
        ...more,
      });
    const { body } = await report({ code: scene });
    const seen = await worker.api.get(`/issues/${body.token}`);
    expect(seen.body).toMatchObject({ text: '校服在哪买？', asked: { topic: 'other', mayDraft: false } });
    const chosen = await report({ asks: 'belongings' });
    expect((await worker.api.get(`/issues/${chosen.body.token}`)).body['asked']).toMatchObject({
      topic: 'belongings',
    });
    await report({});
    expect(await figures()).toMatchObject({ sent: 2 });
    // What leaves the ordinary system leaves the count too, as it leaves the board.
    await head().post(`/issues/${body.token}/divert`, { reason: 'harm' });
    expect(await figures()).toMatchObject({ sent: 1 });
  });

  it('asks the database as often for many answers as for one', async () => {
    await publish('几点接？', '四点半。', 'pickup');
    const once = await statements(house, () => ask('几点接'));
    for (let i = 0; i < 6; i++)
      await publish(`第${i}个门几点接？`, '四点半。', 'pickup', { keywords: [`门${i}`] });
    expect(await statements(house, () => ask('几点接'))).toBe(once);
    expect(once).toBeLessThanOrEqual(6);
  });

  it('holds back who asks too fast', async () => {
    const limits = house.app.get(RateLimits);
    const wide = { points: 1_000_000, duration: 60 };
    const rules = { address: wide, session: wide, login: wide, binding: wide, scan: wide, names: wide };
    limits.configure({ ...rules, visitor: wide, asking: wide, answers: { points: 2, duration: 60 } });
    await ask('几点接');
    await ask('几点接');
    const third = await house.as(null).post(`/codes/${scene}/answers`, { text: '几点接' });
    expect([third.status, third.body['code']]).toEqual([429, 'rate_limited']);
    limits.configure({ ...rules, visitor: wide, asking: wide, answers: wide });
  });
});
