import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { screenBudgets } from './budgets/budgets.js';
import { measurePreview } from './budgets/measure-preview.js';
import { measureWeapp } from './budgets/measure-weapp.js';
import { table, type Measured } from './budgets/rows.js';
import { WeappHouse } from './support/weapp/weapp-house.js';

describe('what a carer’s screens cost on a slow line', () => {
  let house: WeappHouse;
  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  const holds = (rows: Measured[]): void => {
    console.log(table(rows));
    assert.deepEqual(
      rows.flatMap(({ over }) => over),
      [],
    );
    const seen = rows.map(({ what }) => what);
    assert.deepEqual(
      Object.keys(screenBudgets).filter((address) => !seen.includes(address)),
      [],
    );
  };

  it('stays within its budgets in the WeChat bundle, with a camera’s photo and a voice', async () => {
    holds(await measureWeapp(house));
  });

  it('stays within its budgets in the preview over EDGE, with a camera’s photo and a voice', async () => {
    holds(await measurePreview(house.browser, house.server, house.folder));
  });
});
