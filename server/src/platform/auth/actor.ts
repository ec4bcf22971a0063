import type { GuardianshipRight, RegionRole, Relation, StaffRole } from '#shared/people/vocabulary.js';
import type { SchoolId } from '../database/ids.js';
import { ProblemError } from '../http/problem-error.js';

export interface SchoolRef {
  id: SchoolId;
  token: string;
}

/** A role held today. */
export interface StaffPosition {
  school: SchoolRef;
  role: StaffRole;
  classroomId: number | null;
}

/** A child of whom the person is a guardian today. */
export interface Guarded {
  school: SchoolRef;
  childId: number;
  /** Public name of the child. */
  token: string;
  classroomId: number | null;
  relation: Relation;
  rights: readonly GuardianshipRight[];
}

/** What a person is, today: the base of every decision about what she may do. */
export interface Affiliations {
  positions: readonly StaffPosition[];
  regionRoles: readonly { regionId: number; role: RegionRole }[];
  children: readonly Guarded[];
  /** Children whom schools have given to her as 儿童主任; she is not of these schools. */
  given: readonly { school: SchoolRef; childId: number }[];
  /** Children of whom nothing may reach this person, or whoever shares her phone, by order: their ids. */
  keptFrom: readonly number[];
}

/** The person who acts in a request. */
export interface Actor extends Affiliations {
  sessionId: number;
  accountId: number | null;
  personId: number;
  token: string;
  name: string;
  /** She has a picture PIN and has not tapped it on this phone lately: what is sensitive stays shut. */
  locked: boolean;
  /** Known to no school: only routes that say so are open to her. */
  visitor: boolean;
}

/** Where the platform learns what a person is; the people feature answers. */
export abstract class AffiliationSource {
  /**
   * @param onPhone everybody who uses the phone in use: who is kept from a child keeps everybody on that phone from her
   */
  abstract of(personId: number, onPhone?: Promise<readonly number[]>): Promise<Affiliations>;
}

/** Whether nothing of this child may reach the actor, by order of a court or another authority. */
export function isKeptFrom(actor: Affiliations, childId: number | null): boolean {
  return childId !== null && actor.keptFrom.includes(childId);
}

/** Roles that a person holds in a school. */
export function rolesIn(actor: Affiliations, school: SchoolId): StaffRole[] {
  return actor.positions.filter((position) => position.school.id === school).map((position) => position.role);
}

export function hasRole(actor: Affiliations, school: SchoolId, ...roles: StaffRole[]): boolean {
  return rolesIn(actor, school).some((role) => roles.includes(role));
}

/** The schools that a person belongs to, as staff or through a child. */
export function schoolsOf(actor: Affiliations): SchoolRef[] {
  const all = [...actor.positions, ...actor.children].map((one) => one.school);
  return [...new Map(all.map((school) => [school.id, school])).values()];
}

/**
 * The school that a request is about: the one named by `token` if the person belongs to it, or her only one.
 * Any other school is "not found", as if it did not exist.
 */
export function schoolOf(actor: Affiliations, token: string | undefined): SchoolRef {
  const schools = schoolsOf(actor);
  const school =
    token === undefined
      ? schools.length === 1
        ? schools[0]
        : undefined
      : schools.find((one) => one.token === token);
  if (school) return school;
  if (token === undefined && schools.length > 1) {
    throw new ProblemError('invalid_input', { errors: [{ path: 'school', message: '请选择是哪所学校' }] });
  }
  throw new ProblemError('not_found');
}

/** The school that the actor leads as principal or administrator, and may therefore configure. */
export function configuredSchoolOf(actor: Affiliations, token: string | undefined): SchoolId {
  const { id } = schoolOf(actor, token);
  if (!leads(actor, id)) throw new ProblemError('forbidden');
  return id;
}

/** Whether somebody leads a school: as principal or administrator. */
export function leads(actor: Affiliations, school: SchoolId): boolean {
  return hasRole(actor, school, 'principal', 'school_admin');
}
