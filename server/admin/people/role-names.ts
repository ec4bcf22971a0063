import { staffRoles, type StaffRole } from '#shared/people/vocabulary.js';

/** Every role as a choice of a picker. */
export const roleChoices = (Object.keys(staffRoles) as StaffRole[]).map((role) => ({
  value: role,
  label: staffRoles[role],
}));

/** Roles that are held in one classroom, not in the school as a whole. */
export function needsClassroom(role: StaffRole | undefined): boolean {
  return role === 'class_teacher' || role === 'subject_teacher';
}

/** "王建国（后勤）": a person as somebody who must choose among several wants to read it. */
export function withRoles(name: string, roles: readonly StaffRole[]): string {
  const words = [...new Set(roles)].map((role) => staffRoles[role]).join('、');
  return words === '' ? name : `${name}（${words}）`;
}
