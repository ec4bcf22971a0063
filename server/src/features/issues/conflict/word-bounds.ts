import { dictionaryWords } from '../classifier/segmenter.js';

/** A word of the dictionary with its place in the text. */
interface Word {
  start: number;
  end: number;
  tag: string;
}

const HAN = /\p{Script=Han}/u;
/** Longer than any word that could reach into a name from outside. */
const reach = 6;

/** Answers where the words of a text begin and end; looks at the surroundings of a name only, so that it stays fast. */
export class WordBounds {
  constructor(private readonly text: string) {}

  /** The words around `start`…`end`, within the stretch of Chinese characters in which they stand. */
  around(start: number, end: number): Word[] {
    const isHan = (at: number): boolean => HAN.test(this.text[at] ?? '');
    let from = start;
    while (from > 0 && start - from < reach && isHan(from - 1)) from--;
    let to = end;
    while (to < this.text.length && to - end < reach && isHan(to)) to++;
    let at = from;
    return dictionaryWords(this.text.slice(from, to)).map(({ word, tag }) => {
      const found = { start: at, end: at + word.length, tag };
      at = found.end;
      return found;
    });
  }

  /** The word that reaches over `at` from both sides, as text; null where a word may begin there. */
  across(at: number, start: number, end: number): string | null {
    const word = this.around(start, end).find((one) => one.start < at && one.end > at);
    return word ? this.text.slice(word.start, word.end) : null;
  }

  /** The one word that is exactly `start`…`end`, or null. */
  exactly(start: number, end: number): Word | null {
    return this.around(start, end).find((one) => one.start === start && one.end === end) ?? null;
  }
}
