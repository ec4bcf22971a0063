import type { MigrationInterface, QueryRunner } from 'typeorm';
import { at, createTable, line, nullable, primary, text, token, widen } from './table.js';

/** Columns that were one line and hold cipher text from now on, with the length that they had. */
const lines = [
  { table: 'guardianship_right', column: 'evidence', length: 120, isNullable: true },
  { table: 'bar_order', column: 'evidence', length: 200, isNullable: false },
  { table: 'bar_order', column: 'liftedBecause', length: 200, isNullable: true },
];

/** Which keys records are written with, and room for cipher text. The rows themselves are encrypted at the next start. */
export class Encryption1764200000000 implements MigrationInterface {
  readonly name = 'Encryption1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'encryption_key', {
      keyId: primary(token(16)),
      fingerprint: token(),
      sinceAt: at(),
    });
    for (const { table, column, isNullable } of lines)
      await widen(runner, table, column, isNullable ? nullable(text()) : text());
    await this.noteFirstKey(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, column, length, isNullable } of lines)
      await widen(runner, table, column, isNullable ? nullable(line(length)) : line(length));
    await runner.dropTable('encryption_key');
  }

  /** Who reported without a name was encrypted before there was a list: with the key that comes from the secret. */
  private async noteFirstKey(runner: QueryRunner): Promise<void> {
    for (const table of ['sealed_reporter', 'evaluation_box']) {
      const rows = (await runner.query(`SELECT 1 FROM ${table} LIMIT 1`)) as unknown[];
      if (rows.length === 0) continue;
      await runner.query(
        "INSERT INTO encryption_key (keyId, fingerprint, sinceAt) VALUES ('k1', '', CURRENT_TIMESTAMP)",
      );
      return;
    }
  }
}
