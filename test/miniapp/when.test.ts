import { describe, expect, it } from '@jest/globals';
import { greeting, sayDay, sayWhen } from '../../miniapp/ui/when.js';

const at = (iso: string) => Date.parse(iso);
/** Sunday 22 November 2026, 09:00 in Shanghai. */
const now = at('2026-11-22T01:00:00Z');

describe('dates as people say them', () => {
  it.each([
    ['2026-11-21T16:00:00Z', '今天 00:00'],
    ['2026-11-21T15:59:00Z', '昨天 23:59'],
    ['2026-11-23T08:00:00Z', '明天 16:00'],
    ['2026-11-19T23:52:00Z', '11月20日 07:52'],
    ['2025-12-31T16:00:00Z', '1月1日 00:00'],
    ['2025-12-31T15:00:00Z', '2025年12月31日 23:00'],
  ])('%s is %s', (iso, words) => {
    expect(sayWhen(at(iso), now)).toBe(words);
  });

  it('counts days in Shanghai, whatever the phone believes', () => {
    expect(sayDay(now)).toBe('11月22日 周日');
    expect(sayDay(at('2026-11-22T16:00:00Z'))).toBe('11月23日 周一');
  });

  it('greets by the hour', () => {
    const hours = [
      '2026-11-21T18:00:00Z',
      '2026-11-22T00:00:00Z',
      '2026-11-22T04:00:00Z',
      '2026-11-22T08:00:00Z',
      '2026-11-22T12:00:00Z',
    ];
    expect(hours.map((hour) => greeting(at(hour)))).toEqual([
      '夜深了',
      '早上好',
      '中午好',
      '下午好',
      '晚上好',
    ]);
  });
});
