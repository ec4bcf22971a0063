import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, at, dropColumns, line, nullable, ref } from './table.js';

const tables = ['staff_role', 'region_role'];
const columns = {
  givenById: nullable(ref()),
  givenAt: nullable(at()),
  because: nullable(line(100)),
  endedById: nullable(ref()),
  endedAt: nullable(at()),
  endedBecause: nullable(line(100)),
};

/** Who gave a role and why, who ended it and why: a row is its own history. */
export class Roles1764210000000 implements MigrationInterface {
  readonly name = 'Roles1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await addColumns(runner, table, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await dropColumns(runner, table, Object.keys(columns));
  }
}
