import { SubscriptionCredit } from '../platform/auth/identity.entity.js';
import type { Tx } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import {
  Child,
  Family,
  FamilyMember,
  Guardianship,
  GuardianshipRightRow,
} from '../features/people/people.entity.js';
import { HouseholdAddress, PersonPhone } from '../features/people/private.entity.js';
import { rightsFor } from './county/rights.js';
import { yearOf } from './demo-calendar.js';
import type { DemoAdult, DemoHousehold, DemoPhone, DemoSchool, DemoSchoolKey } from './demo.types.js';
import { bind, newAccount, newPerson } from './load-staff.js';
import type { LoadingContext } from './load-staff.js';
import { found } from './loaded-county.js';
import type { LoadedChild } from './loaded-county.js';

/** Writes the people of all households; they belong to no school. */
export async function loadAdults(
  tx: Tx,
  { county, calendar }: LoadingContext,
  households: readonly DemoHousehold[],
): Promise<void> {
  const createdAt = calendar.at(100, '09:30');
  for (const household of households) {
    for (const adult of household.adults) {
      await newPerson(tx, county, `${household.key}/${adult.relation}`, adult.name, createdAt);
    }
  }
}

/**
 * Writes the children of one school with their households. A household with children at two schools is written in
 * each: a school never sees another school's row.
 */
export async function loadChildren(
  tx: Tx,
  context: LoadingContext,
  given: DemoSchool,
  households: readonly DemoHousehold[],
): Promise<void> {
  for (const household of households) {
    const own = household.children.filter((child) => given.classrooms.includes(child.classroom));
    const children = [
      ...(await newChildren(tx, context, given.key, household.key, own)),
      ...context.county.children.filter(
        (child) => child.school === given.key && household.alsoOf.includes(child.household),
      ),
    ];
    if (children.length > 0) await newHousehold(tx, context, given.key, household, children);
  }
}

async function newChildren(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  household: string,
  children: DemoHousehold['children'],
): Promise<LoadedChild[]> {
  const school = county.school(key);
  const loaded: LoadedChild[] = [];
  for (const child of children) {
    const { age, nth } = yearOf(child.classroom);
    const row = await tx.of(Child, school.id).insert({
      token: newToken(),
      name: child.name,
      birthDay: calendar.born(child.born, age),
      classroomId: found(school.classrooms.get(child.classroom), child.classroom).id,
      votingFamilyId: null,
      enrolledDay: calendar.enrolled(nth),
      leftDay: null,
    });
    loaded.push({ id: row.id, token: row.token, name: row.name, school: key, household });
  }
  county.children.push(...loaded);
  return loaded;
}

async function newHousehold(
  tx: Tx,
  context: LoadingContext,
  key: DemoSchoolKey,
  household: DemoHousehold,
  children: readonly LoadedChild[],
): Promise<void> {
  const { county, calendar } = context;
  const school = county.school(key).id;
  const dated = { fromDay: calendar.enrolled(1), toDay: null };
  const family = await tx.of(Family, school).insert({ token: newToken(), ...dated });
  await privateDetails(tx, context, key, household, family.id);
  const member = { familyId: family.id, ...dated };
  for (const child of children) {
    await tx.of(FamilyMember, school).insert({ ...member, personId: null, childId: child.id });
    if (child.household === household.key)
      await tx.of(Child, school).update({ id: child.id }, { votingFamilyId: family.id });
  }
  for (const adult of household.adults) {
    const personId = county.person(`${household.key}/${adult.relation}`).id;
    // Who may not even be told belongs to no household; the relation itself stays on record.
    if (adult.standing !== 'barred')
      await tx.of(FamilyMember, school).insert({ ...member, personId, childId: null });
    for (const child of children) {
      await newGuardianship(tx, context, key, child.id, personId, adult, household.phoneless);
    }
  }
}

/** Numbers and an address that belong to nobody: such numbers are not given out. */
async function privateDetails(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  household: DemoHousehold,
  familyId: number,
): Promise<void> {
  const school = county.school(key).id;
  const people = household.adults
    .filter(({ standing }) => standing !== 'barred')
    .map(({ relation }) => county.person(`${household.key}/${relation}`).id);
  const recordedAt = calendar.at(98, '16:30');
  const phones = people.map((personId) => ({
    ...{ token: newToken(), personId, recordedById: personId, recordedAt },
    number: `+861380000${String(personId % 10_000).padStart(4, '0')}`,
  }));
  await tx.of(PersonPhone, school).insertMany(phones);
  const [recordedById] = people;
  if (recordedById === undefined) return;
  const address = `桃源镇样板村${(familyId % 9) + 1}组${familyId}号`;
  await tx
    .of(HouseholdAddress, school)
    .insert({ token: newToken(), familyId, address, recordedById, recordedAt });
}

async function newGuardianship(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  childId: number,
  personId: number,
  adult: DemoAdult,
  phoneless: boolean,
): Promise<void> {
  const school = county.school(key).id;
  const fromDay = calendar.enrolled(1);
  const guardianship = await tx
    .of(Guardianship, school)
    .insert({ childId, personId, relation: adult.relation, fromDay, toDay: null });
  const rights = rightsFor(adult, phoneless).map(({ kind, evidence, endsInDays }) => ({
    guardianshipId: guardianship.id,
    kind,
    evidence,
    // A right that ended long ago began before that.
    fromDay: endsInDays !== null && endsInDays < 0 ? calendar.day(endsInDays - 365) : fromDay,
    toDay: endsInDays === null ? null : calendar.day(endsInDays),
  }));
  await tx.of(GuardianshipRightRow, school).insertMany(rights);
}

/** Writes the phones: one account each, bound to everybody who uses it. */
export async function loadPhones(
  tx: Tx,
  { county, calendar, appId }: LoadingContext,
  phones: readonly DemoPhone[],
): Promise<void> {
  const since = calendar.at(98, '16:20');
  for (const phone of phones) {
    const accountId = await newAccount(tx, appId, phone.slug, false, since);
    for (const key of phone.people) await bind(tx, county, accountId, key, since, null);
    await tx
      .global(SubscriptionCredit)
      .insert({ accountId, templateKey: 'progress', credits: phone.credits, changedAt: calendar.now });
  }
}
