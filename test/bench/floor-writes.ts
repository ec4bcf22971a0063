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
  const { personId, schoolId } = await whoAsks(floor);
  await tx.rows('SELECT id FROM issue WHERE clientId = ?', clientId);
  const childRow = await tx.row('SELECT * FROM child WHERE schoolId = ? AND token = ?', schoolId, child);
  const placeRow = await tx.row('SELECT * FROM place WHERE schoolId = ? AND token = ?', schoolId, place);
  await tx.rows("SELECT * FROM classifier_model WHERE schoolId = ? AND state = 'active'", schoolId);
  for (const table of [
    'school_week',
    'school_term',
    'calendar_day',
    'service_target',
    'escalation_level',
    'routing_rule',
    'school_setting',
    'classroom',
    'category',
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
  const worker = staff.find((row) => row['role'] === 'logistics')?.['personId'] as number;
  const token = random();
  const due = new Date(now.getTime() + 4 * 3600_000);
  const issueId = await tx.insert('issue', {
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
  });
  const subject = { schoolId, subjectType: 'issue', subjectId: issueId };
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
  return present(floor, schoolId, await tx.row('SELECT * FROM issue WHERE id = ?', issueId));
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
  const { person, roles, school, schoolId } = await whoIs(tx, opened as unknown as RowDataPacket, today);
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
