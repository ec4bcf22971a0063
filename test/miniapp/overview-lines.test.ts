import { describe, expect, it } from '@jest/globals';
import type { Overview } from '../../shared/issues/insight.js';
import type { SessionView } from '../../shared/session/contract.js';
import { ledSchools, overviewLines } from '../../miniapp/pages/home/overview-lines.js';

type Attention = Overview['attention'][number];
type Issue = Attention['issues'][number];

const issue = (token: string) => ({ token, title: `事项 ${token}` }) as Issue;
const line = (kind: Attention['kind'], count: number, ...tokens: string[]): Attention => ({
  kind,
  count: Math.min(count, 99),
  more: count > 99,
  issues: tokens.map(issue),
});

describe('what there is to look at today', () => {
  it('leaves out what nothing waits for', () => {
    const attention = [line('unowned', 0), line('overdue', 2, 'a', 'b'), line('undelivered', 0)];
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

  it('leads to an issue only where nobody has it or it is late, and to the office where there is none', () => {
    const attention = [line('unowned', 1, 'a'), line('unheard', 1, 'b'), line('undelivered', 3)];
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

describe('the schools whose overview is read', () => {
  const school = (token: string, ...roles: SessionView['schools'][number]['roles'][number]['role'][]) =>
    ({
      token,
      name: token,
      roles: roles.map((role) => ({ role, classroom: null })),
    }) as SessionView['schools'][number];
  const led = (configure: boolean, ...schools: SessionView['schools']) =>
    ledSchools({ abilities: { configure } as SessionView['abilities'], schools }).map(({ token }) => token);

  it('are those that the person leads', () => {
    expect(
      led(true, school('a', 'class_teacher'), school('b', 'principal'), school('c', 'school_admin')),
    ).toEqual(['b', 'c']);
    expect(led(false, school('a', 'class_teacher'))).toEqual([]);
    expect(led(false, school('b', 'principal'))).toEqual([]);
  });
});
