import type { MigrationInterface, QueryRunner } from 'typeorm';
import { at, createTable, id, ref, text, token } from './table.js';

const recorded = () => ({ recordedById: ref(), recordedAt: at() });

/** Phone numbers, identity numbers and addresses: stored encrypted, and found, where at all, by a blind index. */
export class PrivateDetails1764205000000 implements MigrationInterface {
  readonly name = 'PrivateDetails1764205000000';

  async up(runner: QueryRunner): Promise<void> {
    const head = () => ({ id: id(), schoolId: ref(), token: token() });
    const numbered = () => ({ number: text(), numberIndex: token(), ...recorded() });
    await createTable(runner, 'person_phone', { ...head(), personId: ref(), ...numbered() }, [
      { name: 'person_phone_token', columns: ['token'], unique: true },
      { name: 'person_phone_person', columns: ['schoolId', 'personId'], unique: true },
      { name: 'person_phone_number', columns: ['schoolId', 'numberIndex'] },
    ]);
    await createTable(runner, 'child_identity', { ...head(), childId: ref(), ...numbered() }, [
      { name: 'child_identity_token', columns: ['token'], unique: true },
      { name: 'child_identity_child', columns: ['schoolId', 'childId'], unique: true },
      { name: 'child_identity_number', columns: ['schoolId', 'numberIndex'] },
    ]);
    const living = { familyId: ref(), address: text() };
    await createTable(runner, 'household_address', { ...head(), ...living, ...recorded() }, [
      { name: 'household_address_token', columns: ['token'], unique: true },
      { name: 'household_address_family', columns: ['schoolId', 'familyId'], unique: true },
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['household_address', 'child_identity', 'person_phone'])
      await runner.dropTable(table);
  }
}
