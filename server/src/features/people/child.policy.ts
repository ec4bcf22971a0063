import { hasRole } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Child } from './people.entity.js';

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
