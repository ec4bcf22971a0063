import { describe, expect, it } from '@jest/globals';
import { dueWords, familiesWords } from '../../miniapp/ui/due-words.js';

const now = Date.parse('2026-11-20T10:00:00+08:00');
const due = (at: string, late = false) => ({ due: { clock: 'response' as const, at, late } });

describe('by when something should be done', () => {
  it('is said as people say it', () => {
    expect(dueWords(due('2026-11-20T08:00:00Z'), now)).toBe('最晚今天 16:00');
    expect(dueWords(due('2026-11-21T01:30:00Z'), now)).toBe('最晚明天 09:30');
    expect(dueWords({ due: null }, now)).toBeNull();
  });

  it('is late when the server says so, or when it has passed since', () => {
    expect(dueWords(due('2026-11-20T08:00:00Z', true), now)).toBe('晚了');
    expect(dueWords(due('2026-11-20T01:59:00Z'), now)).toBe('晚了');
  });
});

describe('how many families said the same', () => {
  it('is told from two on', () => {
    const of = (families: number) => familiesWords({ families });
    expect([of(0), of(1), of(3)]).toEqual([null, null, '3 家都说了']);
  });
});
