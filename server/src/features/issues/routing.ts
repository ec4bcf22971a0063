import { Injectable } from '@nestjs/common';
import { reportPictures } from '#shared/issues/vocabulary.js';
import type { ReportPicture } from '#shared/issues/vocabulary.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { AffiliationSource } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { PeopleDirectory } from '../people/people.port.js';
import { StaffPresence } from '../people/staff-presence.port.js';
import { NextOffice } from './conflict/next-office.js';
import { RoutingRule } from './issue.entity.js';

/** What the conditions of rules are held against. */
interface RuleFacts {
  categoryId: number | null;
  placeId: number | null;
  classroomId: number | null;
}

export interface RoutingFacts extends RuleFacts {
  /** The issue itself, from which people may be excluded. */
  id?: number;
  /** A recording that nobody has written down yet: it goes to nobody of the classroom from which it may come. */
  unheard: boolean;
  /** What an unheard recording is about, by the picture that was tapped. */
  picture: ReportPicture | null;
  /** Who reported; null where a seal stands for her. */
  reporterId: number | null;
  childId: number | null;
  /** By when somebody should have answered: who is not there until then is passed over. */
  responseDueAt: Date | null;
  /** Who must not see the issue, where that was just asked. */
  excluded?: ReadonlySet<number>;
  /** Who has refused it is not asked again once somebody else was to look. */
  appealed?: boolean;
  declinedById?: number | null;
}

export interface Owner {
  personId: number;
  role: StaffRole | null;
  /** Which rung found her; `away`: none of those who could have it is there, so she has it all the same. */
  by: 'rule' | 'backup' | 'fallback' | 'listener' | 'office' | 'away';
}

type Conditions = Pick<RoutingRule, 'id' | 'categoryId' | 'placeId' | 'classroomId'>;

/**
 * The rules that fit, the most specific first: more conditions win; with equally many, a place says more than a
 * classroom and a classroom more than a category; then the older rule.
 */
export function rulesInOrder<Rule extends Conditions>(rules: readonly Rule[], facts: RuleFacts): Rule[] {
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

/** Who takes what no rule gives to anybody. */
const office: readonly StaffRole[] = ['principal', 'school_admin'];
/** Where an issue goes when the school has no office: nobody's report stays without an owner. */
const lastResort: readonly StaffRole[] = [
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
    private readonly presence: StaffPresence,
    private readonly settings: SettingsStore,
    private readonly affiliations: AffiliationSource,
    private readonly offices: NextOffice,
  ) {}

  /**
   * Where all who lead the school are excluded from the issue, the office above takes it before any rule of theirs;
   * where there is no office, only whom a rule names: it is not to fall to just anybody who works under them.
   * @param mayNot persons who may not be asked, those who must not see the issue among them
   */
  async ownerFor(school: SchoolId, facts: RoutingFacts, mayNot: ReadonlySet<number>): Promise<Owner | null> {
    const excluded = facts.appealed ? new Set([...mayNot, facts.declinedById ?? 0]) : mayNot;
    const outOfSight = facts.excluded ?? (await this.offices.excludedFrom(school, facts));
    const leadsAreOut = await this.offices.takesOver(school, outOfSight);
    const above = leadsAreOut ? await this.offices.ownerAbove(school, excluded) : null;
    if (above) return above;
    const barred = new Set([...excluded, ...(await this.mayNotListen(school, facts))]);
    const named = (await this.named(school, facts)).filter(({ personId }) => !barred.has(personId));
    const first = await this.whoIsThere(school, named, facts.responseDueAt);
    if (first || leadsAreOut) return first;
    const anybody = await this.whoIsThere(
      school,
      await this.ofRoles(school, lastResort, facts, barred),
      null,
    );
    if (anybody) return anybody;
    return outOfSight.size > 0 ? this.offices.ownerAbove(school, excluded) : null;
  }

  /** The first who is there; where nobody is, the first of all, so that it is not nobody's. */
  private async whoIsThere(
    school: SchoolId,
    owners: readonly Owner[],
    until: Date | null,
  ): Promise<Owner | null> {
    const [first] = owners;
    if (!first) return null;
    const ids = owners.map(({ personId }) => personId);
    const away = await this.presence.unavailable(school, ids, until);
    return owners.find(({ personId }) => !away.has(personId)) ?? { ...first, by: 'away' };
  }

  /** Everybody who may be asked, in order: by the rules, or as first listener; then the office. */
  private async named(school: SchoolId, facts: RoutingFacts): Promise<Owner[]> {
    const isOpen =
      facts.unheard && (facts.picture === null || reportPictures[facts.picture].category === null);
    const chosen = isOpen ? await this.listener(school) : await this.byRules(school, facts);
    return [...chosen, ...(await this.ofRoles(school, office, facts, new Set()))];
  }

  private async listener(school: SchoolId): Promise<Owner[]> {
    const { firstListener } = await this.settings.of(school);
    const person = firstListener === null ? null : await this.people.staffByToken(school, firstListener);
    if (!person) return [];
    const [role = null] = await this.people.rolesOf(school, person.id);
    return [{ personId: person.id, role, by: 'listener' }];
  }

  private async byRules(school: SchoolId, facts: RoutingFacts): Promise<Owner[]> {
    const owners: Owner[] = [];
    for (const rule of rulesInOrder(await this.database.read.of(RoutingRule, school).find(), facts)) {
      owners.push(...(await this.holders(school, rule.personId, rule.role, facts, 'rule')));
      owners.push(...(await this.holders(school, rule.backupPersonId, rule.backupRole, facts, 'backup')));
    }
    return owners;
  }

  private async ofRoles(
    school: SchoolId,
    roles: readonly StaffRole[],
    facts: RoutingFacts,
    barred: ReadonlySet<number>,
  ): Promise<Owner[]> {
    const owners: Owner[] = [];
    for (const role of roles) owners.push(...(await this.holders(school, null, role, facts, 'fallback')));
    return owners.filter(({ personId }) => !barred.has(personId));
  }

  private async holders(
    school: SchoolId,
    personId: number | null,
    role: StaffRole | null,
    { classroomId }: RoutingFacts,
    by: Owner['by'],
  ): Promise<Owner[]> {
    if (personId !== null) {
      const roles = await this.people.rolesOf(school, personId);
      return roles.length > 0 ? [{ personId, role: roles[0] ?? null, by }] : [];
    }
    if (role === null) return [];
    return (await this.people.holders(school, role, classroomId)).map((id) => ({ personId: id, role, by }));
  }

  /**
   * Teachers of a classroom from which an unheard recording may come: it may be about them. The chosen child's, else
   * those of all her children; behind a seal nobody looks, so it may be any.
   */
  async mayNotListen(school: SchoolId, facts: RoutingFacts): Promise<number[]> {
    if (!facts.unheard) return [];
    const { reporterId, classroomId, childId } = facts;
    if (reporterId === null) return this.people.teachersOf(school, null);
    const { children } = await this.affiliations.of(reporterId);
    const whose = childId === null ? children : children.filter((one) => one.childId === childId);
    const hers = whose.filter((one) => one.school.id === school).map((one) => one.classroomId);
    const classrooms = [...hers, classroomId].filter((id) => id !== null);
    return this.people.teachersOf(school, classrooms);
  }
}
