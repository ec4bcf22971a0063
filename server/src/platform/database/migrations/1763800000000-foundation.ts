import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  id,
  ref,
  token,
  code,
  line,
  text,
  whole,
  fraction,
  flag,
  at,
  day,
  primary,
  nullable,
} from './table.js';

async function identityTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'account',
    {
      id: id(),
      appId: token(),
      openid: token(128),
      unionid: nullable(token(128)),
      serviceOpenid: nullable(token(128)),
      createdAt: at(),
    },
    [
      { name: 'account_unionid', columns: ['unionid'] },
      { name: 'account_openid', columns: ['appId', 'openid'], unique: true },
    ],
  );
  await createTable(
    runner,
    'account_person',
    {
      id: id(),
      accountId: ref(),
      personId: ref(),
      boundAt: at(),
      endedAt: nullable(at()),
    },
    [
      { name: 'account_person_person', columns: ['personId'] },
      { name: 'account_person_account', columns: ['accountId'] },
    ],
  );
  await createTable(
    runner,
    'binding_code',
    {
      id: id(),
      codeHash: token(),
      personId: ref(),
      createdBy: ref(),
      createdAt: at(),
      expiresAt: at(),
      usedAt: nullable(at()),
    },
    [
      { name: 'binding_code_person', columns: ['personId'] },
      { name: 'binding_code_hash', columns: ['codeHash'], unique: true },
    ],
  );
  await createTable(
    runner,
    'installation',
    {
      key: primary(token()),
      value: text(),
    },
    [],
  );
  await createTable(
    runner,
    'password_login',
    {
      id: id(),
      personId: ref(),
      login: token(),
      hash: line(255),
      mustChange: flag(),
      failures: whole(),
      lockedUntil: nullable(at()),
      endedAt: nullable(at()),
    },
    [
      { name: 'password_login_person', columns: ['personId'] },
      { name: 'password_login_login', columns: ['login'], unique: true },
    ],
  );
  await createTable(
    runner,
    'person',
    {
      id: id(),
      token: token(),
      name: line(60),
      createdAt: at(),
    },
    [{ name: 'person_token', columns: ['token'], unique: true }],
  );
  await createTable(
    runner,
    'session',
    {
      id: id(),
      tokenHash: token(),
      kind: code(),
      accountId: nullable(ref()),
      personId: nullable(ref()),
      createdAt: at(),
      expiresAt: at(),
      endedAt: nullable(at()),
    },
    [
      { name: 'session_account', columns: ['accountId'] },
      { name: 'session_person', columns: ['personId'] },
      { name: 'session_token_hash', columns: ['tokenHash'], unique: true },
    ],
  );
  await createTable(
    runner,
    'subscription_credit',
    {
      id: id(),
      accountId: ref(),
      templateKey: code(),
      credits: whole(),
      changedAt: at(),
    },
    [{ name: 'subscription_credit_template', columns: ['accountId', 'templateKey'], unique: true }],
  );
}

async function peopleTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'child',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      name: line(60),
      birthDay: nullable(day()),
      classroomId: nullable(ref()),
      votingFamilyId: nullable(ref()),
      enrolledDay: day(),
      leftDay: nullable(day()),
    },
    [
      { name: 'child_school', columns: ['schoolId', 'classroomId'] },
      { name: 'child_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'classroom',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      name: line(30),
      active: flag(),
    },
    [
      { name: 'classroom_school', columns: ['schoolId', 'name'] },
      { name: 'classroom_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'family',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [{ name: 'family_school', columns: ['schoolId', 'id'] }],
  );
  await createTable(
    runner,
    'family_member',
    {
      id: id(),
      schoolId: ref(),
      familyId: ref(),
      personId: nullable(ref()),
      childId: nullable(ref()),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'family_member_person', columns: ['schoolId', 'personId'] },
      { name: 'family_member_family', columns: ['schoolId', 'familyId'] },
    ],
  );
  await createTable(
    runner,
    'guardianship',
    {
      id: id(),
      schoolId: ref(),
      childId: ref(),
      personId: ref(),
      relation: code(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'guardianship_person', columns: ['personId'] },
      { name: 'guardianship_child', columns: ['schoolId', 'childId'] },
    ],
  );
  await createTable(
    runner,
    'guardianship_right',
    {
      id: id(),
      schoolId: ref(),
      guardianshipId: ref(),
      kind: code(),
      evidence: nullable(line(120)),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [{ name: 'guardianship_right_of', columns: ['schoolId', 'guardianshipId'] }],
  );
  await createTable(
    runner,
    'place',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      name: line(30),
      active: flag(),
    },
    [
      { name: 'place_name', columns: ['schoolId', 'name'], unique: true },
      { name: 'place_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'region',
    {
      id: id(),
      parentId: nullable(ref()),
      token: token(),
      name: line(60),
    },
    [],
  );
  await createTable(
    runner,
    'region_role',
    {
      id: id(),
      regionId: ref(),
      personId: ref(),
      role: code(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [{ name: 'region_role_person', columns: ['personId'] }],
  );
  await createTable(
    runner,
    'school',
    {
      id: id(),
      token: token(),
      regionId: ref(),
      name: line(60),
      kind: code(),
      createdAt: at(),
    },
    [
      { name: 'school_region', columns: ['regionId'] },
      { name: 'school_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'staff_member',
    {
      id: id(),
      schoolId: ref(),
      personId: ref(),
      active: flag(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'staff_member_list', columns: ['schoolId', 'active', 'id'] },
      { name: 'staff_member_person', columns: ['schoolId', 'personId'], unique: true },
    ],
  );
  await createTable(
    runner,
    'staff_role',
    {
      id: id(),
      schoolId: ref(),
      personId: ref(),
      role: code(),
      classroomId: nullable(ref()),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'staff_role_school', columns: ['schoolId', 'role', 'classroomId'] },
      { name: 'staff_role_person', columns: ['personId'] },
    ],
  );
}

async function timelineTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'content',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      seq: whole(),
      kind: code(),
      body: text(),
      erasedAt: nullable(at()),
    },
    [{ name: 'content_subject', columns: ['schoolId', 'subjectType', 'subjectId', 'seq'] }],
  );
  await createTable(
    runner,
    'exclusion',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      personId: ref(),
      reason: code(),
      createdAt: at(),
    },
    [
      { name: 'exclusion_person', columns: ['schoolId', 'personId'] },
      {
        name: 'exclusion_subject',
        columns: ['schoolId', 'subjectType', 'subjectId', 'personId'],
        unique: true,
      },
    ],
  );
  await createTable(
    runner,
    'school_setting',
    {
      id: id(),
      schoolId: ref(),
      key: code(),
      value: line(200),
    },
    [{ name: 'school_setting_key', columns: ['schoolId', 'key'], unique: true }],
  );
  await createTable(
    runner,
    'search_gram',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      gram: token(24),
    },
    [
      { name: 'search_gram_subject', columns: ['schoolId', 'subjectType', 'subjectId'] },
      { name: 'search_gram_gram', columns: ['schoolId', 'subjectType', 'gram', 'subjectId'], unique: true },
    ],
  );
  await createTable(
    runner,
    'timeline_event',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      seq: whole(),
      name: code(),
      version: whole(),
      payload: text(),
      actorId: nullable(ref()),
      actorSeal: nullable(token()),
      at: at(),
    },
    [
      {
        name: 'timeline_event_subject',
        columns: ['schoolId', 'subjectType', 'subjectId', 'seq'],
        unique: true,
      },
    ],
  );
}

async function auditTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'audit',
    {
      id: id(),
      inSchool: nullable(ref()),
      at: at(),
      kind: code(),
      action: code(60),
      actorId: nullable(ref()),
      actorSeal: nullable(token()),
      subjectType: nullable(code()),
      subjectId: nullable(ref()),
      fields: nullable(line(120)),
      requestId: nullable(token()),
    },
    [
      { name: 'audit_school', columns: ['inSchool', 'id'] },
      { name: 'audit_subject', columns: ['subjectType', 'subjectId', 'id'] },
    ],
  );
}

async function outboxTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'idempotency',
    {
      id: id(),
      scope: token(),
      key: token(),
      bodyHash: token(),
      createdAt: at(),
    },
    [
      { name: 'idempotency_created', columns: ['createdAt'] },
      { name: 'idempotency_key', columns: ['scope', 'key'], unique: true },
    ],
  );
  await createTable(
    runner,
    'outbox',
    {
      id: id(),
      token: token(),
      inSchool: nullable(ref()),
      kind: code(),
      channel: code(),
      personId: nullable(ref()),
      seal: nullable(token()),
      subjectType: nullable(code()),
      subjectId: nullable(ref()),
      payload: text(),
      state: code(),
      attempts: whole(),
      dueAt: at(),
      leasedBy: nullable(token()),
      leasedUntil: nullable(at()),
      reason: nullable(line(200)),
      createdAt: at(),
      changedAt: at(),
    },
    [
      { name: 'outbox_subject', columns: ['subjectType', 'subjectId'] },
      { name: 'outbox_school', columns: ['inSchool', 'state', 'id'] },
      { name: 'outbox_token', columns: ['token'], unique: true },
      { name: 'outbox_due', columns: ['state', 'dueAt', 'id'] },
    ],
  );
  await createTable(
    runner,
    'timer',
    {
      id: id(),
      kind: code(),
      subjectType: code(),
      subjectId: ref(),
      inSchool: nullable(ref()),
      dueAt: at(),
      attempts: whole(),
      leasedBy: nullable(token()),
      leasedUntil: nullable(at()),
      lastError: nullable(line(200)),
    },
    [
      { name: 'timer_subject', columns: ['kind', 'subjectType', 'subjectId'], unique: true },
      { name: 'timer_due', columns: ['dueAt', 'id'] },
    ],
  );
  await createTable(
    runner,
    'wechat_seen',
    {
      key: primary(token()),
      at: at(),
    },
    [{ name: 'wechat_seen_at', columns: ['at'] }],
  );
  await createTable(
    runner,
    'wechat_token',
    {
      appId: primary(token()),
      token: token(600),
      expiresAt: at(),
      lockedUntil: nullable(at()),
    },
    [],
  );
}

async function mediaTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'media',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      clientId: token(),
      ownerHash: token(),
      subjectType: nullable(code()),
      subjectId: nullable(ref()),
      seq: nullable(whole()),
      mime: code(),
      bytes: whole(),
      width: whole(),
      height: whole(),
      sourceSha256: token(),
      storageKey: token(),
      createdAt: at(),
    },
    [
      { name: 'media_subject', columns: ['schoolId', 'subjectType', 'subjectId', 'seq'] },
      { name: 'media_client', columns: ['clientId', 'ownerHash'], unique: true },
      { name: 'media_token', columns: ['token'], unique: true },
    ],
  );
}

async function issueTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'category',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      code: code(),
      name: line(20),
      active: flag(),
      position: whole(),
    },
    [
      { name: 'category_code', columns: ['schoolId', 'code'], unique: true },
      { name: 'category_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'classification',
    {
      id: id(),
      schoolId: ref(),
      issueId: ref(),
      version: token(100),
      categoryId: nullable(ref()),
      confidence: fraction(),
      alternatives: text(),
      decidedBy: code(),
      at: at(),
    },
    [{ name: 'classification_issue', columns: ['schoolId', 'issueId', 'id'] }],
  );
  await createTable(
    runner,
    'issue',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      clientId: token(),
      state: code(),
      lastSeq: whole(),
      categoryId: nullable(ref()),
      placeId: nullable(ref()),
      classroomId: nullable(ref()),
      childId: nullable(ref()),
      reporterId: nullable(ref()),
      seal: nullable(token()),
      assigneeId: nullable(ref()),
      assigneeRole: nullable(code()),
      diverted: flag(),
      classroomSees: flag(),
      hasPhotos: flag(),
      createdAt: at(),
      changedAt: at(),
    },
    [
      { name: 'issue_seal', columns: ['seal'] },
      { name: 'issue_reporter', columns: ['reporterId', 'id'] },
      { name: 'issue_classroom', columns: ['schoolId', 'classroomId', 'diverted', 'id'] },
      { name: 'issue_assignee', columns: ['schoolId', 'assigneeId', 'diverted', 'id'] },
      { name: 'issue_state', columns: ['schoolId', 'diverted', 'state', 'id'] },
      { name: 'issue_board', columns: ['schoolId', 'diverted', 'id'] },
      { name: 'issue_client', columns: ['clientId'], unique: true },
      { name: 'issue_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'routing_rule',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      categoryId: nullable(ref()),
      placeId: nullable(ref()),
      classroomId: nullable(ref()),
      personId: nullable(ref()),
      role: nullable(code()),
      backupPersonId: nullable(ref()),
      backupRole: nullable(code()),
    },
    [
      { name: 'routing_rule_school', columns: ['schoolId', 'id'] },
      { name: 'routing_rule_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'sealed_reporter',
    {
      id: id(),
      schoolId: ref(),
      seal: token(),
      mineHash: token(),
      cipher: text(),
    },
    [
      { name: 'sealed_reporter_mine', columns: ['mineHash'] },
      { name: 'sealed_reporter_seal', columns: ['schoolId', 'seal'], unique: true },
    ],
  );
}

const tables = [
  'account',
  'account_person',
  'binding_code',
  'installation',
  'password_login',
  'person',
  'session',
  'subscription_credit',
  'child',
  'classroom',
  'family',
  'family_member',
  'guardianship',
  'guardianship_right',
  'place',
  'region',
  'region_role',
  'school',
  'staff_member',
  'staff_role',
  'content',
  'exclusion',
  'school_setting',
  'search_gram',
  'timeline_event',
  'audit',
  'idempotency',
  'outbox',
  'timer',
  'wechat_seen',
  'wechat_token',
  'media',
  'category',
  'classification',
  'issue',
  'routing_rule',
  'sealed_reporter',
];

/** The first schema: everything that people, issues and the platform under them stand on. */
export class Foundation1763800000000 implements MigrationInterface {
  name = 'Foundation1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await identityTables(runner);
    await peopleTables(runner);
    await timelineTables(runner);
    await auditTables(runner);
    await outboxTables(runner);
    await mediaTables(runner);
    await issueTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
