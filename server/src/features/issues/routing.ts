import { Injectable } from '@nestjs/common';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { PeopleDirectory } from '../people/people.port.js';
import { RoutingRule } from './issue.entity.js';

export interface RoutingFacts {
  categoryId: number | null;
  placeId: number | null;
  classroomId: number | null;
}

export interface Owner {
  personId: number;
  role: StaffRole | null;
  /** Which rung found her. */
  by: 'rule' | 'backup' | 'fallback';
}

type Conditions = Pick<RoutingRule, 'id' | 'categoryId' | 'placeId' | 'classroomId'>;

/**
 * The rules that fit, the most specific first: more conditions win; with equally many, a place says more than a
 * classroom and a classroom more than a category; then the older rule.
 */
export function rulesInOrder<Rule extends Conditions>(rules: readonly Rule[], facts: RoutingFacts): Rule[] {
  const fits = (condition: number | null, fact: number | null) => condition === null || condition === fact;
  const weight = (rule: Conditions) => {
    const set = [rule.placeId, rule.classroomId, rule.categoryId].map((condition) =>
      condition === null ? 0 : 1,
    );
    const [place = 0, classroom = 0, category = 0] = set;
    return (place + classroom + category) * 8 + place * 4 + classroom * 2 + category;
  };
  return rules
    .filter(
      (rule) =>
        fits(rule.placeId, facts.placeId) &&
        fits(rule.classroomId, facts.classroomId) &&
        fits(rule.categoryId, facts.categoryId),
    )
    .sort((a, b) => weight(b) - weight(a) || a.id - b.id);
}

/** Where an issue goes when no rule finds anybody: nobody's report stays without an owner. */
const lastResort: readonly StaffRole[] = [
  'principal',
  'school_admin',
  'class_teacher',
  'logistics',
  'subject_teacher',
  'health',
  'canteen',
  'security',
];

/** Finds who an issue is handed to. */
@Injectable()
export class Routing {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
  ) {}

  /** @param excluded persons who must not see the issue */
  async ownerFor(
    school: SchoolId,
    facts: RoutingFacts,
    excluded: ReadonlySet<number>,
  ): Promise<Owner | null> {
    const rules = await this.database.read.of(RoutingRule, school).find();
    for (const rule of rulesInOrder(rules, facts)) {
      const owner =
        (await this.first(school, rule.personId, rule.role, facts, excluded, 'rule')) ??
        (await this.first(school, rule.backupPersonId, rule.backupRole, facts, excluded, 'backup'));
      if (owner) return owner;
    }
    for (const role of lastResort) {
      const owner = await this.first(school, null, role, facts, excluded, 'fallback');
      if (owner) return owner;
    }
    return null;
  }

  private async first(
    school: SchoolId,
    personId: number | null,
    role: StaffRole | null,
    facts: RoutingFacts,
    excluded: ReadonlySet<number>,
    by: Owner['by'],
  ): Promise<Owner | null> {
    if (personId !== null) {
      const roles = excluded.has(personId) ? [] : await this.people.rolesOf(school, personId);
      return roles.length > 0 ? { personId, role: roles[0] ?? null, by } : null;
    }
    if (role === null) return null;
    const holder = (await this.people.holders(school, role, facts.classroomId)).find(
      (id) => !excluded.has(id),
    );
    return holder === undefined ? null : { personId: holder, role, by };
  }
}
