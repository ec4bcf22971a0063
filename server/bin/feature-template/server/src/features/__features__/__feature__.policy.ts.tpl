import { hasRole } from '../../platform/auth/actor.js';
import type { Affiliations } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** Everybody of the school: staff, and who has a child there. */
export function maySee(actor: Affiliations, school: SchoolId): boolean {
  return [...actor.positions, ...actor.children].some((one) => one.school.id === school);
}

/** Principal and administrator. */
export function mayCreate(actor: Affiliations, school: SchoolId): boolean {
  return hasRole(actor, school, 'principal', 'school_admin');
}
