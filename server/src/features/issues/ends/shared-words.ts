import { normaliseText } from '../classifier/normalise.js';
import { tagWords } from '../classifier/segmenter.js';
import { NEVER_ALONE, STOP_WORDS } from '../classifier/stop-words.js';

/** How much of a text is looked at: who writes a dictionary must not learn which of its words somebody else wrote. */
const lookedAt = 200;
/** How many shared words are shown. */
const shownWords = 4;

/** Things that are named by one character and are hardly ever part of a name. */
const shortObjects = '灯门窗床桌椅碗筷水电饭菜汤肉蛋锅墙路树网盆被垫钟伞鞋药虫鼠';

/** Nouns, verbs and adjectives; no personal names, place names, numbers, times, nor what is in no dictionary. */
const telling = /^(n|v|a|an|vn|ng|vg|l|i|b)$/;

/** A text, read for what it is about. */
export interface ReadWords {
  /** Made comparable, as far as it is looked at. */
  text: string;
  /** Things, and what is the matter with them. */
  words: ReadonlySet<string>;
}

/** Reads the words of a text that say what it is about. */
export function objectWords(raw: string): ReadWords {
  const { text } = normaliseText([...raw].slice(0, lookedAt).join(''));
  const words = tagWords(text)
    .filter(({ word, tag }) => telling.test(tag) && isTelling(word))
    .map(({ word }) => word);
  return { text, words: new Set([...words, ...[...shortObjects].filter((letter) => text.includes(letter))]) };
}

/** 豆豆, 乐乐, 妈妈: words that repeat a character are what children and relatives are called. */
const isTelling = (word: string): boolean =>
  [...word].length > 1 &&
  /^\p{Script=Han}+$/u.test(word) &&
  !/^(.)\1+$/u.test(word) &&
  !STOP_WORDS.has(word) &&
  !NEVER_ALONE.has(word);

/**
 * The words that stand in both texts, the longest first; what is part of a name that the school knows is left out. One
 * says 楼梯的扶手 and the other 楼梯扶手, so it is enough that one of the two is cut into these words.
 * @param names of children and staff
 */
export function sharedWords(mine: ReadWords, other: ReadWords, names: readonly string[]): string[] {
  const shared = [...new Set([...mine.words, ...other.words])].filter(
    (word) =>
      mine.text.includes(word) && other.text.includes(word) && !names.some((name) => name.includes(word)),
  );
  // 灯 says nothing more where 路灯 stands already.
  const whole = shared.filter((word) => !shared.some((longer) => longer !== word && longer.includes(word)));
  return whole.sort((a, b) => b.length - a.length).slice(0, shownWords);
}
