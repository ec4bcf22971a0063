import { hasRole, leads } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Child } from './people.entity.js';

/**
 * Who may arrange something for the family of a child, as a member of staff who knows her: the class teacher, and who
 * leads the school. The same people may write a report down for a guardian.
 */
export function mayArrangeFor(actor: Actor, child: Child): boolean {
  return (
    leads(actor, child.schoolId) ||
    actor.positions.some(
      ({ school, role, classroomId }) =>
        school.id === child.schoolId &&
        role === 'class_teacher' &&
        classroomId !== null &&
        classroomId === child.classroomId,
    )
  );
}

/** Who may open a child's page: her guardians, the teachers of her classroom, the principal. Nobody else. */
export function mayReadChild(actor: Actor, child: Child): boolean {
  if (actor.children.some((one) => one.childId === child.id)) return true;
  if (hasRole(actor, child.schoolId, 'principal')) return true;
  return actor.positions.some(
    ({ school, role, classroomId }) =>
      school.id === child.schoolId &&
      (role === 'class_teacher' || role === 'subject_teacher') &&
      classroomId !== null &&
      classroomId === child.classroomId,
  );
}
