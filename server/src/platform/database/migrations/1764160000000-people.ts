import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bindingTables } from './people/binding.tables.js';
import { familyTables, withoutEvidenceKind } from './people/family.tables.js';

const tables = [
  'bar_order',
  'entrusted_care',
  'left_behind_finding',
  'child_binding_code',
  'binding_request',
  'integrity_finding',
];

/** Guardianship with its papers, orders that keep adults away, and how families come to be bound. */
export class People1764160000000 implements MigrationInterface {
  readonly name = 'People1764160000000';

  async up(runner: QueryRunner): Promise<void> {
    await familyTables(runner);
    await bindingTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await withoutEvidenceKind(runner);
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
