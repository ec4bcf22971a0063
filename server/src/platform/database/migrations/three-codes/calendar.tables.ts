import type { QueryRunner } from 'typeorm';
import { code, createTable, day, id, line, nullable, ref, text, token, whole } from '../table.js';

/** When a school works, by when work is due, and who is told when it is late. */
export async function calendarTables(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'school_week', { id: id(), schoolId: ref(), weekday: whole(), periods: text() }, [
    { name: 'school_week_day', columns: ['schoolId', 'weekday'], unique: true },
  ]);
  await createTable(
    runner,
    'school_term',
    { id: id(), schoolId: ref(), token: token(), name: line(30), fromDay: day(), toDay: day() },
    [
      { name: 'school_term_token', columns: ['token'], unique: true },
      { name: 'school_term_days', columns: ['schoolId', 'fromDay'] },
    ],
  );
  await createTable(
    runner,
    'calendar_day',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      kind: code(),
      name: line(30),
      fromDay: day(),
      toDay: day(),
    },
    [
      { name: 'calendar_day_token', columns: ['token'], unique: true },
      { name: 'calendar_day_days', columns: ['schoolId', 'fromDay'] },
    ],
  );
  await createTable(
    runner,
    'service_target',
    {
      id: id(),
      schoolId: ref(),
      categoryId: nullable(ref()),
      responseMinutes: whole(),
      resolutionMinutes: whole(),
    },
    [{ name: 'service_target_category', columns: ['schoolId', 'categoryId'] }],
  );
  await createTable(
    runner,
    'escalation_level',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      clock: code(),
      afterMinutes: whole(),
      action: code(),
      role: nullable(code()),
      personId: nullable(ref()),
    },
    [
      { name: 'escalation_level_token', columns: ['token'], unique: true },
      { name: 'escalation_level_school', columns: ['schoolId', 'clock', 'afterMinutes'] },
    ],
  );
}

/** Lets the clocks of what schools have open already be computed as soon as the timers ring. */
export async function clocksOfEarlierIssues(runner: QueryRunner): Promise<void> {
  await runner.query(
    "INSERT INTO timer (kind, subjectType, subjectId, inSchool, dueAt, attempts) SELECT 'issue.reclock', 'school', id, id, createdAt, 0 FROM school",
  );
}

export async function withoutClocks(runner: QueryRunner): Promise<void> {
  await runner.query("DELETE FROM timer WHERE kind IN ('issue.clock', 'issue.reclock')");
}
