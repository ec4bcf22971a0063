import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Merged issues have no clock of their own any more: what is stored of the clocks is derived anew as soon as the timers
 * ring. Nothing of the schema changes.
 */
export class MergedWithoutClocks1764050000000 implements MigrationInterface {
  readonly name = 'MergedWithoutClocks1764050000000';

  async up(runner: QueryRunner): Promise<void> {
    await reclock(runner);
  }

  /** The version before derives them anew in its own way. */
  async down(runner: QueryRunner): Promise<void> {
    await reclock(runner);
  }
}

async function reclock(runner: QueryRunner): Promise<void> {
  await runner.query("DELETE FROM timer WHERE kind = 'issue.reclock' AND subjectType = 'school'");
  await runner.query(
    "INSERT INTO timer (kind, subjectType, subjectId, inSchool, dueAt, attempts) SELECT 'issue.reclock', 'school', id, id, createdAt, 0 FROM school",
  );
}
