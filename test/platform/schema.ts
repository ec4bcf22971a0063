import type { DataSource, Table } from 'typeorm';

/** The tables of a database as words, without TypeORM's own: columns with types, keys and indexes in a fixed order. */
export async function describeSchema(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  const names = (await tablesOf(source)).filter((name) => name !== 'migrations');
  // Asked without names, TypeORM answers the tables of all databases of a server.
  const tables = names.length === 0 ? [] : await runner.getTables(names);
  if (!isEmbedded(source)) await runner.release();
  return tables.flatMap((table) => describeTable(table)).sort();
}

const isEmbedded = (source: DataSource): boolean => source.options.type === 'better-sqlite3';

/** Names of all tables of a database. */
export async function tablesOf(source: DataSource): Promise<string[]> {
  const statement = isEmbedded(source)
    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
  const rows = await source.query<{ name: string }[]>(statement);
  return rows.map(({ name }) => name);
}

const nameOf = (table: Table): string => table.name.split('.').at(-1) ?? '';

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
