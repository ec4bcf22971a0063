import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import { z } from 'zod';
import { StaffLogin } from '#shared/people/contract.js';
import { defaultCategories } from '#shared/issues/vocabulary.js';
import { schoolKinds } from '#shared/people/vocabulary.js';
import { keysOf } from '#shared/platform/keys.js';
import { lineOfText } from '#shared/platform/primitives.js';
import { demoMarker } from './demo/load-demo.js';
import { Category } from './features/issues/issue.entity.js';
import { hashPassword, readableSecret } from './features/people/password-hash.port.js';
import {
  Region,
  RegionRoleRow,
  School,
  StaffMemberRow,
  StaffRoleRow,
} from './features/people/people.entity.js';
import { AuditRow } from './platform/audit/audit.entity.js';
import {
  Installation,
  PasswordLogin,
  Person,
  RecoveryCode,
  Session,
  Totp,
} from './platform/auth/identity.entity.js';
import { dayOf } from './platform/clock/clock.js';
import type { Database, Tx } from './platform/database/database.js';
import { isUniqueViolation } from './platform/database/engine.js';
import { asSchoolId, newToken } from './platform/database/ids.js';
import type { SchoolId } from './platform/database/ids.js';

/** Something that whoever runs the command can mend; its message is all that is printed. */
export class FirstAdminError extends Error {}

/** Who is the first, and of which school. */
export const FirstAdmin = z.object({
  region: lineOfText(60),
  school: lineOfText(60),
  kind: z.enum(keysOf(schoolKinds)),
  name: lineOfText(30),
  login: StaffLogin,
});

/** Who is the first above the schools, and of which region. */
export const FirstOfficer = FirstAdmin.pick({ region: true, name: true, login: true });

/** A password that is good for one sign-in; it exists only in this answer. */
export interface OneTimePassword {
  login: string;
  password: string;
}

/** Where it is noted that the first one was made: of two commands at once, one makes her. */
const marker = 'first-admin';
const officerMarker = 'first-officer';
const leading = In(['principal', 'school_admin']);

/**
 * Makes the first person who may sign in, as 园长/校长: only she can give every role that a school needs. Region and
 * school are found by their names, or made, a new school with the categories that every school begins with.
 * @throws FirstAdminError once anybody leads a school, for the demo's database, and for what cannot be a name or login
 */
export async function makeFirstAdmin(
  database: Database,
  now: Date,
  given: z.input<typeof FirstAdmin>,
): Promise<OneTimePassword> {
  const asked = parse(FirstAdmin, given);
  return signedIn(database, asked.login, refusal, async (tx, hash) => {
    await refuseSecond(tx);
    const school = await schoolOf(tx, asked, now);
    const personId = await newcomer(tx, now, asked, hash);
    const fromDay = dayOf(now);
    await tx.of(StaffMemberRow, school).insert({ personId, active: true, fromDay, toDay: null });
    await tx
      .of(StaffRoleRow, school)
      .insert({ personId, role: 'principal', classroomId: null, fromDay, toDay: null });
    await tx.global(Installation).insert({ key: marker, value: { at: now.toISOString() } });
    await record(tx, now, 'installation.first_admin', school, personId);
  });
}

/**
 * Makes the first person who administers a region, and so can give every office above the schools. The region is found
 * by its name, or made; a second county of the installation is begun in the same way.
 * @throws FirstAdminError once anybody administers the region or one above it, for the demo's database, and for what
 *   cannot be a name or login
 */
export async function makeFirstOfficer(
  database: Database,
  now: Date,
  given: z.input<typeof FirstOfficer>,
): Promise<OneTimePassword> {
  const asked = parse(FirstOfficer, given);
  return signedIn(database, asked.login, administered, async (tx, hash) => {
    // One command at a time goes past here: two at once would each find that nobody administers the region.
    const turn = { value: { at: now.toISOString() } };
    const { affected } = await tx.global(Installation).update({ key: officerMarker }, turn);
    if (affected !== 1) await tx.global(Installation).insert({ key: officerMarker, ...turn });
    const region = await regionOf(tx, asked.region);
    await refuseSecondOfficer(tx, region, dayOf(now));
    const personId = await newcomer(tx, now, asked, hash);
    const held = { role: 'region_admin', fromDay: dayOf(now), toDay: null } as const;
    await tx.global(RegionRoleRow).insert({ regionId: region.id, personId, ...held });
    await record(tx, now, 'installation.first_officer', null, personId);
  });
}

/** Makes somebody with a one-time password, unless another command was faster. */
async function signedIn(
  database: Database,
  login: string,
  tooLate: () => Error,
  make: (tx: Tx, hash: string) => Promise<void>,
): Promise<OneTimePassword> {
  await refuseDemo(database);
  const password = readableSecret(12);
  const hash = await hashPassword(password);
  try {
    await database.write((tx) => make(tx, hash));
  } catch (error) {
    if (isUniqueViolation(error)) throw tooLate();
    throw error;
  }
  return { login, password };
}

/**
 * A new one-time password for somebody who leads a school or administers a region and is shut out. Her second step and all her sessions end.
 * @throws FirstAdminError for a login of anybody else
 */
export async function recoverAdmin(database: Database, now: Date, login: string): Promise<OneTimePassword> {
  await refuseDemo(database);
  const password = readableSecret(12);
  const hash = await hashPassword(password);
  await database.write(async (tx) => {
    const name = login.trim().toLowerCase();
    const row = /^[\x21-\x7e]+$/.test(name)
      ? await tx.global(PasswordLogin).findOneBy({ login: name, endedAt: IsNull() })
      : null;
    const school = row && (await ledBy(tx, row.personId, dayOf(now)));
    if (!row || school === undefined)
      throw new FirstAdminError(
        '没有学校负责人或区域管理员用这个账号。Nobody who leads a school or administers a region signs in as that.',
      );
    const { personId } = row;
    await tx.global(PasswordLogin).update({ id: row.id }, { hash, mustChange: true });
    await tx.global(Totp).delete({ personId });
    await tx.global(RecoveryCode).delete({ personId });
    await tx.global(Session).update({ personId, endedAt: IsNull() }, { endedAt: now });
    await record(tx, now, 'installation.admin_recovered', school, personId);
  });
  return { login, password };
}

/** The school that somebody leads today or later; null for who administers a region, undefined for anybody else. */
async function ledBy(tx: Tx, personId: number, today: string): Promise<SchoolId | null | undefined> {
  const stands = [
    { personId, toDay: IsNull() },
    { personId, toDay: MoreThanOrEqual(today) },
  ];
  const [role] = await tx
    .acrossSchools(StaffRoleRow)
    .findBy(stands.map((where) => ({ ...where, role: leading })));
  if (role) return role.schoolId;
  const offices = stands.map((where) => ({ ...where, role: 'region_admin' as const }));
  return (await tx.global(RegionRoleRow).existsBy(offices)) ? null : undefined;
}

function parse<T extends z.ZodType>(schema: T, given: z.input<T>): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new FirstAdminError(lines.join('\n'));
}

/** Somebody new, with a login whose password she must change. */
async function newcomer(
  tx: Tx,
  now: Date,
  { name, login }: { name: string; login: string },
  hash: string,
): Promise<number> {
  if (await tx.global(PasswordLogin).existsBy({ login }))
    throw new FirstAdminError('--login: 这个账号已经有人用了。Somebody has this login already.');
  const people = tx.global(Person);
  const person = people.create({ token: newToken(), name, createdAt: now });
  await people.insert(person);
  await tx
    .global(PasswordLogin)
    .insert({ personId: person.id, login, hash, mustChange: true, endedAt: null });
  return person.id;
}

async function refuseDemo(database: Database): Promise<void> {
  if (await database.read.global(Installation).existsBy({ key: demoMarker }))
    throw new FirstAdminError(
      '这是演示数据库，人和密码都是公开的。This database holds the demo: set DATABASE_URL or DATA_DIR to one of your own.',
    );
}

async function refuseSecond(tx: Tx): Promise<void> {
  if (await tx.global(Installation).existsBy({ key: marker })) throw refusal();
  const leads = await tx.acrossSchools(StaffRoleRow).findBy({ role: leading });
  const logins = await tx
    .global(PasswordLogin)
    .findBy({ personId: In(leads.map((row) => row.personId)), endedAt: IsNull() });
  if (logins.length > 0) throw refusal();
}

const refusal = () =>
  new FirstAdminError(
    [
      '已经有学校负责人了，什么都没有改。请由她在管理页面的“教职工”里添加别人；她进不来时用 --recover 账号。',
      'Somebody leads a school already; nothing was changed. She adds others on the admin page; if she is shut out, use --recover LOGIN.',
    ].join('\n'),
  );

async function refuseSecondOfficer(tx: Tx, region: Region, today: string): Promise<void> {
  const above = new Set<number>();
  for (let at: Region | null = region; at !== null && !above.has(at.id);) {
    above.add(at.id);
    at = at.parentId === null ? null : await tx.global(Region).findOneBy({ id: at.parentId });
  }
  const which = { regionId: In([...above]), role: 'region_admin' as const };
  const held = await tx.global(RegionRoleRow).findBy([
    { ...which, toDay: IsNull() },
    { ...which, toDay: MoreThanOrEqual(today) },
  ]);
  const personId = In(held.map((row) => row.personId));
  if (await tx.global(PasswordLogin).existsBy({ personId, endedAt: IsNull() })) throw administered();
}

const administered = () =>
  new FirstAdminError(
    [
      '这个区域已经有管理员了，什么都没有改。请由她在管理页面的“区县人员”里添加别人；她进不来时用 --recover 账号。',
      'Somebody administers this region already; nothing was changed. She adds others on the admin page; if she is shut out, use --recover LOGIN.',
    ].join('\n'),
  );

async function regionOf(tx: Tx, name: string): Promise<Region> {
  const regions = tx.global(Region);
  const known = await regions.findOneBy({ name });
  if (known) return known;
  const region = regions.create({ parentId: null, token: newToken(), name });
  await regions.insert(region);
  return region;
}

async function schoolOf(tx: Tx, given: z.output<typeof FirstAdmin>, now: Date): Promise<SchoolId> {
  const schools = tx.global(School);
  const regionId = (await regionOf(tx, given.region)).id;
  const known = await schools.findOneBy({ name: given.school, regionId });
  if (known) return asSchoolId(known.id);
  const school = schools.create({
    token: newToken(),
    regionId,
    name: given.school,
    kind: given.kind,
    createdAt: now,
  });
  await schools.insert(school);
  const id = asSchoolId(school.id);
  for (const [position, [code, name]] of Object.entries(defaultCategories).entries())
    await tx.of(Category, id).insert({ token: newToken(), code, name, active: true, position });
  return id;
}

/** By nobody who is signed in: whoever can run a command on the server. */
async function record(
  tx: Tx,
  at: Date,
  action: string,
  school: SchoolId | null,
  personId: number,
): Promise<void> {
  await tx.global(AuditRow).insert({
    inSchool: school,
    at,
    kind: 'write',
    action,
    actorId: null,
    actorSeal: null,
    subjectType: 'person',
    subjectId: personId,
    fields: null,
    requestId: null,
    breakGlassId: null,
  });
}
