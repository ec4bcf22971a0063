import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import type { Connection } from 'mysql2/promise';

/** Where the rows of a running server stand: in its data folder, or on a database server. */
export interface StoredRows {
  dataDir: string;
  /** `mysql://…`, or undefined on the embedded engine. */
  databaseUrl: string | undefined;
}

/** Rows of the running server's database, read beside it: what arrived, counted where it counts. */
export async function readRows<T>(
  { dataDir, databaseUrl }: StoredRows,
  sql: string,
  ...values: Array<string | number>
): Promise<T[]> {
  if (databaseUrl !== undefined)
    return connected(databaseUrl, async (connection) => (await connection.query(sql, values))[0] as T[]);
  const database = new BetterSqlite3(path.join(dataDir, 'xinqiao.sqlite'), { readonly: true });
  try {
    return database.prepare(sql).all(...values) as T[];
  } finally {
    database.close();
  }
}

let made = 0;

/**
 * An empty database of its own on the server under test, or undefined where the suite runs on the embedded engine. The
 * runner names the server, and at the end drops every database that begins with the name in its address.
 */
export async function scratchDatabase(): Promise<string | undefined> {
  const address = process.env['BROWSER_DATABASE_URL'];
  if (!address) return undefined;
  const url = new URL(address);
  const name = `${url.pathname.slice(1)}_${process.pid}_${++made}`;
  url.pathname = '/';
  await connected(url.href, (connection) =>
    connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`),
  );
  url.pathname = `/${name}`;
  return url.href;
}

async function connected<R>(url: string, work: (connection: Connection) => Promise<R>): Promise<R> {
  const connection = await createConnection(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
