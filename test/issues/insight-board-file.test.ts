import { describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import type { IssueSummary } from '#shared/issues/contract.js';
import { boardFile, harmless } from '../../server/src/features/issues/insight/board-file.js';

const summary: IssueSummary = {
  token: 'A'.repeat(22),
  clientId: null,
  title: '走廊的灯坏了',
  state: 'resolved',
  stateLabel: '等您说一声',
  progress: 4,
  waitingFor: 'family',
  next: '接下来：等家长说修好了没有。',
  school: { token: 'S'.repeat(22), name: '桃源村幼儿园', kind: 'kindergarten' },
  category: { token: 'C'.repeat(22), code: 'facility', name: '设施安全', active: true },
  place: { token: 'P'.repeat(22), name: '东楼楼梯' },
  classroom: { token: 'K'.repeat(22), name: '小二班' },
  assignee: { token: 'W'.repeat(22), name: '王建国', role: 'logistics' },
  sealed: false,
  reporter: { token: 'R'.repeat(22), name: '周婷' },
  mine: false,
  due: null,
  paused: '等家长说一声，时间先停着。',
  families: 3,
  hasVoice: false,
  unheard: false,
  reportedAt: '2026-03-04T02:00:00.000Z',
  changedAt: '2026-03-04T02:00:00.000Z',
};
/** The rows of a file below its headings. */
const rowsOf = async (...issues: Partial<IssueSummary>[]) =>
  (await readSheet(await boardFile(issues.map((issue) => ({ ...summary, ...issue }))))).slice(1);

describe('the board as a file', () => {
  it('has a heading for every column and a row for every issue, in plain words', async () => {
    const due = { clock: 'resolution', at: '2026-03-06T09:30:00.000Z', late: true } as const;
    const file = await boardFile([summary, { ...summary, state: 'assigned', stateLabel: '交给人了', due }]);
    expect(await readSheet(file)).toEqual([
      [
        '什么时候说的',
        '说的什么',
        '走到哪一步',
        '类别',
        '地点',
        '班级',
        '谁说的',
        '交给谁',
        '最晚什么时候',
        '晚了没有',
        '几家说过',
      ],
      [
        '2026/3/4 10:00',
        '走廊的灯坏了',
        '等家长说一声',
        '设施安全',
        '东楼楼梯',
        '小二班',
        '周婷',
        '王建国',
        null,
        null,
        3,
      ],
      [
        '2026/3/4 10:00',
        '走廊的灯坏了',
        '交给人了',
        '设施安全',
        '东楼楼梯',
        '小二班',
        '周婷',
        '王建国',
        '2026/3/6 17:30',
        '晚了',
        3,
      ],
    ]);
  });

  it('says what is missing, and never who stands behind a sealed report', async () => {
    const [bare = [], sealed = []] = await rowsOf(
      { category: null, place: null, classroom: null, assignee: null, reporter: null },
      { sealed: true, reporter: { token: 'R'.repeat(22), name: '周婷' } },
    );
    expect(bare.slice(3, 8)).toEqual(['还没分', null, null, null, '没有人']);
    expect(sealed[6]).toBe('不具名');
  });

  it.each([
    '=1+1',
    '+86 13800000000',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r\n=1',
    ' =1',
    '\u3000=1',
    '\u200b=1',
    '\ufeff=1',
    '\u2060\u200d=1',
    '\u202e=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM',
    '﹦1',
  ])('lets no table program take %j for a formula', async (title) => {
    expect(harmless(title)).toBe(`'${title}`);
    const [row = []] = await rowsOf({ title, place: { token: 'P'.repeat(22), name: title } });
    for (const cell of [row[1], row[4]]) expect(String(cell).startsWith("'")).toBe(true);
  });

  it.each(['午饭凉了', '1+1', '老师说 =好的', '㛃𬱖䶮𫖯 👵🏽', 'שלום', '<b>&amp;"\'', '“好”'])(
    'keeps %j as it is',
    async (title) => {
      const [row = []] = await rowsOf({ title });
      expect(row[1]).toBe(title);
    },
  );
});
