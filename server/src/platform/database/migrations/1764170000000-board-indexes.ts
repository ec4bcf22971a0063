import { TableIndex } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexes = {
  issue_category: ['schoolId', 'categoryId', 'diverted', 'id'],
  issue_place: ['schoolId', 'placeId', 'diverted', 'id'],
  issue_unheard: ['schoolId', 'unheard', 'diverted', 'id'],
  issue_conflict: ['schoolId', 'conflictOpen', 'diverted', 'id'],
};

/** What the board is filtered by, so that a page costs the same however long a school has been here. */
export class BoardIndexes1764170000000 implements MigrationInterface {
  readonly name = 'BoardIndexes1764170000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columnNames] of Object.entries(indexes))
      await runner.createIndex('issue', new TableIndex({ name, columnNames }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(indexes)) await runner.dropIndex('issue', name);
  }
}
