import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitLines } from '../../server/src/platform/print/fit-lines.js';

/** Every character as wide as its size; those outside the first plane are one, too. */
const widthOf = (text: string): number => [...text].length;

describe('a text on a poster', () => {
  it('stands in full size where there is room', () => {
    expect(fitLines('食堂', widthOf, { size: 40, width: 480, mayBreak: true })).toEqual({
      lines: ['食堂'],
      size: 40,
    });
  });

  it('shrinks a little before it is broken, and is broken in the middle', () => {
    const limits = { size: 40, width: 400, mayBreak: true };
    expect(fitLines('一二三四五六七八九十一二', widthOf, limits)).toEqual({
      lines: ['一二三四五六七八九十一二'],
      size: 400 / 12,
    });
    const { lines, size } = fitLines('一二三四五六七八九十一二三四五六七八九十', widthOf, limits);
    expect([lines, size]).toEqual([['一二三四五六七八九十', '一二三四五六七八九十'], 40 * 0.66]);
  });

  it('tears no character apart', () => {
    const { lines } = fitLines('𬱖'.repeat(30), widthOf, { size: 40, width: 100, mayBreak: true });
    expect(lines).toEqual(['𬱖'.repeat(15), '𬱖'.repeat(15)]);
  });

  it('never gets wider than its place nor larger than it was asked to be, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 20, max: 500 }),
        fc.boolean(),
        (text, width, mayBreak) => {
          const { lines, size } = fitLines(text, widthOf, { size: 40, width, mayBreak });
          expect(Math.max(...lines.map(widthOf)) * size).toBeLessThanOrEqual(width + 1e-6);
          expect(size).toBeLessThanOrEqual(40);
          expect(lines.length).toBeLessThanOrEqual(mayBreak ? 2 : 1);
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});
