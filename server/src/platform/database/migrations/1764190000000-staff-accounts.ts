import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  text,
  at,
  createTable,
  dropColumns,
  flag,
  id,
  line,
  nullable,
  ref,
  token,
  whole,
} from './table.js';

/** The second step of signing in, tries counted by name and device, and sessions that their owner knows again. */
export class StaffAccounts1764190000000 implements MigrationInterface {
  readonly name = 'StaffAccounts1764190000000';

  async up(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'password_login', ['failures', 'lockedUntil']);
    await createTable(
      runner,
      'sign_in_tries',
      {
        id: id(),
        nameHash: token(),
        slot: token(),
        tries: whole(),
        triedAt: at(),
        pausedUntil: nullable(at()),
      },
      [
        { name: 'sign_in_tries_slot', columns: ['nameHash', 'slot'], unique: true },
        { name: 'sign_in_tries_tried', columns: ['triedAt'] },
      ],
    );
    await createTable(
      runner,
      'totp',
      {
        id: id(),
        personId: ref(),
        secret: nullable(text()),
        pendingSecret: nullable(text()),
        since: nullable(at()),
        lastStep: whole(),
      },
      [{ name: 'totp_person', columns: ['personId'], unique: true }],
    );
    await createTable(
      runner,
      'recovery_code',
      { id: id(), personId: ref(), codeHash: token(), usedAt: nullable(at()) },
      [{ name: 'recovery_code_hash', columns: ['personId', 'codeHash'], unique: true }],
    );
    await addColumns(runner, 'session', {
      device: nullable(line(60)),
      seenAt: nullable(at()),
      needsTotp: { ...flag(), fill: '0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'session', ['device', 'seenAt', 'needsTotp']);
    for (const table of ['recovery_code', 'totp', 'sign_in_tries']) await runner.dropTable(table);
    await addColumns(runner, 'password_login', {
      failures: { ...whole(), fill: '0' },
      lockedUntil: nullable(at()),
    });
  }
}
