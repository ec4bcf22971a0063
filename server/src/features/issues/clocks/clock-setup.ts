import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Target, Targets } from '#shared/issues/clocks.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/engine.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { TransactionMemory } from '../../../platform/database/transaction-memory.js';
import { Category } from '../issue.entity.js';
import { defaultLevels, defaultTarget } from './clock-defaults.js';
import type { Level } from './clock-defaults.js';
import { EscalationLevel, ServiceTarget } from './clock.entity.js';

/** By when a school wants its issues answered and resolved, and what happens when they are not. */
export interface SetUp {
  /** false: it has changed nothing yet, and everything is as every school begins. */
  isStored: boolean;
  targets: Targets;
  levels: readonly Level[];
}

/**
 * Reads a school's targets and levels. A school without the row of the common target has never changed any of them;
 * the first change writes down what held until then.
 */
@Injectable()
export class ClockSetup {
  private readonly memory = new TransactionMemory<SetUp>();

  constructor(private readonly database: Database) {}

  of(school: SchoolId): Promise<SetUp> {
    return this.memory.of(this.database.read, school, () => this.read(school));
  }

  /** Writes the defaults down, unless that was done, and holds them: who changes them comes one after the other. */
  async store(tx: Tx, school: SchoolId): Promise<void> {
    const table = tx.of(ServiceTarget, school);
    const common = { categoryId: IsNull() };
    // Writes nothing new; of two transactions the second waits here for the first.
    if ((await table.update(common, { categoryId: null })) > 0) return;
    this.forget(tx, school);
    try {
      // First, because their names are unique: of two that begin at once only one can come any further.
      await tx.of(EscalationLevel, school).insertMany(defaultLevels(school));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return void (await table.update(common, { categoryId: null }));
    }
    await table.insert({ categoryId: null, ...defaultTarget });
  }

  forget(tx: Tx, school: SchoolId): void {
    this.memory.forget(tx, school);
  }

  private async read(school: SchoolId): Promise<SetUp> {
    const { read } = this.database;
    const rows = await read.of(ServiceTarget, school).find();
    const fallback = rows.find(({ categoryId }) => categoryId === null);
    if (!fallback) {
      const targets = { fallback: defaultTarget, byCategory: {} };
      return { isStored: false, targets, levels: defaultLevels(school) };
    }
    const categories = rows.length === 1 ? [] : await read.of(Category, school).find();
    const byCategory: Record<string, Target> = {};
    for (const row of rows) {
      const category = categories.find(({ id }) => id === row.categoryId);
      if (category) byCategory[category.code] = row;
    }
    const levels = await read.of(EscalationLevel, school).find({ order: { id: 'ASC' } });
    return { isStored: true, targets: { fallback, byCategory }, levels };
  }
}
