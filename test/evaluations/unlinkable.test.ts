import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../server/src/app.js';
import { EvaluationBox } from '../../server/src/features/evaluations/evaluation.entity.js';
import { Keyring } from '../../server/src/platform/auth/keyring.js';
import { minutes } from '../../server/src/platform/clock/clock.js';
import { allRows, newRows } from '../http/support/tables.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { KeptLog } from '../support/kept-log.js';
import { ApiClient } from '../support/http.js';
import { EvaluationScene } from './evaluation-scene.js';

const services = ['餐食', '接送', '家校沟通', '环境卫生', '保健', '活动'];
const ours = /^evaluat/;

/**
 * Whoever holds the whole database, and knows of each answer who gave it at which second, tries to find out what it
 * says: by what is stored, by the order in which it lies, by the time beside it and by its contents.
 */
describe('an answer cannot be led back to who gave it', () => {
  let house: House;
  let scene: EvaluationScene;
  let people: TestPerson[];
  let before: Awaited<ReturnType<typeof allRows>>;
  /** Who answered, in order, as the attacker knows it. */
  const told: { person: TestPerson; service: string; key: string; body: object; mark: string }[] = [];

  beforeAll(async () => {
    house = await House.open();
    scene = await EvaluationScene.build(house);
    people = await scene.families(4);
    await scene.give(await scene.family(), '餐食', { stars: 3 });
    for (const service of services)
      await scene.answer((people[0] ?? scene.principal).api, service, { stars: 3 });
    before = await allRows(house);
    let marks = new Set((before.get('evaluation_mark') ?? []).map((row) => String(row['mark'])));
    for (const [at, person] of people.entries())
      for (const [which, service] of services.entries()) {
        house.clock.pass(minutes(7));
        const body = await scene.answer(person.api, service, {
          stars: 1 + ((at + which) % 5),
          ...(which === 0 && at < 3 ? { text: `汤的味道第${at}种` } : {}),
        });
        expect((await person.api.post('/evaluations', body)).status).toBe(204);
        const rows = await house.database.writer.query<{ mark: string }[]>(
          'SELECT mark FROM evaluation_mark',
        );
        const fresh = rows.map(({ mark }) => mark).filter((mark) => !marks.has(mark));
        expect(fresh).toHaveLength(1);
        marks = new Set([...marks, ...fresh]);
        told.push({ person, service, key: body.clientId, body, mark: fresh[0] ?? '' });
      }
  });
  afterAll(() => house.close());

  it('by rows: it leaves a mark and a changed box, and nothing in any other table', async () => {
    const fresh = newRows(before, await allRows(house));
    // The first service was counted: five families had come together.
    const touched = [...fresh].filter(([, rows]) => rows.length > 0).map(([table]) => table);
    expect(touched).toEqual(['evaluation_box', 'evaluation_mark', 'evaluation_tally']);
    expect(fresh.get('evaluation_mark')).toHaveLength(told.length);
  });

  it('by columns: none of ours holds a person, an account, a session, a seal, a code or an instant', async () => {
    const rows = await allRows(house);
    const columns = (table: string) => Object.keys(rows.get(table)?.[0] ?? {}).sort();
    expect(columns('evaluation_mark')).toEqual(['mark', 'month', 'receipt', 'schoolId']);
    expect(columns('evaluation_box')).toEqual(['content', 'id', 'schoolId', 'serviceId']);
    expect(columns('evaluation_tally')).toEqual([
      'count',
      'id',
      'month',
      'placeId',
      'schoolId',
      'serviceId',
      'tallies',
    ]);
  });

  it('by contents: no value of ours stands in another table, and nothing of hers in ours', async () => {
    const rows = await allRows(house);
    const text = (tables: (name: string) => boolean) =>
      [...rows]
        .flatMap(([name, all]) => (tables(name) ? all.map((row) => JSON.stringify(row)) : []))
        .join('\n');
    const inOurs = text((name) => ours.test(name));
    const elsewhere = text((name) => !ours.test(name));
    for (const { person, key } of told) {
      for (const hers of [person.token, person.openid, person.api.bearer ?? '', person.name, key])
        expect({ hers, stands: inOurs.includes(hers) }).toEqual({ hers, stands: false });
      expect(elsewhere).not.toContain(key);
    }
    for (const { mark } of told) expect(elsewhere).not.toContain(mark);
    for (const spoken of ['汤的味道', '第0种']) expect(inOurs + elsewhere).not.toContain(spoken);
  });

  it('by trying: no table holds a hash of what was said, with whatever key of the house', async () => {
    const keyring = house.app.get(Keyring);
    const all = [...(await allRows(house))]
      .flatMap(([, rows]) => rows.map((row) => JSON.stringify(row)))
      .join('\n');
    const digest = (value: string) => createHash('sha256').update(value).digest('base64url');
    for (const { body, person, key } of told) {
      const plain = digest(JSON.stringify(body));
      const scopes = [
        `person:${person.id} POST /api/v1/evaluations`,
        `account:${person.accountId} POST /api/v1/evaluations`,
      ];
      for (const guess of [plain, keyring.hash('request-body', plain), digest(key), ...scopes.map(digest)])
        expect(all).not.toContain(guess);
    }
  });

  it('by order: the rows lie as their random names lie, not as the answers came', async () => {
    const lying = (await house.database.writer.query<{ mark: string }[]>('SELECT mark FROM evaluation_mark'))
      .map(({ mark }) => mark)
      .filter((mark) => told.some((one) => one.mark === mark));
    expect(lying).toEqual([...lying].sort());
    expect(lying).not.toEqual(told.map(({ mark }) => mark));
    // And there is no hidden number beside them.
    await expect(house.database.writer.query('SELECT _rowid_ FROM evaluation_mark')).rejects.toThrow();
  });

  it('by looking into the box: it is closed, says nothing by its size, and was never two times the same', async () => {
    const read = house.database.read.of(EvaluationBox, scene.school.id);
    const boxes = await read.find();
    expect(new Set(boxes.map(({ content }) => content.length)).size).toBe(1);
    expect(boxes.every(({ content }) => /^k1\.[\w-]+$/.test(content))).toBe(true);
    const person = await scene.family();
    await scene.give(person, '活动', { stars: 3 });
    const after = await read.find();
    const changed = after.filter(({ content }, at) => content !== boxes[at]?.content);
    expect(changed).toHaveLength(1);
    expect(changed[0]?.content.length).toBe(boxes[0]?.content.length);
  });

  it('with the key of the house: what lies in the box is in no order and names nobody', async () => {
    const keyring = house.app.get(Keyring);
    const meals = told
      .filter(({ service }) => service === '接送')
      .map(({ body }) => body as { stars: { stars: number }[] });
    const boxes = await house.database.read.of(EvaluationBox, scene.school.id).find({ order: { id: 'ASC' } });
    const opened = JSON.parse(keyring.decrypt('evaluation-box', boxes[1]?.content ?? '')) as {
      ballots: { month: string; placeId: null; stars: Record<string, number> }[];
    };
    expect(opened.ballots).toHaveLength(meals.length);
    for (const ballot of opened.ballots)
      expect(Object.keys(ballot).sort()).toEqual(['month', 'placeId', 'stars']);
    const sums = (all: number[]) => [...all].sort();
    expect(sums(opened.ballots.map(({ stars }) => Object.values(stars)[0] ?? 0))).toEqual(
      sums(meals.map(({ stars }) => stars[0]?.stars ?? 0)),
    );
  });

  it('by the log: a line says that something was posted, and nothing of by whom and about what', async () => {
    const { env, database, clock } = house;
    const log = new KeptLog('silent');
    const app = await createApp({ env, database, clock, log });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    try {
      const person = await scene.family();
      const body = await scene.answer(person.api, '保健', { stars: 2, text: '晨检太快' });
      const api = new ApiClient(app, person.api.bearer);
      expect((await api.post('/evaluations', body)).status).toBe(204);
      expect(log.lines).toHaveLength(1);
      const line = JSON.parse(log.lines[0] ?? '{}') as Record<string, unknown>;
      expect(Object.keys(line).sort()).toEqual(['method', 'ms', 'name', 'requestId', 'route', 'status']);
      expect(line).toMatchObject({ method: 'POST', route: '/api/v1/evaluations', status: 204 });
    } finally {
      await app.close();
    }
  });
});
