import type { QueryRunner } from 'typeorm';
import { createTable, day, id, line, nullable, ref, token, whole } from '../table.js';

/** When staff are away, which hours they keep, and what families call them. */
export async function staffTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'staff_absence',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      personId: ref(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'staff_absence_token', columns: ['token'], unique: true },
      { name: 'staff_absence_person', columns: ['schoolId', 'personId', 'fromDay'] },
    ],
  );
  await createTable(
    runner,
    'staff_hours',
    { id: id(), schoolId: ref(), personId: ref(), weekday: whole(), fromMinute: whole(), toMinute: whole() },
    [{ name: 'staff_hours_person', columns: ['schoolId', 'personId', 'weekday'] }],
  );
  await createTable(
    runner,
    'staff_nickname',
    { id: id(), schoolId: ref(), personId: ref(), name: line(20) },
    [{ name: 'staff_nickname_person', columns: ['schoolId', 'personId', 'name'], unique: true }],
  );
}
