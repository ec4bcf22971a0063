import type { RowDataPacket } from 'mysql2/promise';
import { marks } from './floor-tx.js';
import type { FloorTx } from './floor-tx.js';

/** What a request of the floor has to hand. */
export interface Floor {
  tx: FloorTx;
  body: Record<string, string>;
  tokenHash: string;
  /** Last part of the address. */
  token: string;
  today: string;
  now: Date;
  random(): string;
}

export const holds = 'fromDay <= ? AND (toDay IS NULL OR toDay >= ?)';
export const idsOf = (rows: readonly RowDataPacket[], ...columns: string[]): number[] => [
  ...new Set(
    rows.flatMap((row) => columns.map((column) => row[column] as number | null)).filter((id) => id !== null),
  ),
];

/** Who asks: the session, what it stands on, and what the person is today. */
export async function whoAsks({ tx, tokenHash, today, now }: Floor) {
  const session = await tx.row(
    'SELECT * FROM session WHERE tokenHash = ? AND endedAt IS NULL AND expiresAt > ?',
    tokenHash,
    now,
  );
  return whoIs(tx, session, today);
}

export async function whoIs(tx: FloorTx, session: RowDataPacket, today: string) {
  const personId = session['personId'] as number;
  const accountId = session['accountId'] as number | null;
  const person = await tx.row('SELECT * FROM person WHERE id = ?', personId);
  const onPhone =
    accountId === null
      ? await tx.rows('SELECT * FROM password_login WHERE personId = ? AND endedAt IS NULL', personId)
      : await tx.rows('SELECT * FROM account_person WHERE accountId = ? AND endedAt IS NULL', accountId);
  const roles = await tx.rows(
    `SELECT * FROM staff_role WHERE personId = ? AND ${holds}`,
    personId,
    today,
    today,
  );
  await tx.rows(`SELECT * FROM region_role WHERE personId = ? AND ${holds}`, personId, today, today);
  const guardianships = await tx.rows(
    `SELECT * FROM guardianship WHERE personId = ? AND ${holds}`,
    personId,
    today,
    today,
  );
  const users = idsOf(onPhone, 'personId');
  await tx.rows(
    `SELECT * FROM bar_order WHERE personId IN (${marks(users)}) AND liftedAt IS NULL AND ${holds}`,
    ...users,
    today,
    today,
  );
  const [guardianship] = guardianships;
  const schoolId = ((guardianship ?? roles[0])?.['schoolId'] ?? 0) as number;
  const children = guardianship ? await guarded(tx, schoolId, guardianships, today) : [];
  return { person, personId, roles, children, schoolId };
}

async function guarded(
  tx: FloorTx,
  schoolId: number,
  guardianships: readonly RowDataPacket[],
  today: string,
): Promise<RowDataPacket[]> {
  const ids = idsOf(guardianships, 'id');
  await tx.rows(
    `SELECT * FROM guardianship_right WHERE schoolId = ? AND guardianshipId IN (${marks(ids)}) AND ${holds}`,
    schoolId,
    ...ids,
    today,
    today,
  );
  const children = idsOf(guardianships, 'childId');
  return tx.rows(
    `SELECT * FROM child WHERE schoolId = ? AND id IN (${marks(children)})`,
    schoolId,
    ...children,
  );
}

/** What stands around issues on a card: names, words, families. */
async function around(
  floor: Floor,
  schoolId: number,
  issues: readonly RowDataPacket[],
  people: readonly number[] = [],
) {
  const { tx, today } = floor;
  const ids = idsOf(issues, 'id');
  const persons = [...new Set([...idsOf(issues, 'reporterId', 'assigneeId', 'filedById'), ...people])];
  const classrooms = idsOf(issues, 'classroomId');
  const places = idsOf(issues, 'placeId');
  const reporters = idsOf(issues, 'reporterId');
  return {
    people: await tx.rows(`SELECT * FROM person WHERE id IN (${marks(persons)})`, ...persons),
    classrooms: await tx.rows(
      `SELECT * FROM classroom WHERE schoolId = ? AND id IN (${marks(classrooms)})`,
      schoolId,
      ...classrooms,
    ),
    places: await tx.rows(
      `SELECT * FROM place WHERE schoolId = ? AND id IN (${marks(places)})`,
      schoolId,
      ...places,
    ),
    categories: await tx.rows('SELECT * FROM category WHERE schoolId = ?', schoolId),
    school: await tx.row('SELECT * FROM school WHERE id = ?', schoolId),
    along: await tx.rows(
      `SELECT * FROM issue WHERE schoolId = ? AND diverted = 0 AND primaryId IN (${marks(ids)})`,
      schoolId,
      ...ids,
    ),
    guardians: await tx.rows(
      `SELECT * FROM guardianship WHERE schoolId = ? AND personId IN (${marks(reporters)}) AND ${holds}`,
      schoolId,
      ...reporters,
      floor.today,
      today,
    ),
    families: await tx.rows(
      `SELECT * FROM family_member WHERE schoolId = ? AND personId IN (${marks(reporters)}) AND ${holds}`,
      schoolId,
      ...reporters,
      today,
      today,
    ),
  };
}

const card = (issue: RowDataPacket, names: Awaited<ReturnType<typeof around>>) => {
  const called = (rows: readonly RowDataPacket[], id: unknown) => {
    const row = rows.find((one) => one['id'] === id);
    return row ? { token: row['token'] as string, name: row['name'] as string } : null;
  };
  return {
    token: issue['token'] as string,
    state: issue['state'] as string,
    school: names.school['name'] as string,
    category: called(names.categories, issue['categoryId']),
    place: called(names.places, issue['placeId']),
    classroom: called(names.classrooms, issue['classroomId']),
    reporter: called(names.people, issue['reporterId']),
    assignee: called(names.people, issue['assigneeId']),
    families: names.families.length + names.guardians.length,
    reportedAt: (issue['createdAt'] as Date).toISOString(),
    changedAt: (issue['changedAt'] as Date).toISOString(),
  };
};

export const auditRow = (
  now: Date,
  schoolId: number | null,
  kind: string,
  action: string,
  actorId: number | null,
  subjectId: number | null,
) => ({
  inSchool: schoolId,
  at: now,
  kind,
  action,
  actorId,
  actorSeal: null,
  subjectType: subjectId === null ? null : 'issue',
  subjectId,
  fields: kind === 'read' ? 'basic' : null,
  requestId: null,
});

/** A page of the board. */
export async function boardPage(floor: Floor): Promise<object> {
  const { tx, now } = floor;
  const { personId, schoolId } = await whoAsks(floor);
  const rows = await tx.rows(
    `SELECT * FROM issue WHERE schoolId = ? AND diverted = 0 AND NOT EXISTS (SELECT 1 FROM exclusion
       WHERE exclusion.schoolId = issue.schoolId AND subjectType = 'issue' AND subjectId = issue.id AND personId = ?)
     ORDER BY id DESC LIMIT 21`,
    schoolId,
    personId,
  );
  const issues = rows.slice(0, 20);
  const ids = idsOf(issues, 'id');
  await tx.rows(
    `SELECT * FROM exclusion WHERE schoolId = ? AND subjectType = 'issue' AND subjectId IN (${marks(ids)}) AND personId = ?`,
    schoolId,
    ...ids,
    personId,
  );
  await tx.insert('audit', auditRow(now, schoolId, 'read', 'issue.list', personId, null));
  const names = await around(floor, schoolId, issues);
  const words = await tx.rows(
    `SELECT * FROM content WHERE schoolId = ? AND subjectType = 'issue' AND subjectId IN (${marks(ids)}) AND kind = 'report'`,
    schoolId,
    ...ids,
  );
  const bodies = new Map(words.map((row) => [row['subjectId'], row['body']]));
  return {
    items: issues.map((issue) => ({ ...card(issue, names), title: bodies.get(issue['id']) })),
    nextCursor: 'k1',
  };
}

/** One issue with its timeline. */
export async function issueDetail(floor: Floor): Promise<object> {
  const { tx, now, token, today } = floor;
  const { personId, schoolId } = await whoAsks(floor);
  const issue = await tx.row('SELECT * FROM issue WHERE token = ?', token);
  const id = issue['id'] as number;
  await tx.rows('SELECT seal FROM sealed_reporter WHERE mineHash = ?', String(personId));
  await tx.rows(
    "SELECT 1 FROM exclusion WHERE schoolId = ? AND subjectType = 'issue' AND subjectId = ? AND personId = ?",
    schoolId,
    id,
    personId,
  );
  const auditId = await tx.insert('audit', auditRow(now, schoolId, 'read', 'issue.get', personId, id));
  const childId = (issue['childId'] as number | null) ?? 0;
  await tx.insert('audit_child', { auditId, childId, onlyForId: issue['reporterId'] as number | null });
  await tx.rows(
    `SELECT * FROM guardianship_right WHERE schoolId = ? AND guardianshipId IN
      (SELECT id FROM guardianship WHERE schoolId = ? AND childId = ?) AND ${holds}`,
    schoolId,
    schoolId,
    childId,
    today,
    today,
  );
  const sorted = await tx.rows(
    'SELECT * FROM classification WHERE schoolId = ? AND issueId = ?',
    schoolId,
    id,
  );
  const classification = sorted.map((row) => JSON.parse(row['alternatives'] as string) as object);
  return { ...(await present(floor, schoolId, issue)), classification };
}

export async function present(floor: Floor, schoolId: number, issue: RowDataPacket): Promise<object> {
  const { tx } = floor;
  const id = issue['id'] as number;
  const events = await tx.rows(
    "SELECT * FROM timeline_event WHERE schoolId = ? AND subjectType = 'issue' AND subjectId = ? ORDER BY seq",
    schoolId,
    id,
  );
  const words = await tx.rows(
    "SELECT * FROM content WHERE schoolId = ? AND subjectType = 'issue' AND subjectId = ?",
    schoolId,
    id,
  );
  const names = await around(floor, schoolId, [issue], idsOf(events, 'actorId'));
  const media = await tx.rows(
    "SELECT * FROM media WHERE schoolId = ? AND subjectType = 'issue' AND subjectId = ?",
    schoolId,
    id,
  );
  const childId = (issue['childId'] as number | null) ?? 0;
  const child = await tx.rows('SELECT * FROM child WHERE schoolId = ? AND id = ?', schoolId, childId);
  await tx.rows('SELECT * FROM consent_text WHERE schoolId = ?', schoolId);
  await tx.rows('SELECT * FROM child_consent WHERE schoolId = ? AND childId = ?', schoolId, childId);
  return {
    ...card(issue, names),
    text: words[0]?.['body'] as string,
    photos: media.length,
    child: child[0]?.['name'] as string,
    timeline: events.map((event) => ({
      seq: event['seq'] as number,
      event: event['name'] as string,
      at: (event['at'] as Date).toISOString(),
      payload: JSON.parse(event['payload'] as string) as object,
      text: words.find((row) => row['seq'] === event['seq'])?.['body'] as string,
    })),
  };
}
