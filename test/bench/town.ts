import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import { defaultCategories } from '#shared/issues/vocabulary.js';
import { insertRows } from './rows.js';
import type { Row } from './rows.js';
import { issueRows } from './town-issues.js';

/** Everything has a number below this one at the first school, so that another school is the same plus a multiple. */
export const stride = 1000;
const day = 86_400_000;
const began = '2020-09-01';

/** What the load generator asks with. Tokens are random and live as long as the database. */
export interface Town {
  school: string;
  /** Bearer tokens of the principal, several: a session has a limit of requests a minute. */
  principals: string[];
  /** Guardians with one child each: what a report is written with. */
  carers: { bearer: string; child: string }[];
  places: string[];
  logins: string[];
  password: string;
}

export const token = (): string => randomBytes(16).toString('base64url');
const bearer = (): string => randomBytes(32).toString('base64url');
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const placeNames = [
  '二楼走廊',
  '楼梯口',
  '午睡房',
  '食堂',
  '操场',
  '校门口',
  '厕所',
  '图书角',
  '校车',
  '卫生室',
];
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const given = ['建国', '秀英', '桂兰', '志强', '玉珍', '海燕', '春梅', '永福', '小芳', '大勇'];
/** A name that is nobody else's: the reports of the benchmark name no member of staff. */
const nameOf = (at: number): string =>
  `${surnames[at % 20] ?? ''}${given[Math.floor(at / 20) % 10] ?? ''}${Math.floor(at / 200) || ''}`;

const roles = ['principal', 'school_admin', 'logistics', 'logistics', 'canteen', 'security', 'health'];
const classrooms = 12;
const families = 240;
const staffBase = 1;
const carerBase = 100;
const sessions = 60;

/**
 * One school as the server's own routes would have made it: staff, classrooms, families with a phone, categories,
 * rules, and `issues` reports with their history.
 * @param passwordHash argon2id of the password that all logins share
 */
export async function buildTown(
  connection: Connection,
  issues: number,
  passwordHash: string,
  password: string,
): Promise<Town> {
  const now = new Date();
  const put = (table: string, rows: readonly Row[]) => insertRows(connection, table, rows);
  const school = token();
  const dated = { fromDay: began, toDay: null };
  await put('region', [{ id: 1, parentId: null, token: token(), name: '清水县' }]);
  await put('school', [
    { id: 1, token: school, regionId: 1, name: '清水镇中心幼儿园', kind: 'kindergarten', createdAt: now },
  ]);
  await put(
    'classroom',
    times(classrooms, (at) => ({
      id: at + 1,
      schoolId: 1,
      token: token(),
      name: `第${at + 1}班`,
      active: true,
    })),
  );
  const places = placeNames.map((name, at) => ({
    id: at + 1,
    schoolId: 1,
    token: token(),
    name,
    active: true,
  }));
  await put('place', places);
  const categories = Object.entries(defaultCategories).map(([code, name], at) => ({
    id: at + 1,
    schoolId: 1,
    token: token(),
    code,
    name,
    active: true,
    position: at,
  }));
  await put('category', categories);
  const staff = [
    ...roles.map((role) => ({ role, classroomId: null as number | null })),
    ...times(classrooms, (at) => ({ role: 'class_teacher', classroomId: at + 1 })),
  ];
  const person = (id: number): Row => ({ id, token: token(), name: nameOf(id), createdAt: now });
  await put('person', [
    ...staff.map((_, at) => person(staffBase + at)),
    ...times(families, (at) => person(carerBase + at)),
  ]);
  await put(
    'staff_member',
    staff.map((_, at) => ({ schoolId: 1, personId: staffBase + at, active: true, ...dated })),
  );
  await put(
    'staff_role',
    staff.map((one, at) => ({ schoolId: 1, personId: staffBase + at, ...one, ...dated })),
  );
  const children = times(families, (at) => ({
    id: at + 1,
    schoolId: 1,
    token: token(),
    name: `小${nameOf(at).slice(0, 3)}`,
    birthDay: '2021-05-06',
    classroomId: (at % classrooms) + 1,
    votingFamilyId: at + 1,
    enrolledDay: began,
    leftDay: null,
  }));
  await put(
    'family',
    times(families, (at) => ({ id: at + 1, schoolId: 1, token: token(), ...dated })),
  );
  await put('child', children);
  await put('family_member', [
    ...times(families, (at) => ({
      schoolId: 1,
      familyId: at + 1,
      personId: carerBase + at,
      childId: null,
      ...dated,
    })),
    ...times(families, (at) => ({
      schoolId: 1,
      familyId: at + 1,
      personId: null,
      childId: at + 1,
      ...dated,
    })),
  ]);
  await put(
    'guardianship',
    times(families, (at) => ({
      id: at + 1,
      schoolId: 1,
      childId: at + 1,
      personId: carerBase + at,
      relation: 'grandmother',
      ...dated,
    })),
  );
  await put(
    'guardianship_right',
    times(families * 2, (at) => ({
      schoolId: 1,
      guardianshipId: Math.floor(at / 2) + 1,
      kind: at % 2 ? 'care' : 'contact',
      evidence: null,
      ...dated,
    })),
  );
  await put(
    'account',
    times(families, (at) => ({
      id: at + 1,
      appId: 'wxbench',
      openid: token(),
      unionid: null,
      serviceOpenid: null,
      createdAt: now,
    })),
  );
  await put(
    'account_person',
    times(families, (at) => ({ accountId: at + 1, personId: carerBase + at, boundAt: now, endedAt: null })),
  );
  await put('routing_rule', [
    {
      schoolId: 1,
      token: token(),
      categoryId: null,
      placeId: null,
      classroomId: null,
      personId: null,
      role: 'logistics',
      backupPersonId: null,
      backupRole: 'school_admin',
    },
  ]);
  // Messages wait for the morning, whenever this runs: what is measured is the request, not the sending.
  const hour = (now.getUTCHours() + 8) % 24;
  await put('school_setting', [
    { schoolId: 1, key: 'quietFrom', value: String(hour) },
    { schoolId: 1, key: 'quietTo', value: String((hour + 12) % 24) },
  ]);
  const logins = await staffRoom(connection, passwordHash, now);
  const principals = times(sessions, bearer);
  const carers = times(families, bearer);
  const expiresAt = new Date(now.getTime() + day);
  // Noted once in a quarter of an hour: the turn of one must not fall into what is measured.
  const seenAt = expiresAt;
  const alive = { createdAt: now, expiresAt, endedAt: null, seenAt, needsTotp: false };
  await put('password_login', [login('principal', staffBase, passwordHash)]);
  await put('session', [
    ...principals.map((secret) => ({
      tokenHash: hashOf(secret),
      kind: 'password',
      accountId: null,
      personId: staffBase,
      ...alive,
    })),
    ...carers.map((secret, at) => ({
      tokenHash: hashOf(secret),
      kind: 'wechat',
      accountId: at + 1,
      personId: carerBase + at,
      ...alive,
    })),
  ]);
  const made = { issues, families, carerBase, classrooms, categories: Object.keys(defaultCategories), now };
  for (const [table, rows] of Object.entries(issueRows(made))) await put(table, rows);
  return {
    school,
    principals,
    carers: carers.map((secret, at) => ({ bearer: secret, child: children[at]?.token ?? '' })),
    places: places.map((place) => place.token),
    logins,
    password,
  };
}

const login = (name: string, personId: number, hash: string): Row => ({
  personId,
  login: name,
  hash,
  mustChange: false,
  endedAt: null,
});

const teachers = 2500;

/** A second school whose teachers sign in: a name has a limit of sign-ins a minute, so there are many. */
async function staffRoom(connection: Connection, hash: string, now: Date): Promise<string[]> {
  const schoolId = 900_000;
  const base = 900_000;
  const put = (table: string, rows: readonly Row[]) => insertRows(connection, table, rows);
  const names = times(teachers, (at) => `teacher${at}`);
  await put('school', [
    { id: schoolId, token: token(), regionId: 1, name: '清水镇小学', kind: 'primary', createdAt: now },
  ]);
  await put('classroom', [{ id: base, schoolId, token: token(), name: '一年级', active: true }]);
  await put(
    'person',
    names.map((_, at) => ({ id: base + at, token: token(), name: nameOf(at + 300), createdAt: now })),
  );
  await put(
    'staff_role',
    names.map((_, at) => ({
      schoolId,
      personId: base + at,
      role: 'class_teacher',
      classroomId: base,
      fromDay: began,
      toDay: null,
    })),
  );
  await put(
    'password_login',
    names.map((name, at) => login(name, base + at, hash)),
  );
  return names;
}

export function times<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
