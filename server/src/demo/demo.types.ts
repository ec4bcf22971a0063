import type { DefaultCategory } from '#shared/issues/vocabulary.js';
import type { RegionRole, Relation, SchoolKind, StaffRole } from '#shared/people/vocabulary.js';

/** Password of every login of the demo. It guards nothing: the demo listens on loopback only. */
export const demoPassword = 'taoyuan-2026';

/** How an adult stands to the children of a household; decides which of the four rights she holds, and on what evidence. */
export type Standing =
  /** Parent who lives with the child. */
  | 'home'
  /** Parent who works in another city: decides and is told, does not collect. */
  | 'away'
  /** Relative who lives with the child while the parents are away, or with all of them. */
  | 'carer'
  /** Relative who cares by a written agreement with an end. */
  | 'entrusted'
  /** Parent of a second household after a separation. */
  | 'apart'
  /** Relative who lives elsewhere and only collects. */
  | 'nearby'
  /** Adult whose rights a court has ended. */
  | 'barred';

export interface DemoAdult {
  relation: Relation;
  name: string;
  standing: Standing;
  /** City where she works; null when at home. */
  city: string | null;
}

export interface DemoChild {
  name: string;
  classroom: string;
  /** Month and day of birth, `MM-DD`; the year follows from the classroom, so the ages stay true. */
  born: string;
}

/** One household. Its adults are known as `key/relation`. */
export interface DemoHousehold {
  key: string;
  children: readonly DemoChild[];
  /** Households whose children also belong here; the vote stays with the other one. */
  alsoOf: readonly string[];
  adults: readonly DemoAdult[];
  /** Nobody of the household has a phone. */
  phoneless: boolean;
}

/** A phone with WeChat on it: one account, and whoever uses it; the first is the one who is there mostly. */
export interface DemoPhone {
  /** The openid is `demo-openid-<slug>`. */
  slug: string;
  people: readonly string[];
  /** Subscriptions left for messages about progress. */
  credits: number;
}

export interface DemoRole {
  role: StaffRole;
  classroom: string | null;
}

export interface DemoStaff {
  /** Pinyin: login name, and the openid `demo-openid-<key>` with a dash in place of the dot. */
  key: string;
  name: string;
  roles: readonly DemoRole[];
  /** Whether she has bound her WeChat account. */
  bound: boolean;
  /** Set for who has left: so many days ago. */
  leftDaysAgo: number | null;
}

export interface DemoOfficer {
  key: string;
  name: string;
  role: RegionRole;
}

/** Assignment rule by names; exactly one of `role` and `person`. */
export interface DemoRule {
  category?: DefaultCategory;
  place?: string;
  classroom?: string;
  role?: StaffRole;
  person?: string;
  backupRole?: StaffRole;
  backupPerson?: string;
}

export type DemoSchoolKey = 'kindergarten' | 'primary';

export interface DemoSchool {
  key: DemoSchoolKey;
  kind: SchoolKind;
  name: string;
  classrooms: readonly string[];
  places: readonly string[];
  staff: readonly DemoStaff[];
  rules: readonly DemoRule[];
}
