import { foldClassrooms, foldNames, partsOf, SURNAMES } from './conflict/name-characters.js';
import { namedStaff } from './conflict/name-matcher.js';
import type { KnownStaff, NameContext } from './conflict/known-staff.js';
import { OFFICE } from './conflict/name-words.js';

/**
 * Whether a text speaks of somebody: of staff by any of their names or offices, or of anybody at all by a surname with
 * an office (张老师). Better one text too many than one too few: who asks turns it away with a kind word.
 */
export function namesSomebody(
  text: string,
  { staff, classrooms }: Omit<NameContext, 'ownClassrooms'>,
): boolean {
  const known = namedStaff(text, { staff, classrooms, ownClassrooms: 'hidden' });
  if (known.named.size > 0 || known.surname.length > 0) return true;
  const anybody = namedStaff(text, { staff: anybodyIn(text), classrooms: [], ownClassrooms: [] });
  return anybody.named.size > 0 || anybody.surname.length > 0;
}

/** Whether a text speaks of one classroom, however it is written (小一班, 小(1)班). */
export function namesClassroom(text: string, classrooms: NameContext['classrooms']): boolean {
  const folded = foldClassrooms(foldNames(text));
  return classrooms.some(({ name }) => folded.includes(foldClassrooms(foldNames(name))));
}

/** Whoever could be meant by what stands before an office, as if she worked here. */
function anybodyIn(text: string): KnownStaff[] {
  const before = [...foldNames(text).matchAll(new RegExp(`(?=(\\p{Script=Han}{1,4})${OFFICE})`, 'gu'))];
  const surnames = new Set(
    before.flatMap(({ 1: characters = '' }) =>
      [...characters].flatMap((_, at) => {
        const { surname } = partsOf(`${characters.slice(at)}某`);
        return surname.length > 1 || SURNAMES.has(surname) ? [surname] : [];
      }),
    ),
  );
  return [...surnames].map((surname, index) => ({
    personId: -1 - index,
    name: `${surname}某某`,
    nicknames: [],
    roles: [],
  }));
}
