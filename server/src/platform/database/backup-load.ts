import BetterSqlite3 from 'better-sqlite3';
import type { ResultSetHeader, RowDataPacket } from 'mysql2';
import type { Cell, Row } from './backup-format.js';
import { connectServer, embeddedTables, serverTables } from './backup-snapshot.js';
import type { TableShape, Where } from './backup-snapshot.js';
import { embeddedFile } from './engine.js';

/** The database that a backup is loaded into, below the entities: rows as the columns store them. */
export interface LoadTarget {
  tables(): Promise<TableShape[]>;
  /** Statements in the words that both engines share, with `?` for values. */
  ask(statement: string, values?: readonly Cell[]): Promise<Row[]>;
  /** Answers how many rows were changed. */
  change(statement: string, values?: readonly Cell[]): Promise<number>;
  insert(table: TableShape, rows: readonly Row[]): Promise<void>;
  /** All of `work` or nothing of it. */
  atOnce<R>(work: () => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

export function openTarget(where: Where): LoadTarget {
  return where.url === undefined ? embeddedTarget(where.dataDir) : serverTarget(where.url);
}

async function inTransaction<R>(
  run: (words: string) => Promise<unknown>,
  work: () => Promise<R>,
): Promise<R> {
  await run('BEGIN');
  try {
    const result = await work();
    await run('COMMIT');
    return result;
  } catch (error) {
    await run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function embeddedTarget(dataDir: string): LoadTarget {
  const database = new BetterSqlite3(embeddedFile(dataDir), { timeout: 5000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  return {
    tables: () => Promise.resolve(embeddedTables(database)),
    ask: async (statement, values = []) => database.prepare(statement).all(...values) as Row[],
    change: async (statement, values = []) => database.prepare(statement).run(...values).changes,
    insert: async ({ name, columns }, rows) => {
      const quoted = columns.map((column) => `"${column}"`).join(', ');
      const marks = columns.map(() => '?').join(', ');
      const statement = database.prepare(`INSERT INTO "${name}" (${quoted}) VALUES (${marks})`);
      for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null));
    },
    atOnce: (work) => inTransaction(async (words) => database.exec(words), work),
    close: async () => {
      database.close();
    },
  };
}

function serverTarget(url: string): LoadTarget {
  const connection = connectServer(url);
  const server = connection.promise();
  return {
    tables: () => serverTables(connection),
    ask: async (statement, values = []) => (await server.query<RowDataPacket[]>(statement, [...values]))[0],
    change: async (statement, values = []) =>
      (await server.query<ResultSetHeader>(statement, [...values]))[0].affectedRows,
    insert: async ({ name, columns }, rows) => {
      if (rows.length === 0) return;
      const quoted = columns.map((column) => `\`${column}\``).join(', ');
      const values = rows.map((row) => columns.map((column) => row[column] ?? null));
      await server.query(`INSERT INTO \`${name}\` (${quoted}) VALUES ?`, [values]);
    },
    atOnce: (work) => inTransaction((words) => server.query(words), work),
    close: () => server.end(),
  };
}
