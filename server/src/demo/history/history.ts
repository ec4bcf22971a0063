import type { HistoryReport } from './history.types.js';
import { kindergartenDays91To78 } from './kindergarten-days-91-78.js';
import { kindergartenDays77To64 } from './kindergarten-days-77-64.js';
import { kindergartenDays63To49 } from './kindergarten-days-63-49.js';
import { kindergartenDays48To34 } from './kindergarten-days-48-34.js';
import { kindergartenDays33To20 } from './kindergarten-days-33-20.js';
import { kindergartenDays19To9 } from './kindergarten-days-19-9.js';
import { kindergartenDays8To0 } from './kindergarten-days-8-0.js';
import { primaryDays90To61 } from './primary-days-90-61.js';
import { primaryDays60To31 } from './primary-days-60-31.js';
import { primaryDays30To0 } from './primary-days-30-0.js';

/** Three months of what was said at both schools, and what became of it. All of it is invented. */
export const history: readonly HistoryReport[] = [
  ...kindergartenDays91To78,
  ...kindergartenDays77To64,
  ...kindergartenDays63To49,
  ...kindergartenDays48To34,
  ...kindergartenDays33To20,
  ...kindergartenDays19To9,
  ...kindergartenDays8To0,
  ...primaryDays90To61,
  ...primaryDays60To31,
  ...primaryDays30To0,
];
