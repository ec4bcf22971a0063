import type { DataSource } from 'typeorm';
import { Table } from 'typeorm';

/** The tables of a database as words, without TypeORM's own: columns with types, keys and indexes in a fixed order. */
export async function describeSchema(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  const tables = await runner.getTables();
  if (source.options.type !== 'better-sqlite3') await runner.release();
  return tables
    .filter((table) => !nameOf(table).startsWith('sqlite_') && nameOf(table) !== 'migrations')
    .flatMap((table) => describeTable(table))
    .sort();
}

/** A table's own name, without the database it is in. */
export const nameOf = (table: Table): string => table.name.split('.').at(-1) ?? '';

function describeTable(table: Table): string[] {
  const name = nameOf(table);
  const columns = table.columns.map((column) =>
    [
      `${name}.${column.name}`,
      column.type,
      column.length && `(${column.length})`,
      column.precision === undefined || column.precision === null ? '' : `precision ${column.precision}`,
      column.collation ?? '',
      column.isNullable ? 'null' : 'not null',
      column.isPrimary ? 'primary' : '',
      column.isGenerated ? `generated ${column.generationStrategy ?? ''}` : '',
      column.default === undefined || column.default === null ? '' : `default ${String(column.default)}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  const indexes = table.indices.map(
    (index) =>
      `${name} index ${index.name ?? ''} on ${index.columnNames.join(', ')}${index.isUnique ? ' unique' : ''}`,
  );
  const uniques = table.uniques.map((unique) => `${name} unique on ${unique.columnNames.join(', ')}`);
  return [...columns, ...indexes, ...uniques];
}
