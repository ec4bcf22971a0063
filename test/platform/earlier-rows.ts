import { createHash } from 'node:crypto';

type Value = string | number | null;

/** A row as the schema of its time had it: written by hand, because today's entities know only today's columns. */
export interface EarlierRow {
  table: string;
  values: Record<string, Value>;
}

/** Bearer token of the grandmother whose session is among the rows. */
export const grannysBearer = 'g'.repeat(43);
/** What a court and two parents wrote, from a time when it lay plain. */
export const courtsWords = '人身安全保护令（2026）湘07民保令3号';
export const agreedWords = '离婚协议第三条：父亲每周六接';
export const reportedWords = '楼梯的扶手松了，晃得厉害';
export const earlierIssue = 'issue-token-0000000001';
/** An issue of a later time, merged when a merged one still had a clock that stood. */
export const earlierMerged = 'issue-token-0000000002';
/** A reply that she sent in those days and whose answer she never got: sent again, it is not carried out again. */
export const earlierReply = { key: 'reply-key-0001', body: { text: '好' } };

const at = '2026-03-04 02:00:00.000';
const begin = '2025-09-01';
const row = (table: string, values: Record<string, Value>): EarlierRow => ({ table, values });
const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url');

/** A family, a school with one member of staff, and a report that was assigned, in the first schema. */
const foundation: EarlierRow[] = [
  row('region', { id: 1, parentId: null, token: 'region-token-000000001', name: '桃源县' }),
  row('school', {
    id: 1,
    token: 'school-token-000000001',
    regionId: 1,
    name: '桃源镇中心幼儿园',
    kind: 'kindergarten',
    createdAt: at,
  }),
  row('person', { id: 1, token: 'person-token-000000001', name: '周桂兰', createdAt: at }),
  row('person', { id: 2, token: 'person-token-000000002', name: '王建国', createdAt: at }),
  row('account', {
    id: 1,
    appId: 'wxtestmini',
    openid: 'openid-1',
    unionid: null,
    serviceOpenid: null,
    createdAt: at,
  }),
  row('account_person', { id: 1, accountId: 1, personId: 1, boundAt: at, endedAt: null }),
  row('session', {
    id: 1,
    tokenHash: hash(grannysBearer),
    kind: 'wechat',
    accountId: 1,
    personId: 1,
    createdAt: at,
    expiresAt: '2099-01-01 00:00:00.000',
    endedAt: null,
  }),
  row('classroom', { id: 1, schoolId: 1, token: 'classroom-token-000001', name: '小二班', active: 1 }),
  row('child', {
    id: 1,
    schoolId: 1,
    token: 'child-token-0000000001',
    name: '王梓涵',
    birthDay: '2021-05-06',
    classroomId: 1,
    votingFamilyId: null,
    enrolledDay: begin,
    leftDay: null,
  }),
  row('guardianship', {
    id: 1,
    schoolId: 1,
    childId: 1,
    personId: 1,
    relation: 'grandmother',
    fromDay: begin,
    toDay: null,
  }),
  row('guardianship_right', {
    id: 1,
    schoolId: 1,
    guardianshipId: 1,
    kind: 'care',
    evidence: null,
    fromDay: begin,
    toDay: null,
  }),
  row('staff_member', { id: 1, schoolId: 1, personId: 2, active: 1, fromDay: begin, toDay: null }),
  row('staff_role', {
    id: 1,
    schoolId: 1,
    personId: 2,
    role: 'logistics',
    classroomId: null,
    fromDay: begin,
    toDay: null,
  }),
  row('category', {
    id: 1,
    schoolId: 1,
    token: 'category-token-0000001',
    code: 'facility',
    name: '设施安全',
    active: 1,
    position: 0,
  }),
  row('issue', {
    id: 1,
    schoolId: 1,
    token: earlierIssue,
    clientId: '6f0d7f0e-6c1e-4f0a-9d53-6a1b1c2d3e4f',
    state: 'assigned',
    lastSeq: 2,
    categoryId: 1,
    placeId: null,
    classroomId: 1,
    childId: 1,
    reporterId: 1,
    seal: null,
    assigneeId: 2,
    assigneeRole: 'logistics',
    diverted: 0,
    classroomSees: 0,
    hasPhotos: 0,
    createdAt: at,
    changedAt: at,
  }),
  ...[
    { seq: 1, name: 'submitted', payload: '{"placeId":null,"childId":1,"photos":0}', actorId: 1 },
    { seq: 2, name: 'assign', payload: '{"assigneeId":2,"role":"logistics","by":"rule"}', actorId: null },
  ].map((event) =>
    row('timeline_event', {
      schoolId: 1,
      subjectType: 'issue',
      subjectId: 1,
      version: 1,
      actorSeal: null,
      at,
      ...event,
    }),
  ),
  row('content', {
    id: 1,
    schoolId: 1,
    subjectType: 'issue',
    subjectId: 1,
    seq: 1,
    kind: 'report',
    body: reportedWords,
    erasedAt: null,
  }),
  row('idempotency', {
    id: 1,
    scope: hash(`person:1 POST /api/v1/issues/${earlierIssue}/reply`),
    key: earlierReply.key,
    bodyHash: hash(JSON.stringify(earlierReply.body)),
    createdAt: at,
  }),
];

/** A place that was made under a key. */
const repeatedRequests: EarlierRow[] = [
  row('idempotency', {
    id: 2,
    scope: hash('person:2 POST /api/v1/places'),
    key: 'place-key-0001',
    bodyHash: hash('{"name":"操场"}'),
    result: 'place-token-0000000001',
    createdAt: at,
  }),
];

/** A grandmother with four big buttons, who lets texts be read to her. */
const preferencesAndConsents: EarlierRow[] = [
  row('person_preference', {
    id: 1,
    personId: 1,
    key: 'simpleMode',
    value: 1,
    changedById: 2,
    changedAt: at,
  }),
  row('person_consent', {
    id: 1,
    personId: 1,
    purpose: 'speech_out',
    textVersion: 1,
    decision: 'given',
    recordedById: 2,
    at,
  }),
];

/** An issue that was merged when merged issues still had a clock that stood. */
const threeCodes: EarlierRow[] = [
  row('issue', {
    id: 2,
    schoolId: 1,
    token: earlierMerged,
    clientId: '0d2c7f0e-6c1e-4f0a-9d53-6a1b1c2d3e4f',
    state: 'merged',
    lastSeq: 2,
    reporterId: 2,
    diverted: 0,
    classroomSees: 0,
    hasPhotos: 0,
    hasVoice: 0,
    unheard: 0,
    conflictOpen: 0,
    primaryId: 1,
    appealed: 0,
    reopens: 0,
    respondedAt: at,
    pausedSince: at,
    createdAt: at,
    changedAt: at,
  }),
  ...[
    { seq: 1, name: 'submitted', payload: '{"placeId":null,"childId":null,"photos":0}' },
    { seq: 2, name: 'merge', payload: '{"into":1}' },
  ].map((event) =>
    row('timeline_event', {
      schoolId: 1,
      subjectType: 'issue',
      subjectId: 2,
      version: 1,
      actorId: 2,
      actorSeal: null,
      at,
      ...event,
    }),
  ),
];

/** A father who is kept from a child, and a right that rests on a paper. */
const people: EarlierRow[] = [
  row('person', { id: 3, token: 'person-token-000000003', name: '王强', createdAt: at }),
  row('bar_order', {
    id: 1,
    schoolId: 1,
    token: 'bar-token-000000000001',
    childId: 1,
    personId: 3,
    evidenceKind: 'court',
    evidence: courtsWords,
    fromDay: begin,
    toDay: null,
    placedById: 2,
    placedAt: at,
    liftedById: null,
    liftedAt: null,
    liftedBecause: null,
  }),
  row('guardianship_right', {
    id: 7,
    schoolId: 1,
    guardianshipId: 1,
    kind: 'pickup',
    evidenceKind: 'agreement',
    evidence: agreedWords,
    fromDay: begin,
    toDay: null,
  }),
];

/**
 * Rows to write once a migration has run, by its name: rows that such an installation really had. Who adds a migration
 * with new tables adds rows here, and they are carried on through every later migration.
 */
export const earlierRows: Readonly<Record<string, readonly EarlierRow[]>> = {
  Foundation1763800000000: foundation,
  RepeatedRequests1763900000000: repeatedRequests,
  ThreeCodes1764000000000: threeCodes,
  PreferencesAndConsents1764110000000: preferencesAndConsents,
  People1764160000000: people,
};
