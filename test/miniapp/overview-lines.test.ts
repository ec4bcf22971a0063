import { describe, expect, it } from '@jest/globals';
import type { HomeView } from '../../shared/home/contract.js';
import { overviewLines } from '../../miniapp/pages/home/overview-lines.js';

type Attention = HomeView['overviews'][number]['attention'][number];

const line = (kind: Attention['kind'], count: number, longest?: string): Attention => ({
  kind,
  count: Math.min(count, 99),
  more: count > 99,
  longest: longest === undefined ? null : { token: longest, title: `事项 ${longest}` },
});

describe('what there is to look at today', () => {
  it('leaves out what nothing waits for', () => {
    const attention = [line('unowned', 0), line('overdue', 2, 'a'), line('undelivered', 0)];
    expect(overviewLines({ attention })).toEqual([
      {
        kind: 'overdue',
        words: '晚了的',
        count: '2 件',
        longest: { token: 'a', title: '事项 a' },
        elsewhere: null,
      },
    ]);
    expect(overviewLines({ attention: [line('unowned', 0)] })).toEqual([]);
  });

  it('begins with what hurts most, however it came', () => {
    const attention = [line('undelivered', 1), line('unsorted', 1), line('overdue', 1), line('unowned', 1)];
    expect(overviewLines({ attention }).map(({ kind }) => kind)).toEqual([
      'unowned',
      'overdue',
      'unsorted',
      'undelivered',
    ]);
  });

  it('says that there are more than anybody counted', () => {
    const counts = (count: number) => overviewLines({ attention: [line('unowned', count)] })[0]?.count;
    expect([counts(99), counts(100)]).toEqual(['99 件', '99+ 件']);
  });

  it('leads to what waits longest, and to the office where the phone does not go on', () => {
    const attention = [line('unowned', 1, 'a'), line('unheard', 1), line('undelivered', 3)];
    expect(overviewLines({ attention }).map(({ longest, elsewhere }) => [longest?.token, elsewhere])).toEqual(
      [
        ['a', null],
        [undefined, null],
        [undefined, '请在管理网页上看'],
      ],
    );
  });

  it('passes over a kind that this version does not know', () => {
    const attention = [{ ...line('unowned', 1), kind: 'later' } as unknown as Attention];
    expect(overviewLines({ attention })).toEqual([]);
  });
});
