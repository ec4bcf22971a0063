import { Injectable } from '@nestjs/common';
import { SchoolSettings as Registry } from '#shared/school/settings.js';
import type { SchoolSettings as Settings } from '#shared/school/settings.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import type { SchoolId } from '../database/ids.js';
import { TransactionMemory } from '../database/transaction-memory.js';
import { SchoolSetting } from '../timeline/timeline.entity.js';

/** Reads and writes the typed settings of a school. */
@Injectable()
export class SettingsStore {
  private readonly memory = new TransactionMemory<Settings>();

  constructor(private readonly database: Database) {}

  /** The settings as they stand now; read once in a transaction. */
  of(school: SchoolId): Promise<Settings> {
    return this.memory.of(this.database.read, school, () => this.read(school));
  }

  private async read(school: SchoolId): Promise<Settings> {
    const rows = await this.database.read.of(SchoolSetting, school).find();
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    return Registry.parse(stored);
  }

  async change(tx: Tx, school: SchoolId, change: Partial<Settings>): Promise<void> {
    const table = tx.of(SchoolSetting, school);
    for (const [key, value] of Object.entries(change)) {
      const text = JSON.stringify(value);
      if ((await table.update({ key }, { value: text })) === 0) await table.insert({ key, value: text });
    }
    this.memory.forget(tx, school);
  }
}
