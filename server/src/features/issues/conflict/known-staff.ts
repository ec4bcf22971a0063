import type { StaffRole } from '#shared/people/vocabulary.js';

/** Somebody who works at the school, with all that she is called by. */
export interface KnownStaff {
  personId: number;
  name: string;
  nicknames: readonly string[];
  roles: readonly { role: StaffRole; classroomId: number | null }[];
}

/** The school as far as names are concerned, and what is known of who wrote. */
export interface NameContext {
  staff: readonly KnownStaff[];
  classrooms: readonly { id: number; name: string }[];
  /** Classrooms of the writer's children; `hidden` where a seal must not be looked behind. */
  ownClassrooms: readonly number[] | 'hidden';
}

/** Whom a text names. */
export interface NamedStaff {
  /** Meant for certain. */
  named: Set<number>;
  /** Each a group of whom one or several are meant, or perhaps nobody: a person has to decide. */
  surname: number[][];
}
