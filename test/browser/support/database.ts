import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** Rows of the running server's database, read beside it: what arrived, counted where it counts. */
export function readRows<T>(dataDir: string, sql: string, ...values: Array<string | number>): T[] {
  const database = new BetterSqlite3(path.join(dataDir, 'xinqiao.sqlite'), { readonly: true });
  try {
    return database.prepare(sql).all(...values) as T[];
  } finally {
    database.close();
  }
}
