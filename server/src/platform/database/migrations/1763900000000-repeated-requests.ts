import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, dropColumns, nullable, token } from './table.js';

/** What a request made, by its token: a repeat of a creation is answered with the same one. */
export class RepeatedRequests1763900000000 implements MigrationInterface {
  name = 'RepeatedRequests1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'idempotency', { result: nullable(token()) });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'idempotency', ['result']);
  }
}
