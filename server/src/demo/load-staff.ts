import { Account, AccountPerson, PasswordLogin, Person } from '../platform/auth/identity.entity.js';
import type { Tx } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import { RegionRoleRow, StaffMemberRow, StaffRoleRow } from '../features/people/people.entity.js';
import type { DemoCalendar } from './demo-calendar.js';
import type { DemoOfficer, DemoSchool, DemoStaff } from './demo.types.js';
import { found } from './loaded-county.js';
import type { LoadedCounty } from './loaded-county.js';

export interface LoadingContext {
  county: LoadedCounty;
  calendar: DemoCalendar;
  /** App id of the mini program, to which the demo's accounts belong. */
  appId: string;
  /** argon2id hash of the demo's one password. */
  passwordHash: string;
}

/** Writes who works (or worked) at a school. Somebody who works at two schools is written once. */
export async function loadStaff(tx: Tx, context: LoadingContext, given: DemoSchool): Promise<void> {
  const { county, calendar } = context;
  const school = county.school(given.key);
  for (const [index, member] of given.staff.entries()) {
    const leftDay = member.leftDaysAgo === null ? null : calendar.day(-member.leftDaysAgo);
    const person =
      county.people.get(member.key) ?? (await newOfficial(tx, context, member, member.leftDaysAgo));
    // Different days of entry: whoever has served longest is first in line for a role.
    const fromDay = calendar.day(-390 + index);
    await tx
      .of(StaffMemberRow, school.id)
      .insert({ personId: person.id, active: leftDay === null, fromDay, toDay: leftDay });
    for (const { role, classroom } of member.roles) {
      const classroomId = classroom === null ? null : found(school.classrooms.get(classroom), classroom).id;
      await tx
        .of(StaffRoleRow, school.id)
        .insert({ personId: person.id, role, classroomId, fromDay, toDay: leftDay });
    }
  }
}

/** Writes the county's own people. */
export async function loadOfficers(
  tx: Tx,
  context: LoadingContext,
  regionId: number,
  officers: readonly DemoOfficer[],
): Promise<void> {
  for (const officer of officers) {
    const person = await newOfficial(tx, context, { ...officer, bound: true }, null);
    await tx.global(RegionRoleRow).insert({
      regionId,
      personId: person.id,
      role: officer.role,
      fromDay: context.calendar.day(-390),
      toDay: null,
    });
  }
}

/** A person with a login for the admin page and, where bound, a WeChat account that follows the service account. */
async function newOfficial(
  tx: Tx,
  context: LoadingContext,
  given: Pick<DemoStaff, 'key' | 'name' | 'bound'>,
  leftDaysAgo: number | null,
): Promise<Person> {
  const { county, calendar } = context;
  const since = calendar.at(380, '10:00');
  const endedAt = leftDaysAgo === null ? null : calendar.at(leftDaysAgo, '17:30');
  const person = await newPerson(tx, county, given.key, given.name, since);
  await tx.global(PasswordLogin).insert({
    personId: person.id,
    login: given.key,
    hash: context.passwordHash,
    mustChange: false,
    endedAt,
  });
  if (given.bound) {
    const slug = given.key.replaceAll('.', '-');
    const accountId = await newAccount(tx, context.appId, slug, true, since);
    await bind(tx, county, accountId, given.key, since, endedAt);
  }
  return person;
}

export async function newPerson(
  tx: Tx,
  county: LoadedCounty,
  key: string,
  name: string,
  createdAt: Date,
): Promise<Person> {
  const people = tx.global(Person);
  const person = people.create({ token: newToken(), name, createdAt });
  await people.insert(person);
  county.people.set(key, person);
  return person;
}

/** @param follows whether its owner follows the service account too */
export async function newAccount(
  tx: Tx,
  appId: string,
  slug: string,
  follows: boolean,
  createdAt: Date,
): Promise<number> {
  const accounts = tx.global(Account);
  const account = accounts.create({
    appId,
    openid: `demo-openid-${slug}`,
    unionid: `demo-unionid-${slug}`,
    serviceOpenid: follows ? `demo-service-${slug}` : null,
    createdAt,
  });
  await accounts.insert(account);
  return account.id;
}

export async function bind(
  tx: Tx,
  county: LoadedCounty,
  accountId: number,
  key: string,
  boundAt: Date,
  endedAt: Date | null,
): Promise<void> {
  await tx.global(AccountPerson).insert({ accountId, personId: county.person(key).id, boundAt, endedAt });
  if (endedAt === null) county.accounts.set(key, accountId);
}
