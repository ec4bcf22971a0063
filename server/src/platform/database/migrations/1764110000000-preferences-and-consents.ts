import type { MigrationInterface, QueryRunner } from 'typeorm';
import { at, code, createTable, flag, id, ref, whole } from './table.js';

/** How the program behaves for a person, and what she has agreed to. */
export class PreferencesAndConsents1764110000000 implements MigrationInterface {
  readonly name = 'PreferencesAndConsents1764110000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'person_preference',
      { id: id(), personId: ref(), key: code(), value: flag(), changedById: ref(), changedAt: at() },
      [{ name: 'person_preference_key', columns: ['personId', 'key'], unique: true }],
    );
    await createTable(
      runner,
      'person_consent',
      {
        id: id(),
        personId: ref(),
        purpose: code(),
        textVersion: whole(),
        decision: code(),
        recordedById: ref(),
        at: at(),
      },
      [{ name: 'person_consent_purpose', columns: ['personId', 'purpose', 'id'] }],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('person_consent');
    await runner.dropTable('person_preference');
  }
}
