import { segment } from './segmenter.js';
import { normaliseText, type NormalisedText } from './normalise.js';

/** Longest run of characters that counts as one feature. */
export const LONGEST_GRAM = 3;

/** Families of features: runs of one, two, three characters, words, pairs of neighbouring words. */
const FAMILIES = '123wp';
export const FAMILY_COUNT = FAMILIES.length;

/** People say first what it is about, so what stands in the first characters counts a little more. */
const LEAD_LENGTH = 30;
const LEAD_WEIGHT = 1.5;

/** One text, read: normalised, cut into words, and its features counted. */
export interface ReadText {
  normalised: NormalisedText;
  words: string[];
  counts: Map<string, number>;
}

/** One place where a feature stands: `length` characters from `at`, with the weight of that place. */
export type Visit = (key: string, at: number, length: number, weight: number) => void;

/** The family of a feature key, 0 to FAMILY_COUNT − 1. */
export function familyOf(key: string): number {
  return FAMILIES.indexOf(key.charAt(0));
}

/** Reads a text: everything that training, prediction and explanation need of it. */
export function readText(raw: string): ReadText {
  const normalised = normaliseText(raw);
  const words = segment(normalised.text);
  const counts = new Map<string, number>();
  visitFeatures(normalised.text, words, (key, _at, _length, weight) => {
    counts.set(key, (counts.get(key) ?? 0) + weight);
  });
  return { normalised, words, counts };
}

/**
 * Calls `visit` for every occurrence of every feature. A text of n characters has at most 3n runs, n words and
 * n pairs, so the work grows with the length and never faster.
 */
export function visitFeatures(text: string, words: readonly string[], visit: Visit): void {
  const weightAt = (at: number): number => (at < LEAD_LENGTH ? LEAD_WEIGHT : 1);
  for (let size = 1; size <= LONGEST_GRAM; size++) {
    for (let at = 0; at + size <= text.length; at++) {
      const gram = text.slice(at, at + size);
      if (!gram.includes(' ')) visit(`${size}${gram}`, at, size, weightAt(at));
    }
  }
  let at = 0;
  let previous: string | undefined;
  for (const word of words) {
    if (word.trim() === '') {
      previous = undefined;
    } else {
      visit(`w${word}`, at, word.length, weightAt(at));
      if (previous !== undefined) {
        visit(`p${previous} ${word}`, at - previous.length, previous.length + word.length, weightAt(at));
      }
      previous = word;
    }
    at += word.length;
  }
}
