import { Table, TableColumn, TableIndex } from 'typeorm';
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

/**
 * Creates a table with its indexes. Index names are given, so that entity and migration agree by name.
 * @param options `withoutOrder` of `columns.ts`
 */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: Record<string, Part>,
  indexes: IndexDefinition[] = [],
  options: { withoutRowid?: boolean } = {},
): Promise<void> {
  await runner.createTable(
    new Table({
      ...options,
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

/**
 * Adds columns to a table that may hold rows already. One that must not be empty is filled first: `fill` names its
 * value for the rows of before, as SQL.
 */
export async function addColumns(
  runner: QueryRunner,
  table: string,
  columns: Record<string, Part & { fill?: string }>,
  indexes: IndexDefinition[] = [],
): Promise<void> {
  for (const [name, { fill, ...part }] of Object.entries(columns)) {
    await runner.addColumn(table, new TableColumn({ name, ...part, isNullable: true }));
    if (part.isNullable) continue;
    if (fill === undefined) throw new Error(`${table}.${name} needs a value for the rows of before`);
    await runner.query(`UPDATE ${table} SET ${name} = ${fill}`);
    await runner.changeColumn(table, name, new TableColumn({ name, ...part }));
  }
  for (const { name, columns: columnNames, unique } of indexes) {
    await runner.createIndex(table, new TableIndex({ name, columnNames, isUnique: unique ?? false }));
  }
}

/**
 * Gives a column another length, with what stands in it. TypeORM would take the column away on a server and make an
 * empty one.
 */
export async function widen(runner: QueryRunner, table: string, name: string, part: Part): Promise<void> {
  if (!onMysql) return runner.changeColumn(table, name, new TableColumn({ name, ...part }));
  const type = part.length === undefined ? part.type : `${part.type}(${part.length})`;
  await runner.query(`ALTER TABLE ${table} MODIFY ${name} ${type} ${part.isNullable ? 'NULL' : 'NOT NULL'}`);
}

/** Undoes `addColumns`. */
export async function dropColumns(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
  indexes: readonly string[] = [],
): Promise<void> {
  for (const name of indexes) await runner.dropIndex(table, name);
  await runner.dropColumns(table, [...columns]);
}
