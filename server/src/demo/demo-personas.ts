import { IsNull } from 'typeorm';
import { regionRoles, relations, staffRoles } from '#shared/people/vocabulary.js';
import { Account, AccountPerson, PasswordLogin, Person } from '../platform/auth/identity.entity.js';
import { dayOf, SystemClock } from '../platform/clock/clock.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import {
  Child,
  Classroom,
  Guardianship,
  GuardianshipRightRow,
  Region,
  RegionRoleRow,
  School,
  StaffRoleRow,
} from '../features/people/people.entity.js';

/** Somebody whom a visitor of the demo can be. */
export interface DemoPersona {
  openid: string;
  serviceOpenid: string | null;
  unionid: string | null;
  name: string;
  /** One line that says who this is: 王梓涵的奶奶 · 小二班. */
  label: string;
  role: 'guardian' | 'staff' | 'county';
  group: '在家照护人' | '家长' | '教职工' | '县里';
}

export interface DemoLogin {
  login: string;
  name: string;
  /** What she does where: 班主任（小二班） · 桃源镇中心幼儿园. */
  roles: string[];
}

type Standing = Pick<DemoPersona, 'label' | 'role' | 'group'>;

/** A phone on which nobody has signed in, to try the binding code with. Once bound it is in the database. */
const newPhone: DemoPersona = {
  openid: 'demo-openid-new-phone',
  serviceOpenid: null,
  unionid: 'demo-unionid-new-phone',
  name: '新手机',
  label: '还没有绑定的微信',
  role: 'guardian',
  group: '家长',
};

const groups: readonly DemoPersona['group'][] = ['在家照护人', '家长', '教职工', '县里'];

/** Everybody with a bound WeChat account, told from the database as it is now; who is at home with a child comes first. */
export async function demoPersonas(
  database: Database,
  clock: Clock = new SystemClock(),
): Promise<DemoPersona[]> {
  const read = database.read;
  const accounts = await read.global(Account).find({ order: { id: 'ASC' } });
  const bindings = await read
    .global(AccountPerson)
    .find({ where: { endedAt: IsNull() }, order: { id: 'ASC' } });
  const names = new Map((await read.global(Person).find()).map((person) => [person.id, person.name]));
  const standings = await standingsOf(database, dayOf(clock.now()));
  const personas = accounts.flatMap((account) => {
    const people = bindings.filter((one) => one.accountId === account.id).map((one) => one.personId);
    const [first, ...others] = people;
    const standing = first === undefined ? undefined : standings.get(first);
    if (first === undefined || !standing) return [];
    const shared = others.length > 0 ? `，和${others.map((id) => names.get(id)).join('、')}共用手机` : '';
    const { openid, serviceOpenid, unionid } = account;
    const label = `${standing.label}${shared}`;
    return [{ openid, serviceOpenid, unionid, name: names.get(first) ?? '', ...standing, label }];
  });
  // Signed in and bound to nobody, she is as new as before.
  const unused = personas.some(({ openid }) => openid === newPhone.openid) ? [] : [newPhone];
  return [...personas, ...unused].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
}

/** Who can sign in to the admin page with the demo's password. */
export async function demoLogins(database: Database): Promise<DemoLogin[]> {
  const read = database.read;
  const logins = await read
    .global(PasswordLogin)
    .find({ where: { endedAt: IsNull() }, order: { id: 'ASC' } });
  const names = new Map((await read.global(Person).find()).map((person) => [person.id, person.name]));
  const posts = await postsOf(database);
  return logins.map(({ login, personId }) => ({
    login,
    name: names.get(personId) ?? '',
    roles: [...(posts.staff.get(personId) ?? []), ...(posts.county.get(personId) ?? [])],
  }));
}

async function standingsOf(database: Database, today: string): Promise<Map<number, Standing>> {
  const posts = await postsOf(database);
  const standings = await guardiansOf(database, today);
  for (const [id, roles] of posts.staff)
    standings.set(id, { label: roles.join('；'), role: 'staff', group: '教职工' });
  for (const [id, roles] of posts.county)
    standings.set(id, { label: roles.join('；'), role: 'county', group: '县里' });
  return standings;
}

/** What people do, in words, by their id: 班主任（小二班） · 桃源镇中心幼儿园, one text for each school or region. */
async function postsOf(database: Database) {
  const read = database.read;
  const schools = new Map((await read.global(School).find()).map((school) => [school.id, school]));
  const regions = new Map((await read.global(Region).find()).map((region) => [region.id, region.name]));
  const rooms = await classroomNames(database);
  const duties = new Map<number, Map<string, Map<string, string[]>>>();
  const add = (personId: number, where: string, role: string, room: string | undefined) => {
    const places = duties.get(personId) ?? new Map<string, Map<string, string[]>>();
    const roles = places.get(where) ?? new Map<string, string[]>();
    roles.set(role, [...(roles.get(role) ?? []), ...(room === undefined ? [] : [room])]);
    duties.set(personId, places.set(where, roles));
  };
  const order = { id: 'ASC' } as const;
  for (const row of await read.acrossSchools(StaffRoleRow).find({ where: { toDay: IsNull() }, order })) {
    const school = schools.get(row.schoolId);
    if (!school) continue;
    const [inKindergarten, inPrimary] = staffRoles[row.role].split('/');
    const role = school.kind === 'primary' ? (inPrimary ?? inKindergarten) : inKindergarten;
    add(row.personId, school.name, role ?? '', rooms.get(row.classroomId ?? 0));
  }
  const staff = wordsOf(duties);
  duties.clear();
  for (const row of await read.global(RegionRoleRow).find({ where: { toDay: IsNull() }, order })) {
    add(row.personId, regions.get(row.regionId) ?? '', regionRoles[row.role], undefined);
  }
  return { staff, county: wordsOf(duties) };
}

function wordsOf(duties: ReadonlyMap<number, ReadonlyMap<string, ReadonlyMap<string, string[]>>>) {
  const words = new Map<number, string[]>();
  for (const [personId, places] of duties) {
    const texts = [...places].map(([where, roles]) => {
      const all = [...roles].map(([role, rooms]) =>
        rooms.length > 0 ? `${role}（${rooms.join('、')}）` : role,
      );
      return `${all.join('、')} · ${where}`;
    });
    words.set(personId, texts);
  }
  return words;
}

async function guardiansOf(database: Database, today: string): Promise<Map<number, Standing>> {
  const read = database.read;
  const rooms = await classroomNames(database);
  const children = new Map((await read.acrossSchools(Child).find()).map((child) => [child.id, child]));
  const rights = await read.acrossSchools(GuardianshipRightRow).find();
  // The end of an agreement that is still to come is no end yet; what has no further right at all is barred.
  const living = new Set(
    rights.filter((one) => one.toDay === null || one.toDay >= today).map((one) => one.guardianshipId),
  );
  const grouped = new Map<number, Guardianship[]>();
  for (const row of await read
    .acrossSchools(Guardianship)
    .find({ where: { toDay: IsNull() }, order: { id: 'ASC' } }))
    append(grouped, row.personId, row);
  const standings = new Map<number, Standing>();
  for (const [personId, rows] of grouped) {
    const own = rows.flatMap((row) => children.get(row.childId) ?? []);
    const relation = rows[0]?.relation ?? 'other';
    const where = rows.some((row) => living.has(row.id))
      ? [...new Set(own.map((child) => rooms.get(child.classroomId ?? 0)))].join('、')
      : '不得联系';
    standings.set(personId, {
      label: `${own.map((child) => child.name).join('、')}的${relations[relation].split('/')[0]} · ${where}`,
      role: 'guardian',
      group: ['mother', 'father'].includes(relation) ? '家长' : '在家照护人',
    });
  }
  return standings;
}

async function classroomNames(database: Database): Promise<Map<number, string>> {
  const rooms = await database.read.acrossSchools(Classroom).find();
  return new Map(rooms.map((room) => [room.id, room.name]));
}

function append<T>(map: Map<number, T[]>, key: number, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
