import type { QueryRunner } from 'typeorm';
import { createTable, id, ref, token, code, line, at, nullable } from '../table.js';

/** Who wrote and who read. */
export async function auditTables(runner: QueryRunner): Promise<void> {
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
