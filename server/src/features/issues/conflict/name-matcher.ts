import { foldNames } from './name-characters.js';
import { NameHits } from './name-hits.js';
import type { NameContext, NamedStaff } from './known-staff.js';
import { byGivenName, byFullName, byNickname } from './own-names.js';
import { byOffice, byRole } from './offices.js';
import { bySurname } from './surnames.js';

/**
 * Finds the staff that a text names: by full name, surname or given name with an office, nickname, or an office that
 * only one person holds. "老师" alone names nobody. Children and parents of the same name make no difference: better
 * one member of staff too many is kept out until a person has decided than one too few.
 */
export function namedStaff(raw: string, context: NameContext): NamedStaff {
  const hits = new NameHits(foldNames(raw), context.staff);
  byFullName(hits);
  byNickname(hits);
  byGivenName(hits);
  bySurname(hits);
  byRole(hits);
  byOffice(hits, context);
  return hits.result();
}
