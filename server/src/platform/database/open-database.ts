import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { describeSources } from './engine.js';
import { migrations } from './migrations/index.js';

export interface OpenOptions {
  /** `mysql://…`; absent: SQLite in `dataDir`. */
  url: string | undefined;
  dataDir: string;
  entities: (new () => object)[];
}

/** The embedded database is open in another process: two writers would lose each other's rows. */
export class DatabaseInUseError extends Error {}

/** Held for as long as the process lives; the operating system frees it, whatever way the process ends. */
let heldLock: BetterSqlite3.Database | undefined;

/**
 * Opens the configured database and brings its schema up to date.
 * @throws DatabaseInUseError when another process has the same embedded database open
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const sources = await describeSources({ ...options, migrations });
  if (sources.reader) lockFolder(options.dataDir);
  const writer = await new DataSource(sources.writer).initialize();
  await writer.runMigrations({ transaction: 'each' });
  // After the migrations: a read-only source cannot make the file.
  const reader = sources.reader ? await new DataSource(sources.reader).initialize() : null;
  return new Database(writer, reader);
}

/** Frees the folder of the embedded database; for tests and commands that open it and go on living. */
export function unlockFolder(): void {
  heldLock?.close();
  heldLock = undefined;
}

/**
 * Keeps other processes from the embedded database of a folder.
 * @throws DatabaseInUseError when one has it already
 */
export function lockFolder(dataDir: string): void {
  unlockFolder();
  const lock = new BetterSqlite3(path.join(dataDir, 'in-use.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new DatabaseInUseError(dataDir);
  }
  heldLock = lock;
}
