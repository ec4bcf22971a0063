import type { QueryRunner } from 'typeorm';
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
  nullable,
} from '../table.js';

/** Issues, their reporters, categories, classifications and rules. */
export async function issueTables(runner: QueryRunner): Promise<void> {
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
