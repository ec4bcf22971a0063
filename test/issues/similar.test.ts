import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SimilarIssue } from '#shared/issues/before-report.js';
import { objectWords, sharedWords } from '../../server/src/features/issues/ends/shared-words.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import { statements } from '../http/support/tables.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { EndsScene } from './ends-scene.js';

describe('“the same with us”', () => {
  let house: House;
  let scene: EndsScene;
  let other: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await EndsScene.build(house);
    await scene.household(scene.people.reporter);
    other = await scene.family('王晓明');
  });
  afterAll(() => house.close());

  const items = async (by: TestPerson, text?: string, more?: object) =>
    (await scene.similar(by, text, more)).items;
  async function change(
    token: string,
    columns: Partial<Pick<Issue, 'unheard' | 'conflictOpen'>>,
  ): Promise<void> {
    const { id, schoolId } = await scene.row(token);
    await house.database.write((tx) => tx.of(Issue, schoolId).update({ id }, columns));
  }

  it('shows what may be the same by place, category and the words of both, and nothing else of it', async () => {
    const { reporter } = scene.people;
    const text = '东边走廊的路灯坏了三天，王晓明差点摔倒，打我电话 13812345678';
    const token = await scene.token(reporter, text);
    const shown = await items(other, '走廊路灯不亮，王晓明看不见，电话 13812345678');
    expect(shown).toEqual([
      {
        token: expect.stringMatching(/^[\w-]{22}$/),
        category: expect.objectContaining({ code: 'facility' }),
        place: { token: scene.village.place.token, name: expect.any(String) },
        words: expect.arrayContaining(['走廊', '电话']),
        stateLabel: '交给人了',
        since: '今天',
      },
    ]);
    const [one] = shown as [SimilarIssue];
    expect(one.token).not.toBe(token);
    for (const word of ['王晓明', '晓明', '13812345678', '三天', '东边', '摔倒'])
      expect({ word, shown: one.words.includes(word) }).toEqual({ word, shown: false });
    const { raw } = await other.api.post('/issues/similar', {
      place: scene.village.place.token,
      text: '走廊路灯',
    });
    for (const trace of [token, reporter.name, reporter.token, 'families', text])
      expect({ trace, found: raw.includes(trace) }).toEqual({ trace, found: false });
  });

  it('says since when in words that point at nobody', async () => {
    await scene.token(scene.people.reporter);
    const since = async () => (await items(other))[0]?.since;
    expect(await since()).toBe('今天');
    // From Wednesday to Thursday, and over the weekend.
    house.clock.set('2026-03-04T02:00:00.000Z');
    await scene.token(scene.people.reporter, '楼梯的扶手松了，晃得厉害，孩子扶着不安全');
    const handrail = async () => (await items(other, '楼梯扶手'))[0]?.since;
    house.clock.pass(86_400_000);
    expect(await handrail()).toBe('这个星期');
    house.clock.pass(4 * 86_400_000);
    expect(await handrail()).toBe('更早');
  });

  it('shows three at most, the most alike first, and another place is another matter', async () => {
    const { reporter } = scene.people;
    const elsewhere = await house.make.place(scene.village.school, '操场');
    await scene.token(reporter, '走廊的灯坏了', { place: elsewhere.token });
    expect(await items(other)).toEqual([]);
    await scene.token(reporter, '走廊的灯坏了', { place: null });
    await scene.token(reporter, '走廊的墙皮掉了');
    await scene.token(reporter, '走廊的灯和窗户都坏了');
    await scene.token(reporter, '走廊滑');
    const shown = await items(other, '走廊的灯不亮，窗户也关不上');
    expect(shown).toHaveLength(3);
    expect(shown[0]?.words).toEqual(expect.arrayContaining(['走廊', '窗户', '灯']));
    // Nothing in common but the school.
    expect(await items(other, '今天的午饭没有熟', { place: null })).toEqual([]);
  });

  it('needs place and category where there are no words', async () => {
    const { school } = scene.village;
    await scene.token(scene.people.reporter);
    expect(await items(other, '')).toEqual([]);
    expect(await items(other, '', { category: school.categories['food'] })).toEqual([]);
    expect(await items(other, '', { category: school.categories['facility'] })).toHaveLength(1);
  });

  it('shows nothing that may be about a person, that anybody must not see, that nobody has heard, or that is hers', async () => {
    const { reporter, principal, worker } = scene.people;
    const { categories } = scene.village.school;
    const fresh = () => scene.token(reporter);
    const hidden: [string, () => Promise<unknown>][] = [
      ['her own', () => scene.token(other)],
      ['her own under seal', () => scene.token(other, undefined, { sealed: true })],
      ['conduct', () => scene.token(reporter, '走廊的灯坏了', { category: categories['conduct'] })],
      ['conflict', () => scene.token(reporter, '走廊的灯坏了', { category: categories['conflict'] })],
      ['unheard', async () => change(await fresh(), { unheard: true })],
      ['undecided', async () => change(await fresh(), { conflictOpen: true })],
      ['diverted', async () => scene.act(principal, await fresh(), 'divert', { reason: 'harm' })],
      [
        'excluded from anybody',
        async () => {
          const { id, schoolId } = await scene.row(await fresh());
          const row = { subjectType: 'issue', subjectId: id, personId: worker.id, reason: 'named' };
          const createdAt = house.clock.now();
          await house.database.write((tx) => tx.of(Exclusion, schoolId).insert({ ...row, createdAt }));
        },
      ],
      [
        'done',
        async () => {
          const token = await fresh();
          await scene.act(worker, token, 'accept');
          await scene.act(worker, token, 'resolve', { text: '好了' });
        },
      ],
    ];
    for (const [what, make] of hidden) {
      await make();
      expect({ what, shown: await items(other) }).toEqual({ what, shown: [] });
    }
    await fresh();
    expect(await items(other)).toHaveLength(1);
  });

  it('knows neither another school’s issues nor its places, and asks the school of a code that is held', async () => {
    const { reporter, foreign, principal } = scene.people;
    await scene.token(reporter);
    const { school, elsewhere, place } = scene.village;
    const at = (more: object) => foreign.api.post('/issues/similar', { text: '走廊的灯不亮了', ...more });
    expect((await at({})).body).toEqual({ items: [] });
    expect((await at({ school: school.token })).status).toBe(404);
    expect((await at({ school: elsewhere.token, place: place.token })).status).toBe(400);
    const code = await principal.api.post<{ scene: string }>('/service-codes', {
      kind: 'feedback',
      place: place.token,
    });
    expect(code.status).toBe(201);
    const asked = await at({ code: code.body.scene });
    expect([asked.status, asked.body]).toMatchObject([200, { items: [{ place: { token: place.token } }] }]);
  });

  it('joins a report to it in the same moment, with a timeline and a verdict of its own', async () => {
    const { reporter, principal, worker } = scene.people;
    const primary = await scene.token(reporter);
    const joins = await scene.handle(other);
    const made = await scene.report(other, '走廊的灯不亮了', { joins });
    expect([made.status, made.body]).toMatchObject([
      201,
      { state: 'merged', families: 2, mine: true, assignee: { token: worker.token } },
    ]);
    expect((await scene.see(principal, primary)).merged.map(({ token }) => token)).toEqual([made.body.token]);
    const { names, payloads } = await scene.events(primary);
    expect(names.at(-1)).toBe('joined');
    expect(payloads).toMatch(/\{"issueId":\d+\}/);
    // She did it herself: nobody has to tell her.
    expect(await scene.told(made.body.token, other)).toEqual([]);
    expect((await scene.events(made.body.token)).names).not.toContain('assign');
    // Neither is it offered to her again.
    expect(await items(other)).toEqual([]);
    await scene.act(worker, primary, 'accept');
    await scene.act(worker, primary, 'resolve', { text: '换了' });
    expect((await scene.see(other, made.body.token)).abilities.confirm).toBe(true);
  });

  it('joins under seal, and no row leads to her', async () => {
    const { reporter, principal } = scene.people;
    const primary = await scene.token(reporter);
    const joins = await scene.handle(other);
    const token = await scene.token(other, '走廊的灯不亮了', { joins, sealed: true });
    expect(await scene.see(other, token)).toMatchObject({ state: 'merged', families: 2, reporter: null });
    const { raw } = await principal.api.get(`/issues/${token}`);
    for (const trace of [other.name, other.token]) expect(raw).not.toContain(trace);
    const row = await scene.row(token);
    expect(row).toMatchObject({ reporterId: null, primaryId: (await scene.row(primary)).id });
    expect((await scene.events(token)).payloads).not.toContain(String(other.id));
    const worker = scene.people.worker;
    await scene.act(worker, primary, 'accept');
    await scene.act(worker, primary, 'resolve', { text: '换了' });
    expect(await scene.told(token, 'sealed')).toEqual(['issue.resolved']);
    expect((await scene.act(other, token, 'confirm')).state).toBe('confirmed');
  });

  it('loses nothing where the handle has become stale, is somebody else’s or was never given', async () => {
    const { reporter } = scene.people;
    const primary = await scene.token(reporter);
    const third = await scene.family();
    const hers = await scene.handle(other);
    const alone = async (by: TestPerson, joins: string | undefined) => {
      const { status, body } = await scene.report(by, '走廊的灯不亮了', { joins });
      expect([status, body.state]).toEqual([201, 'assigned']);
      expect((await scene.see(reporter, primary)).families).toBe(1);
    };
    await alone(third, hers);
    await alone(other, 'A'.repeat(22));
    await alone(other, primary);
    // A report may wait on the phone for a day or two, not for a week.
    const [late, tooLate] = [await scene.family(), await scene.family()];
    // The oldest of what is shown is the primary.
    const ofPrimary = async (by: TestPerson) => (await items(by)).at(-1)?.token;
    const [first, second] = [await ofPrimary(late), await ofPrimary(tooLate)];
    house.clock.pass(2 * 86_400_000);
    const joined = await scene.report(late, '走廊的灯不亮了', { joins: first });
    expect(joined.body.state).toBe('merged');
    await scene.act(late, joined.body.token, 'separate');
    house.clock.pass(86_400_000);
    await alone(tooLate, second);
  });

  it('loses nothing where the other was done in the meantime', async () => {
    const { reporter, worker } = scene.people;
    const primary = await scene.token(reporter);
    const joins = await scene.handle(other);
    await scene.act(worker, primary, 'accept');
    await scene.act(worker, primary, 'resolve', { text: '换了' });
    expect(await items(other)).toEqual([]);
    const made = await scene.report(other, '走廊的灯不亮了', { joins });
    expect([made.status, made.body.state, made.body.text]).toEqual([201, 'assigned', '走廊的灯不亮了']);
    expect((await scene.events(primary)).names).not.toContain('joined');
  });

  it('leads on to the primary where it was merged meanwhile', async () => {
    const { reporter, principal } = scene.people;
    const first = await scene.token(reporter);
    const joins = await scene.handle(other);
    const primary = await scene.token(await scene.family(), '过道没有灯');
    await scene.act(principal, first, 'merge', { into: primary });
    const made = await scene.report(other, '走廊的灯不亮了', { joins });
    expect(made.body).toMatchObject({ state: 'merged', families: 3 });
    expect((await scene.row(made.body.token)).primaryId).toBe((await scene.row(primary)).id);
  });

  it('keeps apart a report that must be looked at by itself, whatever it wants to join', async () => {
    const { reporter } = scene.people;
    const { school } = scene.village;
    const named = await house.make.staff(school, 'canteen', null, '赵铁柱');
    const primary = await scene.token(reporter);
    const cases: [string, object][] = [
      ['走廊的灯坏了，赵铁柱还骂人', {}],
      ['走廊的灯坏了', { about: [named.token] }],
      ['走廊的灯坏了', { category: school.categories['conduct'] }],
    ];
    for (const [text, more] of cases) {
      const by = await scene.family();
      const { status, body } = await scene.report(by, text, { ...more, joins: await scene.handle(by) });
      expect({ text, status, state: body.state }).toEqual({ text, status: 201, state: 'assigned' });
      expect((await scene.see(reporter, primary)).families).toBe(1);
    }
  });

  it('joins once when it is sent twice, and both of two that join at once', async () => {
    const { reporter } = scene.people;
    const primary = await scene.token(reporter);
    const third = await scene.family();
    const report = async (by: TestPerson) =>
      house.make.report('走廊的灯不亮了', {
        school: scene.village.school.token,
        place: scene.village.place.token,
        joins: await scene.handle(by),
      });
    const [mine, hers] = [await report(other), await report(third)];
    const answers = await Promise.all([
      other.api.post('/issues', mine),
      third.api.post('/issues', hers),
      other.api.post('/issues', mine),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers[0]?.body['token']).toBe(answers[2]?.body['token']);
    const { families } = await scene.see(reporter, primary);
    const joined = (await scene.events(primary)).names.filter((name) => name === 'joined').length;
    // Two that meet in the same moment: at worst one of them stands alone, and nothing is lost.
    expect(families).toBe(joined + 1);
    expect(joined).toBeGreaterThan(0);
  });

  it('costs the same number of statements for a few open issues and for many', async () => {
    const costs: number[] = [];
    for (let open = 0; open < 12; open++) {
      await scene.token(scene.people.reporter, `走廊的灯坏了，第${open}盏`);
      if (open === 3 || open === 11)
        costs.push(await statements(house, () => other.api.post('/issues/similar', { text: '走廊的灯' })));
    }
    expect(costs[1]).toBe(costs[0]);
  });
});

describe('words that two texts share', () => {
  const shared = (mine: string, other: string, names: string[] = []) =>
    sharedWords(objectWords(mine), objectWords(other), names);

  it.each([
    ['楼梯的扶手松了，晃得厉害', '东楼扶手晃，不安全', ['扶手']],
    ['小班的空调不凉', '午睡没空调', ['空调']],
    ['走廊的灯坏了', '灯不亮', ['灯']],
    ['食堂的菜太咸', '操场积水', []],
    ['孩子说老师打人', '老师打孩子', []],
    ['豆豆在滑梯上摔了', '豆豆从滑梯上掉下来', ['滑梯']],
    ['电话 13800001111', '13800001111 是我', []],
  ])('%s / %s', (mine, other, wanted) => {
    expect(shared(mine, other)).toEqual(expect.arrayContaining(wanted));
    for (const word of shared(mine, other)) expect(word).not.toMatch(/豆豆|老师|孩子|\d/);
    if (wanted.length === 0) expect(shared(mine, other)).toEqual([]);
  });

  it('are no names that the school knows, nor parts of them', () => {
    expect(shared('平安的水杯坏了', '平安没有水杯')).toContain('平安');
    expect(shared('平安的水杯坏了', '平安没有水杯', ['李平安'])).toEqual(['水杯']);
  });

  it('are few, and come from the beginning of a text: a dictionary tells nobody what somebody else wrote', () => {
    const all = '楼梯 扶手 走廊 窗户 桌子 椅子 黑板 操场 厕所 水龙头';
    expect(shared(all, all)).toHaveLength(4);
    expect(shared(`${'啊'.repeat(250)}楼梯`, '楼梯')).toEqual([]);
  });
});
