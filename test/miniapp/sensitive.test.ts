import { describe, expect, it } from '@jest/globals';
import { withoutSensitive } from '../../miniapp/api/sensitive.js';

const plain = { token: 'a', sealed: false, mine: true, state: 'assigned' };
const sealed = { token: 'b', sealed: true, mine: true, state: 'assigned' };
const harm = { token: 'c', sealed: false, mine: true, state: 'diverted' };
const anothers = { token: 'd', sealed: true, mine: false, state: 'assigned' };

describe('what the phone keeps of what was read', () => {
  it('is never a report without a name or one about harm, alone or in any list', () => {
    expect(withoutSensitive(sealed)).toBeUndefined();
    expect(withoutSensitive({ ...harm, timeline: [] })).toBeUndefined();
    const list = {
      pages: [{ items: [plain, sealed, harm, anothers], nextCursor: null }],
      pageParams: [null],
    };
    expect(withoutSensitive(list)).toEqual({
      pages: [{ items: [plain, anothers], nextCursor: null }],
      pageParams: [null],
    });
    expect(withoutSensitive({ mine: { waiting: [harm], others: [plain], more: false } })).toEqual({
      mine: { waiting: [], others: [plain], more: false },
    });
  });

  it('is everything else, as it was', () => {
    for (const data of [plain, null, 7, 'words', [1, null], { a: { b: [] } }])
      expect(withoutSensitive(data)).toEqual(data);
  });
});
