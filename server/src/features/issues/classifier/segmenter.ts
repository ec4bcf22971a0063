import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let segmenter: Jieba | undefined;

/** The dictionary is large, so it loads once and only when the first text arrives. */
function loaded(): Jieba {
  segmenter ??= Jieba.withDict(dict);
  return segmenter;
}

/** Cuts a normalised text into words; joined again, the pieces are exactly the text. */
export function segment(text: string): string[] {
  return loaded().cut(text, true);
}

/**
 * The words of a short text that stand in the dictionary, with their parts of speech; of what is in none, each
 * character alone, because no word is guessed.
 */
export function dictionaryWords(text: string): { word: string; tag: string }[] {
  return loaded().tag(text, false);
}

/** The words of a short text with their parts of speech ("nr…" for personal names, "x" for what is in no dictionary). */
export function tagWords(text: string): { word: string; tag: string }[] {
  return loaded().tag(text, true);
}
