import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, day, id, ref } from './table.js';

/** Up to which day each school has heard of what begins and ends by its date. */
export class DayHeard1764212000000 implements MigrationInterface {
  readonly name = 'DayHeard1764212000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'day_heard', { id: id(), schoolId: ref(), day: day() }, [
      { name: 'day_heard_school', columns: ['schoolId'], unique: true },
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('day_heard');
  }
}
