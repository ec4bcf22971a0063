import { rolesIn } from '../../platform/auth/actor.js';
import type { Affiliations } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** Whether somebody has a child at the school. */
export function isFamilyOf(actor: Affiliations, school: SchoolId): boolean {
  return actor.children.some((child) => child.school.id === school);
}

/** Families and visitors evaluate. Who works at the school does so only for a child of her own. */
export function mayEvaluate(actor: Affiliations | null, school: SchoolId): boolean {
  return actor === null || isFamilyOf(actor, school) || rolesIn(actor, school).length === 0;
}
