import type { QueryRunner } from 'typeorm';
import { createTable, id, ref, token, code, whole, at, nullable } from '../table.js';

/** Photos. */
export async function mediaTables(runner: QueryRunner): Promise<void> {
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
