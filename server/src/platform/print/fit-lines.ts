export interface Fitted {
  lines: string[];
  /** Font size, at most the one that was asked for. */
  size: number;
}

const segments = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Two lines must not be much taller than one: this share of its size each. A line that shrank less stays whole. */
const sizeOfTwo = 0.66;

/**
 * The largest setting of a text that stays within `width`, on one line or, if `mayBreak`, on two.
 * @param widthOf width of a text at size 1
 */
export function fitLines(
  text: string,
  widthOf: (text: string) => number,
  { size, width, mayBreak }: { size: number; width: number; mayBreak: boolean },
): Fitted {
  const sizeFor = (lines: readonly string[], most: number) =>
    Math.min(most, width / Math.max(...lines.map(widthOf), Number.MIN_VALUE));
  const one = { lines: [text], size: sizeFor([text], size) };
  if (!mayBreak || one.size >= size * sizeOfTwo) return one;
  const lines = halves(text, widthOf);
  const two = { lines, size: sizeFor(lines, size * sizeOfTwo) };
  return two.size > one.size ? two : one;
}

/** Two lines of widths as equal as can be, without tearing a character. */
function halves(text: string, widthOf: (text: string) => number): string[] {
  const characters = [...segments.segment(text)].map(({ segment }) => segment);
  const splits = characters.slice(1).map((_, at) => {
    const lines = [
      characters
        .slice(0, at + 1)
        .join('')
        .trim(),
      characters
        .slice(at + 1)
        .join('')
        .trim(),
    ];
    return { lines, widest: Math.max(...lines.map(widthOf)) };
  });
  return splits.reduce((best, split) => (split.widest < best.widest ? split : best), {
    lines: [text],
    widest: Infinity,
  }).lines;
}
