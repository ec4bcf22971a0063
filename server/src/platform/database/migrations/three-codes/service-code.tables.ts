import type { QueryRunner } from 'typeorm';
import { at, code, createTable, day, id, line, nullable, ref, token, whole } from '../table.js';

/** Printed codes and how often they were scanned. */
export async function serviceCodeTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'service_code',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      scene: token(),
      kind: code(),
      label: line(20),
      placeId: nullable(ref()),
      classroomId: nullable(ref()),
      categoryId: nullable(ref()),
      state: code(),
      renewedById: nullable(ref()),
      createdById: ref(),
      createdAt: at(),
      endedAt: nullable(at()),
    },
    [
      { name: 'service_code_token', columns: ['token'], unique: true },
      { name: 'service_code_scene', columns: ['scene'], unique: true },
      { name: 'service_code_list', columns: ['schoolId', 'state', 'id'] },
    ],
  );
  await createTable(
    runner,
    'service_code_scan',
    { id: id(), schoolId: ref(), codeId: ref(), day: day(), count: whole() },
    [{ name: 'service_code_scan_day', columns: ['schoolId', 'codeId', 'day'], unique: true }],
  );
}
