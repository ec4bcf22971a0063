import type { QueryRunner } from 'typeorm';
import { at, code, createTable, flag, id, line, nullable, ref, text, token } from '../table.js';

/** Codes that lead to a child, those who used them, and what the nightly look found. */
export async function bindingTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'child_binding_code',
    {
      id: id(),
      schoolId: ref(),
      childId: ref(),
      codeHash: token(),
      kind: code(),
      relation: nullable(code()),
      simpleMode: flag(),
      createdById: ref(),
      createdAt: at(),
      expiresAt: at(),
      usedAt: nullable(at()),
      voidedAt: nullable(at()),
    },
    [
      { name: 'child_binding_code_hash', columns: ['codeHash'], unique: true },
      { name: 'child_binding_code_child', columns: ['schoolId', 'childId'] },
    ],
  );
  await createTable(
    runner,
    'binding_request',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      childId: ref(),
      codeId: ref(),
      accountId: ref(),
      personId: nullable(ref()),
      name: line(60),
      childName: line(60),
      relation: code(),
      state: code(),
      doubts: text(),
      othersSeen: text(),
      simpleMode: flag(),
      createdAt: at(),
      decidedById: nullable(ref()),
      decidedAt: nullable(at()),
    },
    [
      { name: 'binding_request_token', columns: ['token'], unique: true },
      { name: 'binding_request_list', columns: ['schoolId', 'state', 'id'] },
      { name: 'binding_request_child', columns: ['schoolId', 'childId'] },
      { name: 'binding_request_account', columns: ['accountId'] },
    ],
  );
  await createTable(
    runner,
    'integrity_finding',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      kind: code(),
      childId: nullable(ref()),
      personId: nullable(ref()),
      familyId: nullable(ref()),
      firstSeenAt: at(),
      lastSeenAt: at(),
      goneAt: nullable(at()),
    },
    [
      { name: 'integrity_finding_token', columns: ['token'], unique: true },
      { name: 'integrity_finding_list', columns: ['schoolId', 'goneAt', 'id'] },
    ],
  );
}
