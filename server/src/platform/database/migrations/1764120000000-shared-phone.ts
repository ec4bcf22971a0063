import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, at, code, createTable, dropColumns, id, line, nullable, ref, whole } from './table.js';

/** Pictures of people, picture PINs, and sessions that stand open for a while. */
export class SharedPhone1764120000000 implements MigrationInterface {
  name = 'SharedPhone1764120000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'person', { picture: nullable(code()), pinSince: nullable(at()) });
    await addColumns(runner, 'session', { unlockedUntil: nullable(at()) });
    await createTable(
      runner,
      'picture_pin',
      { id: id(), personId: ref(), hash: line(255), failures: whole(), lockedUntil: nullable(at()) },
      [{ name: 'picture_pin_person', columns: ['personId'], unique: true }],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('picture_pin');
    await dropColumns(runner, 'session', ['unlockedUntil']);
    await dropColumns(runner, 'person', ['picture', 'pinSince']);
  }
}
