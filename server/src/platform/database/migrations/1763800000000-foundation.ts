import type { MigrationInterface, QueryRunner } from 'typeorm';
import { identityTables } from './foundation/identity.tables.js';
import { peopleTables } from './foundation/people.tables.js';
import { timelineTables } from './foundation/timeline.tables.js';
import { auditTables } from './foundation/audit.tables.js';
import { outboxTables } from './foundation/outbox.tables.js';
import { mediaTables } from './foundation/media.tables.js';
import { issueTables } from './foundation/issue.tables.js';

const tables = [
  'account',
  'account_person',
  'binding_code',
  'installation',
  'password_login',
  'person',
  'session',
  'subscription_credit',
  'child',
  'classroom',
  'family',
  'family_member',
  'guardianship',
  'guardianship_right',
  'place',
  'region',
  'region_role',
  'school',
  'staff_member',
  'staff_role',
  'content',
  'exclusion',
  'school_setting',
  'search_gram',
  'timeline_event',
  'audit',
  'idempotency',
  'outbox',
  'timer',
  'wechat_seen',
  'wechat_token',
  'media',
  'category',
  'classification',
  'issue',
  'routing_rule',
  'sealed_reporter',
];

/** The first schema: everything that people, issues and the platform under them stand on. */
export class Foundation1763800000000 implements MigrationInterface {
  name = 'Foundation1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await identityTables(runner);
    await peopleTables(runner);
    await timelineTables(runner);
    await auditTables(runner);
    await outboxTables(runner);
    await mediaTables(runner);
    await issueTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
