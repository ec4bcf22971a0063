import { defaultCategories } from '#shared/issues/vocabulary.js';
import type { Tx } from '../platform/database/database.js';
import { asSchoolId, newToken } from '../platform/database/ids.js';
import type { SchoolId } from '../platform/database/ids.js';
import { Category, RoutingRule } from '../features/issues/issue.entity.js';
import { Classroom, Place, School } from '../features/people/people.entity.js';
import type { DemoCalendar } from './demo-calendar.js';
import type { DemoRule, DemoSchool } from './demo.types.js';
import { found } from './loaded-county.js';
import type { LoadedCounty, LoadedSchool, Named } from './loaded-county.js';

/** Writes a school with its classrooms, places and categories. */
export async function loadSchool(
  tx: Tx,
  county: LoadedCounty,
  given: DemoSchool,
  regionId: number,
  calendar: DemoCalendar,
): Promise<void> {
  const schools = tx.global(School);
  const createdAt = calendar.at(400, '09:00');
  const row = schools.create({ token: newToken(), regionId, name: given.name, kind: given.kind, createdAt });
  await schools.insert(row);
  const id = asSchoolId(row.id);
  county.schools.set(given.key, {
    id,
    token: row.token,
    classrooms: await named(tx, id, Classroom, given.classrooms),
    places: await named(tx, id, Place, given.places),
    categories: await categories(tx, id),
  });
}

async function named(
  tx: Tx,
  school: SchoolId,
  entity: typeof Classroom | typeof Place,
  names: readonly string[],
): Promise<Map<string, Named>> {
  const rows = new Map<string, Named>();
  for (const name of names) {
    rows.set(
      name,
      await tx.of<Classroom | Place>(entity, school).insert({ token: newToken(), name, active: true }),
    );
  }
  return rows;
}

async function categories(tx: Tx, school: SchoolId): Promise<Map<string, Named>> {
  const rows = new Map<string, Named>();
  for (const [position, [code, name]] of Object.entries(defaultCategories).entries()) {
    rows.set(
      code,
      await tx.of(Category, school).insert({ token: newToken(), code, name, active: true, position }),
    );
  }
  return rows;
}

/** Writes who gets what; after the staff, because rules name people. */
export async function loadRules(tx: Tx, county: LoadedCounty, given: DemoSchool): Promise<void> {
  const school = county.school(given.key);
  for (const rule of given.rules) {
    await tx.of(RoutingRule, school.id).insert({ token: newToken(), ...ruleRow(county, school, rule) });
  }
}

function ruleRow(county: LoadedCounty, school: LoadedSchool, rule: DemoRule) {
  const idIn = (rows: Map<string, Named>, name: string | undefined) =>
    name === undefined ? null : found(rows.get(name), name).id;
  const idOf = (key: string | undefined) => (key === undefined ? null : county.person(key).id);
  return {
    categoryId: idIn(school.categories, rule.category),
    placeId: idIn(school.places, rule.place),
    classroomId: idIn(school.classrooms, rule.classroom),
    personId: idOf(rule.person),
    role: rule.role ?? null,
    backupPersonId: idOf(rule.backupPerson),
    backupRole: rule.backupRole ?? null,
  };
}
