import type { FieldClass, FieldReach } from '#shared/people/field-classes.js';
import { fieldClasses, guardianFields, staffFields } from '#shared/people/field-classes.js';
import { keysOf } from '#shared/platform/keys.js';
import { hasRole, isKeptFrom, leads } from '../../platform/auth/actor.js';
import type { Affiliations, StaffPosition } from '../../platform/auth/actor.js';
import type { Child } from './people.entity.js';

type Whose = Pick<Child, 'id' | 'schoolId' | 'classroomId'>;

const all = keysOf(fieldClasses);

/** The classes of fields that somebody may see of a child. None: the child does not exist for her. */
export function fieldsOf(actor: Affiliations, child: Whose): FieldClass[] {
  if (isKeptFrom(actor, child.id)) return [];
  const own = actor.children
    .filter((one) => one.childId === child.id)
    .flatMap(({ rights }) => rights.flatMap((right) => guardianFields[right]));
  const positions = actor.positions.filter(({ school }) => school.id === child.schoolId);
  const byOffice = (one: FieldClass) =>
    positions.some((position) => reaches(staffFields[position.role][one], position, child));
  return all.filter((one) => own.includes(one) || byOffice(one));
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

/** Who keeps an adult from a child, and lifts it: the closed room, because the reason is of the protection class. */
export function mayManageBars(actor: Affiliations, child: Whose): boolean {
  if (isKeptFrom(actor, child.id)) return false;
  return hasRole(actor, child.schoolId, 'safeguarding_lead', 'safeguarding_deputy');
}

/** Whether somebody may consent for the child, and so say who else belongs to her. */
export function decidesFor(actor: Affiliations, childId: number): boolean {
  return actor.children.some((one) => one.childId === childId && one.rights.includes('authority'));
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
