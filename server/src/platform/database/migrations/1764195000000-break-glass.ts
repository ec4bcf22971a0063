import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import {
  addColumns,
  at,
  code,
  createTable,
  dropColumns,
  id,
  line,
  nullable,
  ref,
  text,
  token,
} from './table.js';

/** Fields that were opened for a reason, who looked at why, and what was read meanwhile. */
export class BreakGlass1764195000000 implements MigrationInterface {
  readonly name = 'BreakGlass1764195000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'break_glass',
      {
        id: id(),
        schoolId: ref(),
        token: token(),
        childId: ref(),
        openedById: ref(),
        fields: line(60),
        reason: text(),
        openedAt: at(),
        until: at(),
        closedAt: nullable(at()),
        closedById: nullable(ref()),
        escalatedAt: nullable(at()),
        officeRegionId: nullable(ref()),
        reviewedAt: nullable(at()),
        reviewedById: nullable(ref()),
        verdict: nullable(code()),
        note: nullable(text()),
      },
      [
        { name: 'break_glass_token', columns: ['token'], unique: true },
        { name: 'break_glass_reader', columns: ['schoolId', 'openedById', 'childId'] },
        { name: 'break_glass_review', columns: ['schoolId', 'reviewedAt', 'id'] },
        { name: 'break_glass_office', columns: ['officeRegionId', 'id'] },
      ],
    );
    await addColumns(runner, 'audit', { breakGlassId: nullable(ref()) }, [
      { name: 'audit_break_glass', columns: ['breakGlassId', 'id'] },
    ]);
    await runner.createIndex(
      'audit',
      new TableIndex({ name: 'audit_actor', columnNames: ['actorId', 'id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'audit', ['breakGlassId'], ['audit_actor', 'audit_break_glass']);
    await runner.dropTable('break_glass');
  }
}
