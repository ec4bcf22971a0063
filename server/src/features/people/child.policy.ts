import type { FieldClass, FieldReach } from '#shared/people/field-classes.js';
import {
  emergencyFields,
  fieldClasses,
  guardianFields,
  regionFields,
  staffFields,
} from '#shared/people/field-classes.js';
import { keysOf } from '#shared/platform/keys.js';
import { hasRole, isKeptFrom, leads } from '../../platform/auth/actor.js';
import type { Affiliations, StaffPosition } from '../../platform/auth/actor.js';
import type { BreakGlass } from './break-glass/break-glass.entity.js';
import type { SchoolId } from '../../platform/database/ids.js';
import type { Child } from './people.entity.js';

type Whose = Pick<Child, 'id' | 'schoolId' | 'classroomId'>;

type ReviewedOpening = Pick<BreakGlass, 'schoolId' | 'childId' | 'openedById' | 'officeRegionId'>;

const all = keysOf(fieldClasses);

/**
 * The classes of fields that somebody may see of a child. None: the child does not exist for her. What she sees by a
 * child's being given to her waits for the family's consent besides, see `seesByVillage`.
 * @param opened classes that she has opened for a reason and that stand open now; they count only as far as her offices
 *   of today may open them
 */
export function fieldsOf(
  actor: Affiliations,
  child: Whose,
  opened: readonly FieldClass[] = [],
): FieldClass[] {
  if (isKeptFrom(actor, child.id)) return [];
  const own = actor.children
    .filter((one) => one.childId === child.id)
    .flatMap(({ rights }) => rights.flatMap((right) => guardianFields[right]));
  const positions = actor.positions.filter(({ school }) => school.id === child.schoolId);
  const byOffice = (one: FieldClass) =>
    positions.some((position) => reaches(staffFields[position.role][one], position, child));
  const isGiven = seesByVillage(actor, child);
  const byVillage = (one: FieldClass) => isGiven && regionFields.village_officer[one] === 'given';
  const forReason = opened.length === 0 ? [] : openableFields(actor, child);
  const isOpen = (one: FieldClass) => opened.includes(one) && forReason.includes(one);
  return all.filter((one) => own.includes(one) || byOffice(one) || byVillage(one) || isOpen(one));
}

/**
 * The classes of fields that somebody may open for a reason: of a child whom she sees by an office that may open them,
 * and never of a child of her own, nor of one from whom she is kept.
 * @param withheld classes that her office shows and no consent opens now: in an emergency a reason opens these too, as
 *   far as the office reaches and no further
 */
export function openableFields(
  actor: Affiliations,
  child: Whose,
  withheld: readonly FieldClass[] = [],
): FieldClass[] {
  if (actor.children.some((one) => one.childId === child.id)) return [];
  const byOffice = fieldsOf(actor, child);
  const seen = byOffice.filter((one) => !withheld.includes(one));
  const may = actor.positions
    .filter((position) => position.school.id === child.schoolId)
    .filter((position) => reaches(staffFields[position.role].basic, position, child))
    .flatMap(({ role }) => emergencyFields[role]);
  const opens = (one: FieldClass) => may.includes(one) || (withheld.includes(one) && byOffice.includes(one));
  return seen.length === 0 ? [] : all.filter((one) => opens(one) && !seen.includes(one));
}

/**
 * Whether somebody sees the health class by an office that needs the family's consent for it. A guardian sees her own
 * child; who protects children acts by law.
 */
export function seesHealthByConsent(actor: Affiliations, child: Whose): boolean {
  const isGuardian = actor.children.some(
    ({ childId, rights }) =>
      childId === child.id && rights.some((right) => guardianFields[right].includes('health')),
  );
  return !isGuardian && !hasRole(actor, child.schoolId, 'safeguarding_lead', 'safeguarding_deputy');
}

function reaches(reach: FieldReach, { classroomId }: StaffPosition, child: Whose): boolean {
  if (reach === 'school') return true;
  return reach === 'classroom' && classroomId !== null && classroomId === child.classroomId;
}

/** Who keeps a child's family in order: who leads the school, and the class teacher of the child. */
export function mayManageFamily(actor: Affiliations, child: Whose): boolean {
  if (isKeptFrom(actor, child.id)) return false;
  return leads(actor, child.schoolId) || isClassTeacherOf(actor, child);
}

/** Whether a school has given the child to the reader as 儿童主任. */
export function seesByVillage(actor: Affiliations, child: Pick<Child, 'id'>): boolean {
  return actor.given.some((one) => one.childId === child.id);
}

/**
 * Whether somebody sees a child's family by nothing but the child's being given to her.
 * @param opened classes that she has opened for a reason and that stand open now
 */
export function seesFamilyByVillageAlone(
  actor: Affiliations,
  child: Whose,
  opened: readonly FieldClass[] = [],
): boolean {
  return seesByVillage(actor, child) && !fieldsOf({ ...actor, given: [] }, child, opened).includes('family');
}

/** Who gives a child to a 儿童主任: who leads the school, because her family becomes known outside of it. */
export function mayGiveToVillage(actor: Affiliations, child: Whose): boolean {
  return !isKeptFrom(actor, child.id) && leads(actor, child.schoolId);
}

/** Who writes down what must be known of a child's health: who decides for her or lives with her, and who looks after it. */
export function mayKeepHealth(actor: Affiliations, child: Whose): boolean {
  const isFamily = actor.children.some(
    ({ childId, rights }) =>
      childId === child.id && rights.some((right) => guardianFields[right].includes('health')),
  );
  return isFamily || mayManageFamily(actor, child) || hasRole(actor, child.schoolId, 'health');
}

/** Who says in which classroom a child is: who leads the school. */
export function mayMoveChild(actor: Affiliations, child: Whose): boolean {
  return !isKeptFrom(actor, child.id) && leads(actor, child.schoolId);
}

/** Ids of the classrooms whose children somebody may see by office, or all of a school. */
export function classroomsSeenBy(actor: Affiliations, school: SchoolId): number[] | 'all' {
  const here = actor.positions.filter((position) => position.school.id === school);
  if (here.some(({ role }) => staffFields[role].basic === 'school')) return 'all';
  return here.flatMap(({ role, classroomId }) =>
    staffFields[role].basic === 'classroom' && classroomId !== null ? [classroomId] : [],
  );
}

/** Who keeps an adult from a child, and lifts it: the closed room, because the reason is of the protection class. */
export function mayManageBars(actor: Affiliations, child: Whose): boolean {
  if (isKeptFrom(actor, child.id)) return false;
  return hasRole(actor, child.schoolId, 'safeguarding_lead', 'safeguarding_deputy');
}

/** Whether somebody may consent for the child, and so say who else belongs to her. */
export function decidesFor(actor: Affiliations, childId: number): boolean {
  return actor.children.some((one) => one.childId === childId && one.rights.includes('authority'));
}

/** Who looks at why somebody opened fields: the closed room, never who opened them. */
export function mayReviewOpening(
  actor: Affiliations & { personId: number },
  opening: ReviewedOpening,
): boolean {
  if (isKeptFrom(actor, opening.childId) || actor.personId === opening.openedById) return false;
  if (hasRole(actor, opening.schoolId, 'safeguarding_lead', 'safeguarding_deputy')) return true;
  return actor.regionRoles.some(
    ({ role, regionId }) => role === 'county_safeguarding' && regionId === opening.officeRegionId,
  );
}

export function isClassTeacherOf(actor: Affiliations, { schoolId, classroomId }: Whose): boolean {
  return actor.positions.some(
    (position) =>
      position.school.id === schoolId &&
      position.role === 'class_teacher' &&
      position.classroomId !== null &&
      position.classroomId === classroomId,
  );
}
