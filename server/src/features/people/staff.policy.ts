import { fieldClasses, staffFields } from '#shared/people/field-classes.js';
import type { FieldClass, FieldReach } from '#shared/people/field-classes.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { keysOf } from '#shared/platform/keys.js';
import { hasRole, leads, rolesIn } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';

/** Roles of the closed room. */
export const safeguardingRoles = ['safeguarding_lead', 'safeguarding_deputy'] as const;
const isSafeguarding = (role: StaffRole): boolean => safeguardingRoles.some((one) => one === role);

/** Roles that open more than an administrator may see. Who could give them freely could give them to herself. */
export const isReserved = (role: StaffRole): boolean => role === 'principal' || isSafeguarding(role);

/** Roles that may be held in one classroom. */
export const isOfClassroom = (role: StaffRole): boolean =>
  role === 'class_teacher' || role === 'subject_teacher';

/** @throws ProblemError `forbidden` unless the actor may give this role to this person (null: somebody new) */
export function assertMayGive(
  actor: Actor,
  school: SchoolId,
  role: StaffRole,
  personId: number | null,
): void {
  if (personId === actor.personId && opensMore(actor, school, role))
    throw new ProblemError('forbidden', {
      detail: '这个岗位能看到的，比您现在能看的多，不能自己给自己。请让园长/校长来给。',
    });
  if (!isReserved(role)) return;
  if (!hasRole(actor, school, 'principal'))
    throw new ProblemError('forbidden', { detail: '园长/校长和安全保护岗位，只能由园长/校长来给。' });
  // Who works in the closed room is always chosen by another one.
  if (isSafeguarding(role) && personId === actor.personId)
    throw new ProblemError('forbidden', { detail: '安全保护岗位不能给自己。' });
}

/** Whether a role opens a class of a child's fields further than the actor may see them here. */
function opensMore(actor: Actor, school: SchoolId, role: StaffRole): boolean {
  const reach = (one: StaffRole, fields: FieldClass) => reaches.indexOf(staffFields[one][fields]);
  const held = rolesIn(actor, school);
  return keysOf(fieldClasses).some(
    (fields) => reach(role, fields) > Math.max(0, ...held.map((one) => reach(one, fields))),
  );
}
const reaches: readonly FieldReach[] = ['none', 'classroom', 'school'];

/** Where a person works, and in which roles. */
export interface Engagement {
  schoolId: SchoolId;
  roles: readonly StaffRole[];
}

/**
 * Whoever gets a first password or a binding code can act as that person, everywhere.
 * @throws ProblemError `state_conflict` if she also works where the actor does not lead, `forbidden` if she may open
 * more than the actor
 */
export function assertMayIssueSignIn(actor: Actor, engagements: readonly Engagement[]): void {
  if (!engagements.every(({ schoolId }) => leads(actor, schoolId)))
    throw new ProblemError('state_conflict', {
      detail: '这位老师还在别的学校工作，这里不能单独改她的登录方式。',
    });
  const beyond = engagements.some(
    ({ schoolId, roles }) => roles.some(isReserved) && !hasRole(actor, schoolId, 'principal'),
  );
  if (beyond)
    throw new ProblemError('forbidden', { detail: '园长/校长和安全保护岗位的登录，只能由园长/校长来办。' });
}
