import type { MigrationInterface, QueryRunner } from 'typeorm';
import { at, createTable, id, ref, text, token } from './table.js';

/** What must be known of a child's health, stored encrypted. */
export class ChildHealth1764212100000 implements MigrationInterface {
  readonly name = 'ChildHealth1764212100000';

  async up(runner: QueryRunner): Promise<void> {
    const head = { id: id(), schoolId: ref(), token: token(), childId: ref() };
    await createTable(
      runner,
      'child_health',
      { ...head, words: text(), recordedById: ref(), recordedAt: at() },
      [
        { name: 'child_health_token', columns: ['token'], unique: true },
        { name: 'child_health_child', columns: ['schoolId', 'childId'], unique: true },
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('child_health');
  }
}
