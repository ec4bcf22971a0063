import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DataSourceOptions, MixedList } from 'typeorm';
import { NumericIds } from './numeric-ids.js';
import { isServerUrl } from './server-url.js';

/**
 * Which of the two engines this process runs on. Known when the entities are declared, because their column types
 * depend on it; so it is read from the environment once, here and nowhere else.
 */
export const onMysql = isServerUrl(process.env['DATABASE_URL']);

type Classes = MixedList<new () => object>;

export interface EngineOptions {
  /** `mysql://…`, or undefined for SQLite in `dataDir`. */
  url: string | undefined;
  dataDir: string;
  entities: Classes;
  migrations: Classes;
}

export interface EngineSources {
  writer: DataSourceOptions;
  /** Separate read-only source; undefined where one pool serves both. */
  reader?: DataSourceOptions;
}

/** How long a write on the embedded database waits for another process. */
export const embeddedPatienceMs = 5000;

/** File of the embedded database in a data folder. */
export function embeddedFile(dataDir: string): string {
  return path.join(dataDir, 'xinqiao.sqlite');
}

/** Describes the data sources of the configured engine. Creates the data folder; connects to nothing but MySQL's version. */
export async function describeSources(options: EngineOptions): Promise<EngineSources> {
  const common = {
    entities: options.entities,
    synchronize: false,
    migrationsRun: false,
    logging: false as const,
  };
  if (options.url) {
    return {
      writer: {
        ...common,
        migrations: options.migrations,
        subscribers: [NumericIds],
        // The driver's name must be the server's: the schema builder writes defaults and collations differently.
        type: await serverFamily(options.url),
        url: options.url.replace(/^mariadb:/, 'mysql:'),
        timezone: 'Z',
        charset: 'utf8mb4_unicode_ci',
        supportBigNumbers: true,
        // A stack for each statement, in case it fails, costs more than most statements do.
        trace: false,
        extra: {
          connectionLimit: Number(process.env['DATABASE_POOL'] ?? 10),
          dateStrings: false,
          // A server holds about sixteen thousand for all connections of all processes.
          maxPreparedStatements: 400,
        },
      },
    };
  }
  mkdirSync(options.dataDir, { recursive: true });
  const database = embeddedFile(options.dataDir);
  return {
    writer: {
      ...common,
      migrations: options.migrations,
      subscribers: [NumericIds],
      type: 'better-sqlite3',
      database,
      enableWAL: true,
      prepareDatabase: (connection: { pragma(text: string): unknown }) => {
        connection.pragma('synchronous = FULL');
        connection.pragma(`busy_timeout = ${embeddedPatienceMs}`);
        // What is deleted or replaced is overwritten, not only forgotten.
        connection.pragma('secure_delete = ON');
      },
    },
    reader: { ...common, type: 'better-sqlite3', database, readonly: true, fileMustExist: true },
  };
}

async function serverFamily(url: string): Promise<'mysql' | 'mariadb'> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    return /mariadb/i.test(JSON.stringify(rows)) ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

interface DriverError {
  code?: unknown;
  errno?: unknown;
  driverError?: unknown;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, driverError } = error as DriverError;
  const inner = driverError === undefined || driverError === error ? '' : codeOf(driverError);
  return inner !== '' ? inner : typeof code === 'string' ? code : '';
}

/** Whether a write failed because a unique index already holds the value. */
export function isUniqueViolation(error: unknown): boolean {
  return ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error));
}

/** Whether a transaction lost against another one and may simply be run again. */
export function isLostRace(error: unknown): boolean {
  return [
    'ER_LOCK_DEADLOCK',
    'ER_LOCK_WAIT_TIMEOUT',
    'ER_CHECKREAD',
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
  ].includes(codeOf(error));
}
