import { describe, expect, it } from '@jest/globals';
import { findFieldProblems, toThing, toTimeField } from '../../server/src/platform/wechat/message-fields.js';

const GOOD: readonly (readonly [string, string])[] = [
  ['thing1', '东楼楼梯扶手松了，请留意脚下，走右边的'],
  ['thing2', '𬱖'.repeat(20)],
  ['number3', '-12.50'],
  ['number4', '1'.repeat(32)],
  ['letter5', 'ABC'],
  ['symbol6', '！#'],
  ['character_string7', 'A-2026/118'],
  ['phone_number8', '+86-0766-66888866'],
  ['name9', '欧阳若兮'],
  ['name10', 'Dolma Tsering'],
  ['phrase11', '正在修'],
  ['time12', '15:01'],
  ['time13', '2026年11月1日 15:01'],
  ['time14', '9:00~11:30'],
  ['date15', '2026年11月1日'],
  ['date16', '2026-11-01'],
  ['date17', '2026.11.01 15:01:30'],
  ['date18', '2026年11月1日~2026年11月3日'],
  ['amount19', '¥12.5元'],
  ['car_number20', '粤A8Z888挂'],
  ['const21', '任意'],
];

const BAD: readonly (readonly [string, string])[] = [
  ['thing1', ''],
  ['thing1', '  '],
  ['thing1', '一'.repeat(21)],
  ['thing1', '两行\n字'],
  ['number1', '1'.repeat(33)],
  ['number1', '十二'],
  ['letter1', 'A1'],
  ['letter1', 'A'.repeat(33)],
  ['symbol1', '######'],
  ['symbol1', 'a'],
  ['character_string1', '编号1'],
  ['character_string1', 'a'.repeat(33)],
  ['phone_number1', '1'.repeat(18)],
  ['phone_number1', 'phone'],
  ['name1', '一'.repeat(11)],
  ['name1', 'a'.repeat(21)],
  ['name1', '李4'],
  ['phrase1', '五个字太多了'],
  ['phrase1', 'done'],
  ['time1', '25:00'],
  ['time1', '明天'],
  ['date1', '2026-11.01'],
  ['date1', '明天'],
  ['const1', ''],
];

describe('fields of messages', () => {
  it.each(GOOD)('takes %s = %s', (field, value) => {
    expect(findFieldProblems({ [field]: value })).toEqual([]);
  });

  it.each(BAD)('refuses %s = %j', (field, value) => {
    expect(findFieldProblems({ [field]: value })).toEqual([{ field, rule: expect.any(String) }]);
  });

  it('names every bad field', () => {
    const problems = findFieldProblems({ thing1: '好', phrase2: '', time3: 'x' });
    expect(problems.map(({ field }) => field)).toEqual(['phrase2', 'time3']);
  });
});

describe('making a thing of any text', () => {
  it('leaves what fits', () => {
    expect(toThing(' 楼梯扶手松了 ')).toBe('楼梯扶手松了');
    expect(toThing('一'.repeat(20))).toBe('一'.repeat(20));
  });

  it('cuts between characters, never inside one', () => {
    expect(toThing('𬱖'.repeat(30))).toBe(`${'𬱖'.repeat(19)}…`);
    expect(toThing('一二三四五六', 4)).toBe('一二三…');
  });

  it('makes one line without control characters or broken halves', () => {
    expect(toThing('第一行\r\n第二行\u0000\ud800尾')).toBe('第一行 第二行 尾');
  });

  it('gives what the rules take, for any text with something visible', () => {
    for (const text of ['a\u2028b', `${'长'.repeat(100)}\n`, '\t表\t', '👨‍👩‍👧‍👦'.repeat(9)]) {
      expect(findFieldProblems({ thing1: toThing(text) })).toEqual([]);
    }
  });
});

describe('times in messages', () => {
  it('are those of Shanghai and fit the field', () => {
    const value = toTimeField(new Date('2026-11-01T16:05:00Z'));
    expect(value).toBe('2026年11月2日 00:05');
    expect(findFieldProblems({ time1: value, date2: value })).toEqual([]);
  });
});
