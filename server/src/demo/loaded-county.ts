import type { Person } from '../platform/auth/identity.entity.js';
import type { SchoolId } from '../platform/database/ids.js';
import type { DemoSchoolKey } from './demo.types.js';

export interface Named {
  id: number;
  token: string;
  name: string;
}

export interface LoadedChild extends Named {
  school: DemoSchoolKey;
  household: string;
}

export interface LoadedSchool {
  id: SchoolId;
  token: string;
  classrooms: Map<string, Named>;
  places: Map<string, Named>;
  /** By code of the default categories. */
  categories: Map<string, Named>;
}

/** What has been written, by the names that the demo's files use. */
export class LoadedCounty {
  readonly schools = new Map<DemoSchoolKey, LoadedSchool>();
  readonly people = new Map<string, Person>();
  /** Account of a person who has bound one. */
  readonly accounts = new Map<string, number>();
  readonly children: LoadedChild[] = [];

  school(key: DemoSchoolKey): LoadedSchool {
    return found(this.schools.get(key), key);
  }

  /** @param key login name of staff, or `household/relation` */
  person(key: string): Person {
    return found(this.people.get(key), key);
  }
}

/** A name in the demo's files that leads to nothing is a mistake in them. */
export function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The demo data refer to ${name}, which is not there`);
  return value;
}
