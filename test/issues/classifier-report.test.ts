import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClassifierReport } from '#shared/issues/classifier.js';
import { ClassificationRow, Issue } from '../../server/src/features/issues/issue.entity.js';
import { House } from '../support/house.js';
import { Deciding } from './support/deciding.js';

const bus = '校车又晚点了，娃在路边等了好久';
const lamp = '厕所的灯坏了没人修';

describe('what the classifier said beside what people decided', () => {
  let house: House;
  let there: Deciding;
  beforeAll(async () => {
    house = await House.open();
    there = await Deciding.at(house);
  });
  afterAll(() => house.close());

  const report = async (by = there.principal, query = '') => {
    const { body } = await by.api.get<ClassifierReport>(`/classifier/report${query}`);
    return body;
  };
  const cells = async (by = there.principal) =>
    (await report(by)).cells.map(({ said, decided, count }) => `${said} ${decided} ${count}`).sort();

  it('counts decisions, and proposals that nobody changed until the end', async () => {
    expect(await report()).toMatchObject({ cells: [], reliability: [], total: { right: 0, of: 0 } });
    await there.decide(bus, 'transport');
    await there.decide(bus, 'fees');
    const open = await there.report(lamp);
    expect(await cells()).toEqual(['transport fees 1', 'transport transport 1']);
    await house.database.write((tx) =>
      tx.of(Issue, there.school.id).update({ token: open.token }, { state: 'confirmed' }),
    );
    expect(await cells()).toEqual(['facility facility 1', 'transport fees 1', 'transport transport 1']);
    expect((await report()).total).toEqual({ right: 2, of: 3 });
  });

  it('says how often it was right for how sure it was', async () => {
    const { id } = there.school;
    const rows = await house.database.read.of(ClassificationRow, id).find({ order: { id: 'ASC' } });
    const sure = [0.05, 0.95, 1];
    await house.database.write(async (tx) => {
      for (const [at, issueId] of [...new Set(rows.map((row) => row.issueId))].entries()) {
        for (const row of rows.filter((one) => one.issueId === issueId)) {
          const alternatives = row.alternatives.map((guess) => ({ ...guess, confidence: sure[at] ?? 0 }));
          await tx.of(ClassificationRow, id).update({ id: row.id }, { alternatives });
        }
      }
    });
    const { reliability } = await report();
    expect(reliability.map(({ from, right }) => [from, right.right, right.of])).toEqual([
      [0, 1, 1],
      [0.9, 1, 2],
    ]);
    expect(reliability.map(({ said }) => said)).toEqual([0.05, expect.closeTo(0.975, 10)]);
  });

  it('shows nobody by a count that there is an issue she must not see', async () => {
    const { principal, admin } = there;
    const before = await report();
    await there.decide(bus, 'transport', { about: [principal.token] });
    expect(await report()).toEqual(before);
    expect((await report(admin)).total.of).toBe(before.total.of + 1);
  });

  it('counts nothing that has left the ordinary system', async () => {
    const before = await report();
    const token = await there.decide(lamp, 'facility');
    expect((await report()).total.of).toBe(before.total.of + 1);
    await there.principal.api.post(`/issues/${token}/divert`, { reason: 'harm' });
    expect(await report()).toEqual(before);
  });

  it('keeps to one version where it is asked to', async () => {
    const unknown = await there.principal.api.get('/classifier/report?model=AAAAAAAAAAAAAAAAAAAAAA');
    expect(unknown.status).toBe(404);
    for (let at = 0; at < 8; at++) await there.decide(`${bus}，第${at}回`, 'transport');
    const made = await there.principal.api.post<{ token: string; state: string }>('/classifier/train');
    expect(made.body.state).toBe('active');
    await there.decide(bus, 'transport');
    expect((await report(there.principal, `?model=${made.body.token}`)).total).toEqual({ right: 1, of: 1 });
  });
});
