import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../server/src/demo/load-demo.js';
import { House } from '../support/house.js';

describe('the demo', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
    house.clock.set('2026-11-22T10:00:00.000Z');
  });
  afterAll(() => house.close());
  it('loads', async () => {
    const t = Date.now();
    const p = await loadDemo(house.app);
    console.log(Date.now() - t, p.length, p.map((x) => `${x.group} ${x.name} ${x.label}`).join('\n'));
    const rows = await house.database.writer.query('select state, count(*) n from issue group by state');
    console.log(rows);
    console.log(await house.database.writer.query('select state, count(*) n from outbox group by state'));
    console.log(await house.database.writer.query('select name, count(*) n from timeline_event group by name'));
    console.log(await house.database.writer.query('select decidedBy, count(*) n from classification group by decidedBy'));
    expect(1).toBe(1);
  }, 120000);
});
