import { Table } from 'typeorm';
import type { QueryRunner, TableColumnOptions } from 'typeorm';
import { onMysql } from '../engine.js';

/** The words of `columns.ts` for migrations: one migration makes the same table on both engines. */
const ascii = onMysql ? { charset: 'ascii', collation: 'ascii_bin' } : {};
type Part = Omit<TableColumnOptions, 'name'>;

export const id = (): Part => ({
  type: onMysql ? 'bigint' : 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
export const ref = (): Part => ({ type: onMysql ? 'bigint' : 'integer' });
export const token = (length = 64): Part => ({ type: 'varchar', length: String(length), ...ascii });
export const code = (length = 40): Part => ({ type: 'varchar', length: String(length), ...ascii });
export const line = (length: number): Part => ({ type: 'varchar', length: String(length) });
export const text = (): Part => ({ type: 'text' });
export const whole = (): Part => ({ type: onMysql ? 'int' : 'integer' });
export const fraction = (): Part => ({ type: 'double' });
export const flag = (): Part => (onMysql ? { type: 'tinyint' } : { type: 'boolean' });
export const at = (): Part => (onMysql ? { type: 'datetime', precision: 3 } : { type: 'datetime' });
export const day = (): Part => ({ type: 'varchar', length: '10', ...ascii });
export const primary = (part: Part): Part => ({ ...part, isPrimary: true });
export const nullable = (part: Part): Part => ({ ...part, isNullable: true });

export interface IndexDefinition {
  name: string;
  columns: string[];
  unique?: boolean;
}

/** Creates a table with its indexes. Index names are given, so that entity and migration agree by name. */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: Record<string, Part>,
  indexes: IndexDefinition[] = [],
): Promise<void> {
  await runner.createTable(
    new Table({
      name,
      columns: Object.entries(columns).map(([column, part]) => ({ name: column, ...part })),
      indices: indexes.map((index) => ({
        name: index.name,
        columnNames: index.columns,
        isUnique: index.unique ?? false,
      })),
      ...(onMysql ? { engine: 'InnoDB' } : {}),
    }),
  );
}
