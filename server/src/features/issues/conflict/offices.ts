import { foldClassrooms, foldNames, SURNAMES } from './name-characters.js';
import type { Bearer, NameHits } from './name-hits.js';
import type { NameContext } from './known-staff.js';
import { ACCUSES_YOU, CONJUNCTIONS, GREETING, roleWords, SMALL_WORDS } from './name-words.js';
import { WordBounds } from './word-bounds.js';

const SPEECH = /^(?:[说打骂让叫对跟管也都]|$|[^\p{Script=Han}])/u;

/** 园长, 保健医, 门卫, … where only one person is that; of several heads each may be meant, of several guards nobody. */
export function byRole(hits: NameHits): void {
  for (const [role, word] of roleWords) {
    const holders = hits.bearers.filter((one) => one.roles.some((held) => held.role === role));
    if (holders.length === 0 || (holders.length > 1 && role !== 'principal')) continue;
    const greetings = role === 'principal' ? greetingsIn(hits.text) : [];
    const means = [...hits.text.matchAll(word)].some(
      ({ 0: found, index }) =>
        !hasSurname(hits, index) &&
        isWord(hits, index, index + found.length) &&
        !greetings.some(({ start, end }) => start <= index && index < end),
    );
    if (means) hits.add(holders, true);
  }
}

/** Where "园长您好" merely turns to her; nowhere if the text then holds something against "you". */
function greetingsIn(text: string): { start: number; end: number }[] {
  if (ACCUSES_YOU.test(text.replace(GREETING, ''))) return [];
  return [...text.matchAll(GREETING)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** 幼儿园长期没有热水 and 学校长满了草 speak of nobody; 幼儿园长说 does. */
function isWord({ text, bounds }: NameHits, start: number, end: number): boolean {
  return bounds.across(start, start, end) === null || SPEECH.test(text.slice(end));
}

/** 李园长 is whoever is called 李, here or elsewhere. */
function hasSurname(
  { text, bounds, bearers }: Pick<NameHits, 'text' | 'bounds' | 'bearers'>,
  start: number,
): boolean {
  const before = text[start - 1] ?? '';
  if (SMALL_WORDS.has(before) || CONJUNCTIONS.has(before)) return false;
  if (!SURNAMES.has(before) && !bearers.some((one) => one.surname === before)) return false;
  return bounds.across(start - 1, start - 1, start) === null;
}

/** The class teacher: of the classroom that stands before the word, else of any that is named or is the writer's own. */
export function byOffice(hits: NameHits, { classrooms, ownClassrooms }: NameContext): void {
  const text = foldClassrooms(hits.text);
  const known = classrooms.map(({ id, name }) => ({ id, name: foldClassrooms(foldNames(name)) }));
  const mentioned = known.filter(({ name }) => text.includes(name)).map(({ id }) => id);
  const teachers = (ids: readonly number[]): Bearer[] =>
    hits.bearers.filter((one) => one.roles.some((held) => isClassTeacherOf(held, ids)));
  const folded = { text, bounds: new WordBounds(text), bearers: hits.bearers };
  for (const { index } of text.matchAll(/班主任/g)) {
    if (hasSurname(folded, index)) continue;
    // 小二班主任 is said for 小二班班主任.
    const before = [text.slice(0, index).replace(/的$/, ''), text.slice(0, index + 1)];
    const rightBefore = known.find(({ name }) => before.some((words) => words.endsWith(name)));
    const own = ownClassrooms === 'hidden' ? [] : ownClassrooms;
    const meant = rightBefore ? [rightBefore.id] : [...new Set([...mentioned, ...own])];
    for (const id of meant) hits.add(teachers([id]), true);
    // Which classroom it is would tell who stands behind the seal; so all of them are kept out until a person decides.
    if (meant.length === 0 && ownClassrooms === 'hidden')
      hits.add(teachers(known.map(({ id }) => id)), false);
  }
}

const isClassTeacherOf = (
  { role, classroomId }: Bearer['roles'][number],
  classrooms: readonly number[],
): boolean => role === 'class_teacher' && classroomId !== null && classrooms.includes(classroomId);
