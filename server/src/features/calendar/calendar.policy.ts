import type { Affiliations } from '../../platform/auth/actor.js';
import { leads } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** Everybody of a school may know when it works; who leads it decides that. */
export function keepsCalendar(actor: Affiliations, school: SchoolId): boolean {
  return leads(actor, school);
}
