import { In, IsNull } from 'typeorm';
import { z } from 'zod';
import { StaffLogin } from '#shared/people/contract.js';
import { defaultCategories } from '#shared/issues/vocabulary.js';
import { schoolKinds } from '#shared/people/vocabulary.js';
import { keysOf } from '#shared/platform/keys.js';
import { lineOfText } from '#shared/platform/primitives.js';
import { demoMarker } from './demo/load-demo.js';
import { Category } from './features/issues/issue.entity.js';
import { hashPassword, readableSecret } from './features/people/password-hash.port.js';
import { Region, School, StaffMemberRow, StaffRoleRow } from './features/people/people.entity.js';
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

/** A password that is good for one sign-in; it exists only in this answer. */
export interface OneTimePassword {
  login: string;
  password: string;
}

/** Where it is noted that the first one was made: of two commands at once, one makes her. */
const marker = 'first-admin';
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
  const parsed = FirstAdmin.safeParse(given);
  if (!parsed.success)
    throw new FirstAdminError(
      parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    );
  await refuseDemo(database);
  const { login, name } = parsed.data;
  const password = readableSecret(12);
  const hash = await hashPassword(password);
  try {
    await database.write(async (tx) => {
      await refuseSecond(tx);
      if (await tx.global(PasswordLogin).existsBy({ login }))
        throw new FirstAdminError('--login: 这个账号已经有人用了。Somebody has this login already.');
      const school = await schoolOf(tx, parsed.data, now);
      const people = tx.global(Person);
      const person = people.create({ token: newToken(), name, createdAt: now });
      await people.insert(person);
      const personId = person.id;
      const fromDay = dayOf(now);
      await tx.of(StaffMemberRow, school).insert({ personId, active: true, fromDay, toDay: null });
      await tx
        .of(StaffRoleRow, school)
        .insert({ personId, role: 'principal', classroomId: null, fromDay, toDay: null });
      await tx.global(PasswordLogin).insert({ personId, login, hash, mustChange: true, endedAt: null });
      await tx.global(Installation).insert({ key: marker, value: { at: now.toISOString() } });
      await record(tx, now, 'installation.first_admin', school, personId);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw refusal();
    throw error;
  }
  return { login, password };
}

/**
 * A new one-time password for somebody who leads a school and is shut out. Her second step and all her sessions end.
 * @throws FirstAdminError for a login of nobody who leads a school
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
    const roles = row
      ? await tx.acrossSchools(StaffRoleRow).findBy({ personId: row.personId, role: leading })
      : [];
    const today = dayOf(now);
    const held = roles.find(({ toDay }) => toDay === null || toDay >= today);
    if (!row || !held)
      throw new FirstAdminError('没有学校负责人用这个账号。Nobody who leads a school signs in as that.');
    const { personId } = row;
    await tx.global(PasswordLogin).update({ id: row.id }, { hash, mustChange: true });
    await tx.global(Totp).delete({ personId });
    await tx.global(RecoveryCode).delete({ personId });
    await tx.global(Session).update({ personId, endedAt: IsNull() }, { endedAt: now });
    await record(tx, now, 'installation.admin_recovered', held.schoolId, personId);
  });
  return { login, password };
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

async function schoolOf(tx: Tx, given: z.output<typeof FirstAdmin>, now: Date): Promise<SchoolId> {
  const regions = tx.global(Region);
  let region = await regions.findOneBy({ name: given.region });
  if (!region) {
    region = regions.create({ parentId: null, token: newToken(), name: given.region });
    await regions.insert(region);
  }
  const schools = tx.global(School);
  const regionId = region.id;
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
async function record(tx: Tx, at: Date, action: string, school: SchoolId, personId: number): Promise<void> {
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
