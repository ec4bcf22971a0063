import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { EndsScene } from './ends-scene.js';

describe('merges that overlap', () => {
  let house: House;
  let scene: EndsScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await EndsScene.build(house);
  });
  afterAll(() => house.close());

  async function exclude(token: string, person: TestPerson): Promise<void> {
    const { id, schoolId } = await scene.row(token);
    const row = { subjectType: 'issue', subjectId: id, personId: person.id, reason: 'named' };
    await house.database.write((tx) =>
      tx.of(Exclusion, schoolId).insert({ ...row, createdAt: house.clock.now() }),
    );
  }
  async function barredFrom(token: string): Promise<number[]> {
    const { id, schoolId } = await scene.row(token);
    const where = { subjectType: 'issue', subjectId: id };
    const rows = await house.database.read.of(Exclusion, schoolId).find({ where });
    return rows.map(({ personId }) => personId).sort();
  }

  it('lose no exclusion when several are merged into one at once', async () => {
    const { reporter, principal } = scene.people;
    const primary = await scene.token(reporter);
    const barred: TestPerson[] = [];
    const merged: string[] = [];
    for (let made = 0; made < 5; made++) {
      const person = await house.make.staff(scene.village.school, 'canteen');
      const token = await scene.token(await scene.family(), `过道黑漆漆的 ${made}`);
      await exclude(token, person);
      barred.push(person);
      merged.push(token);
    }
    const own = await house.make.staff(scene.village.school, 'canteen');
    await exclude(primary, own);
    const merge = async (token: string): Promise<void> => {
      // Whoever comes second is told that the primary has moved on, and asks again.
      for (let attempt = 0; attempt < 20; attempt++) {
        const { status } = await principal.api.post(`/issues/${token}/merge`, { into: primary });
        if (status === 200) return;
        expect(status).toBe(409);
      }
      throw new Error('never merged');
    };
    await Promise.all(merged.map(merge));
    const ids = (people: readonly TestPerson[]) => people.map(({ id }) => id).sort();
    expect(await barredFrom(primary)).toEqual(ids([...barred, own]));
    for (const [index, token] of merged.entries())
      expect(await barredFrom(token)).toEqual(ids([barred[index] as TestPerson, own]));
    // And while they part: nobody is kept from the primary for the sake of what is no longer beside it.
    const parting = merged.slice(0, 3).map(async (token) => scene.act(principal, token, 'separate'));
    await Promise.all(parting);
    expect(await barredFrom(primary)).toEqual(ids([...barred.slice(3), own]));
    expect(await barredFrom(merged[0] ?? '')).toEqual(ids([barred[0] as TestPerson]));
  });

  it('are merged once when it is sent twice', async () => {
    const { reporter, principal } = scene.people;
    const primary = await scene.token(reporter);
    const merged = await scene.token(await scene.family());
    const send = () =>
      principal.api.post(`/issues/${merged}/merge`, { into: primary }, { key: 'merge-key-1' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await scene.events(primary)).names.filter((name) => name === 'joined')).toHaveLength(1);
  });
});
