import type { Example } from './train.js';

const SEPARATORS = /[\s、，,；;/／|()（）·与和及]+/u;

/**
 * What a category is called teaches as well: its whole name and, where it names several things ("师德、教学与班级管理"),
 * each of them, as examples for the lexicon. That is much where a category has few examples, and nothing where it has
 * many. A name without a letter or digit teaches nothing.
 * @param names the name of each label
 */
export function examplesOfNames(names: ReadonlyMap<string, string>): Example[] {
  return [...names].flatMap(([label, name]) => {
    const parts = name.split(SEPARATORS).filter((part) => part !== '');
    return [...new Set([name, ...parts])].map((text) => ({ text, label }));
  });
}
