import type { StaffRole } from '#shared/people/vocabulary.js';
import type { DemoRole, DemoStaff } from '../demo.types.js';

/** `role` in the whole school, or in one classroom. */
export const as = (role: StaffRole, classroom: string | null = null): DemoRole => ({ role, classroom });

/** A member of staff with a bound WeChat account. */
export const staff = (key: string, name: string, ...roles: DemoRole[]): DemoStaff => ({
  key,
  name,
  roles,
  bound: true,
  leftDaysAgo: null,
});

/** Works at the computer of the office only. */
export const unbound = (member: DemoStaff): DemoStaff => ({ ...member, bound: false });

/** Has left: roles, login and binding ended so many days ago. */
export const left = (daysAgo: number, member: DemoStaff): DemoStaff => ({ ...member, leftDaysAgo: daysAgo });
