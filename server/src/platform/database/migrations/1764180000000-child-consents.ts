import type { MigrationInterface, QueryRunner } from 'typeorm';
import { at, code, createTable, flag, id, line, nullable, ref, text, whole } from './table.js';

/** What guardians decide for a child, the words they are asked with, and which children a read showed. */
export class ChildConsents1764180000000 implements MigrationInterface {
  readonly name = 'ChildConsents1764180000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'child_consent',
      {
        id: id(),
        schoolId: ref(),
        childId: ref(),
        purpose: code(),
        textVersion: whole(),
        guardianId: ref(),
        decision: code(),
        channel: code(),
        recordedById: ref(),
        note: nullable(text()),
        at: at(),
      },
      [{ name: 'child_consent_child', columns: ['schoolId', 'childId', 'id'] }],
    );
    await createTable(
      runner,
      'consent_text',
      {
        id: id(),
        schoolId: ref(),
        purpose: code(),
        version: whole(),
        lines: text(),
        yesWords: line(60),
        noWords: line(60),
        asksAgain: flag(),
        publishedById: ref(),
        publishedAt: at(),
      },
      [{ name: 'consent_text_version', columns: ['schoolId', 'purpose', 'version'], unique: true }],
    );
    await createTable(
      runner,
      'audit_child',
      { id: id(), auditId: ref(), childId: ref(), onlyForId: nullable(ref()) },
      [{ name: 'audit_child_child', columns: ['childId', 'auditId'] }],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_child');
    await runner.dropTable('consent_text');
    await runner.dropTable('child_consent');
  }
}
