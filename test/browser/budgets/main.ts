import { WeappHouse } from '../support/weapp/weapp-house.js';
import { measurePreview } from './measure-preview.js';
import { measureWeapp } from './measure-weapp.js';
import { table } from './rows.js';

// Measures both programs and prints the table; ends with 1 where something is over its budget.
const house = await WeappHouse.open();
try {
  const rows = [
    ...(await measureWeapp(house)),
    ...(await measurePreview(house.browser, house.server, house.folder)),
  ];
  console.log(table(rows));
  const over = rows.flatMap((row) => row.over);
  for (const line of over) console.log(line);
  process.exitCode = over.length > 0 ? 1 : 0;
} finally {
  await house.close();
}
