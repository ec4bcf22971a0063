import { verify } from '@node-rs/argon2';
import { createHash, randomBytes } from 'node:crypto';
import type { RowDataPacket } from 'mysql2/promise';
import { marks } from './floor-tx.js';
import { auditRow, holds, idsOf, present, whoAsks, whoIs } from './floor-reads.js';
import type { Floor } from './floor-reads.js';
import { gramsOf } from './town-issues.js';

/** A report: the issue, its events, words, sorting, search pieces, clock, message and audit rows. */
export async function report(floor: Floor): Promise<object> {
  const { tx, now, body, random, today } = floor;
  const { text = '', clientId = '', child = '', place = '' } = body;
  const { personId, schoolId, children } = await whoAsks(floor);
  await tx.rows('SELECT id FROM issue WHERE clientId = ?', clientId);
  const childRow = children.find((row) => row['token'] === child);
  if (!childRow) throw new Error('not her child');
  const placeRow = await tx.row('SELECT * FROM place WHERE schoolId = ? AND token = ?', schoolId, place);
  await tx.rows("SELECT * FROM classifier_model WHERE schoolId = ? AND state = 'active'", schoolId);
  for (const table of [
    'school_week',
    'school_term',
    'calendar_day',
    'service_target',
    'routing_rule',
    'school_setting',
    'classroom',
  ])
    await tx.rows(`SELECT * FROM ${table} WHERE schoolId = ?`, schoolId);
  const staff = await tx.rows(
    `SELECT * FROM staff_role WHERE schoolId = ? AND ${holds}`,
    schoolId,
    today,
    today,
  );
  const staffIds = idsOf(staff, 'personId');
  for (const [table, wall] of [
    ['person', ''],
    ['staff_nickname', 'schoolId = ? AND '],
    ['staff_absence', 'schoolId = ? AND '],
    ['staff_hours', 'schoolId = ? AND '],
  ] as const) {
    const column = table === 'person' ? 'id' : 'personId';
    await tx.rows(
      `SELECT * FROM ${table} WHERE ${wall}${column} IN (${marks(staffIds)})`,
      ...(wall === '' ? [] : [schoolId]),
      ...staffIds,
    );
  }
  await tx.rows(
    `SELECT * FROM bar_order WHERE schoolId = ? AND childId = ? AND liftedAt IS NULL AND ${holds}`,
    schoolId,
    childRow['id'] as number,
    today,
    today,
  );
  const worker = staff.find((row) => row['role'] === 'logistics')?.['personId'] as number;
  const token = random();
  const due = new Date(now.getTime() + 4 * 3600_000);
  const row = {
    schoolId,
    token,
    clientId,
    state: 'assigned',
    lastSeq: 3,
    categoryId: 1,
    placeId: placeRow['id'] as number,
    classroomId: childRow['classroomId'] as number,
    childId: childRow['id'] as number,
    reporterId: personId,
    seal: null,
    assigneeId: worker,
    assigneeRole: 'logistics',
    ...flags,
    responseDueAt: due,
    respondedAt: null,
    resolutionDueAt: due,
    resolvedAt: null,
    pausedSince: null,
    nextDueAt: due,
    nextDue: 'response',
    createdAt: now,
    changedAt: now,
  };
  const issueId = await tx.insert('issue', row);
  const subject = { schoolId, subjectType: 'issue', subjectId: issueId };
  // Who must not see it, before it is handed over and before it is shown.
  const barred = "SELECT * FROM exclusion WHERE schoolId = ? AND subjectType = 'issue' AND subjectId = ?";
  await tx.rows(barred, schoolId, issueId);
  await tx.rows(`${barred} AND personId = ?`, schoolId, issueId, personId);
  const event = (seq: number, name: string, payload: object, actorId: number | null) => ({
    ...subject,
    seq,
    name,
    version: 1,
    payload: JSON.stringify(payload),
    actorId,
    actorSeal: null,
    at: now,
  });
  await tx.insert(
    'timeline_event',
    event(1, 'submitted', { placeId: placeRow['id'] as number, childId: childRow['id'] as number }, personId),
    event(2, 'classify', { category: 'facility', decidedBy: 'classifier' }, null),
    event(3, 'assign', { assigneeId: worker, role: 'logistics', by: 'rule' }, null),
  );
  await tx.insert(
    'content',
    { ...subject, seq: 1, kind: 'report', body: text, erasedAt: null },
    { ...subject, seq: 2, kind: 'classified_by', body: text.slice(0, 4), erasedAt: null },
  );
  await tx.insert(
    'audit',
    ...['submitted', 'classify', 'assign'].map((name, at) =>
      auditRow(now, schoolId, 'write', `issue.${name}`, at === 0 ? personId : null, issueId),
    ),
  );
  await tx.insert('classification', {
    schoolId,
    issueId,
    version: 'start-1',
    categoryId: 1,
    confidence: 0.8,
    alternatives: '[{"code":"facility","confidence":0.8}]',
    decidedBy: 'classifier',
    at: now,
  });
  await tx.insert('search_gram', ...gramsOf(text).map((gram) => ({ ...subject, gram })));
  await tx.insert('timer', {
    kind: 'issue.clock',
    subjectType: 'issue',
    subjectId: issueId,
    inSchool: schoolId,
    dueAt: due,
    attempts: 0,
    leasedBy: null,
    leasedUntil: null,
    lastError: null,
  });
  await tx.insert('outbox', {
    token: random(),
    inSchool: schoolId,
    kind: 'issue.assigned',
    channel: 'subscribe',
    personId: worker,
    seal: null,
    subjectType: 'issue',
    subjectId: issueId,
    payload: '{}',
    state: 'waiting',
    attempts: 0,
    dueAt: new Date(now.getTime() + 12 * 3600_000),
    leasedBy: null,
    leasedUntil: null,
    reason: null,
    createdAt: now,
    changedAt: now,
  });
  return present(floor, schoolId, { ...row, id: issueId } as unknown as RowDataPacket);
}

const flags = {
  diverted: false,
  classroomSees: true,
  hasPhotos: false,
  codeId: null,
  filedById: null,
  picture: null,
  hasVoice: false,
  unheard: false,
  conflictOpen: false,
  officeId: null,
  primaryId: null,
  endedAs: null,
  declinedById: null,
  appealed: false,
  reopens: 0,
};

/** Signing in with a password, at the same price of guessing it. */
export async function login(floor: Floor): Promise<object> {
  const { tx, now, body, today } = floor;
  const row = await tx.row(
    'SELECT * FROM password_login WHERE login = ? AND endedAt IS NULL',
    body['login'] ?? '',
  );
  const nameHash = createHash('sha256')
    .update(body['login'] ?? '')
    .digest('base64url');
  await tx.rows("SELECT * FROM sign_in_tries WHERE nameHash = ? AND slot = 'password'", nameHash);
  await tx.insert('sign_in_tries', { nameHash, slot: 'password', tries: 1, triedAt: now });
  if (!(await verify(row['hash'] as string, body['password'] ?? ''))) throw new Error('wrong password');
  const personId = row['personId'] as number;
  const secret = randomBytes(32).toString('base64url');
  await tx.rows('SELECT * FROM totp WHERE personId = ?', personId);
  await tx.run("DELETE FROM sign_in_tries WHERE nameHash = ? AND slot = 'password'", nameHash);
  await tx.insert('audit', auditRow(now, null, 'auth', 'signed_in.password', personId, null));
  const tokenHash = createHash('sha256').update(secret).digest('base64url');
  const opened = { kind: 'password', accountId: null, personId };
  await tx.insert('session', {
    tokenHash,
    ...opened,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 43_200_000),
    endedAt: null,
    seenAt: now,
    needsTotp: false,
  });
  const { person, roles, schoolId } = await whoIs(tx, opened as unknown as RowDataPacket, today);
  const school = await tx.row('SELECT * FROM school WHERE id = ?', schoolId);
  await tx.rows('SELECT * FROM person_preference WHERE personId = ?', personId);
  await tx.rows('SELECT * FROM person_consent WHERE personId = ?', personId);
  await tx.rows('SELECT * FROM school_setting WHERE schoolId = ?', schoolId);
  const ids = idsOf(roles, 'classroomId');
  const classrooms = await tx.rows(
    `SELECT * FROM classroom WHERE schoolId = ? AND id IN (${marks(ids)})`,
    schoolId,
    ...ids,
  );
  return {
    token: secret,
    person: { token: person['token'] as string, name: person['name'] as string },
    school: school['name'] as string,
    classrooms: classrooms.map((one) => one['name'] as string),
  };
}
