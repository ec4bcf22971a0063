import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { createConnection } from 'mysql2';
import type { Connection, RowDataPacket } from 'mysql2';
import { BackupError } from './backup-format.js';
import type { Cell, Row } from './backup-format.js';
import { embeddedFile } from './engine.js';
import { safeId } from './ids.js';

export interface Where {
  /** `mysql://…`, or undefined for the embedded database in `dataDir`. */
  url: string | undefined;
  dataDir: string;
}

export interface TableShape {
  name: string;
  columns: string[];
}

/** The whole database as it was at one moment, whatever is written meanwhile. */
export interface Snapshot {
  tables(): Promise<TableShape[]>;
  /** Name of the last migration. */
  schema(): Promise<string>;
  rows(table: TableShape): AsyncIterable<Row>;
  close(): Promise<void>;
}

/**
 * Opens a snapshot beside a running server. On the embedded engine that is one read transaction on the write-ahead
 * log: unlike a page-by-page copy it does not start over with every write, so a busy server cannot starve it.
 */
export async function openSnapshot(where: Where): Promise<Snapshot> {
  return where.url === undefined ? embeddedSnapshot(where.dataDir) : serverSnapshot(where.url);
}

export const ownTables = (names: string[]): string[] => names.filter((name) => name !== 'migrations').sort();
const lastMigration = 'SELECT name FROM migrations ORDER BY id DESC LIMIT 1';

function embeddedSnapshot(dataDir: string): Snapshot {
  const file = embeddedFile(dataDir);
  if (!existsSync(file)) throw new BackupError(`There is no database in ${dataDir} / 这个目录里没有数据库`);
  const database = new BetterSqlite3(file, { readonly: true });
  database.exec('BEGIN');
  // A transaction begins to see with its first look.
  const schema = database.prepare(lastMigration).pluck().get();
  return {
    tables: () => Promise.resolve(embeddedTables(database)),
    schema: async () => known(schema),
    async *rows({ name, columns }) {
      const statement = database.prepare(selectAll(name, columns, '"'));
      for (const row of statement.safeIntegers(true).iterate()) yield plain(row as Record<string, unknown>);
    },
    close: async () => {
      database.close();
    },
  };
}

/** Tables and columns of an open embedded database. */
export function embeddedTables(database: BetterSqlite3.Database): TableShape[] {
  const names = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  const columnsOf = database.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').pluck();
  return ownTables(names).map((name) => ({ name, columns: columnsOf.all(name) as string[] }));
}

/** Connection to a database server that gives values as the columns store them. */
export function connectServer(url: string): Connection {
  return createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_unicode_ci',
    dateStrings: true,
    supportBigNumbers: true,
  });
}

async function serverSnapshot(url: string): Promise<Snapshot> {
  const connection = connectServer(url);
  const ask = connection.promise();
  await ask.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await ask.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  return {
    tables: () => serverTables(connection),
    schema: async () => {
      const [rows] = await ask.query<RowDataPacket[]>(lastMigration);
      return known(rows[0]?.['name']);
    },
    async *rows({ name, columns }) {
      const stream = connection.query(selectAll(name, columns, '`')).stream();
      for await (const row of stream) yield plain(row as Record<string, unknown>);
    },
    close: () => ask.end(),
  };
}

/** Tables and columns of the database that a connection is in. */
export async function serverTables(connection: Connection): Promise<TableShape[]> {
  const [rows] = await connection
    .promise()
    .query<RowDataPacket[]>(
      'SELECT table_name AS tableName, column_name AS columnName FROM information_schema.columns ' +
        'WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position',
    );
  const columns = new Map<string, string[]>();
  for (const { tableName, columnName } of rows as { tableName: string; columnName: string }[])
    columns.set(tableName, [...(columns.get(tableName) ?? []), columnName]);
  return ownTables([...columns.keys()]).map((name) => ({ name, columns: columns.get(name) ?? [] }));
}

function known(schema: unknown): string {
  if (typeof schema === 'string') return schema;
  throw new BackupError('The database is not one of ours: no server has run on it / 这不是心桥的数据库');
}

/** In the order of the first column, which is the key of all our tables: the same rows give the same file. */
function selectAll(table: string, columns: readonly string[], quote: '"' | '`'): string {
  const quoted = columns.map((column) => `${quote}${column}${quote}`);
  return `SELECT ${quoted.join(', ')} FROM ${quote}${table}${quote} ORDER BY ${quoted[0]}`;
}

function plain(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, cell(column, value)]));
}

function cell(column: string, value: unknown): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return safeId(value);
  // The words of columns.ts store nothing else; a new one must be taught to travel between the engines.
  throw new BackupError(
    `Column ${column} holds what a backup cannot keep / 备份不认识这一列: ${typeof value}`,
  );
}
