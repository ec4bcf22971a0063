import { dictionaryWords } from './classifier/segmenter.js';
import type { KnownStaff } from './conflict/known-staff.js';
import { namedStaff } from './conflict/name-matcher.js';

/**
 * Ids of the staff whom a text calls by a name of hers, or may. An office alone (园长, 保健老师) names nobody here: what
 * a school tells everybody says whom to turn to.
 */
export function staffMentionedIn(text: string, staff: readonly Omit<KnownStaff, 'roles'>[]): Set<number> {
  const known = staff.map((one) => ({ ...one, roles: [] }));
  const { named, surname } = namedStaff(text, { staff: known, classrooms: [], ownClassrooms: 'hidden' });
  return new Set([...named, ...surname.flat()]);
}

/** Whether these characters are one word of the language, and not only a name: 高兴, 文静. */
export function isOrdinaryWord(name: string): boolean {
  const [word, ...more] = dictionaryWords(name);
  return word !== undefined && more.length === 0 && !/^(nr|x)/.test(word.tag);
}
