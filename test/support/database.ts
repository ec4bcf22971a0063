import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { entities } from '../../server/src/entities.js';
import { Database } from '../../server/src/platform/database/database.js';
import { describeSources, embeddedFile } from '../../server/src/platform/database/engine.js';
import { migrations } from '../../server/src/platform/database/migrations/index.js';

/** Folder of this run, made by the global set-up; each worker keeps its migrated template there. */
const templateFolder = () =>
  path.join(process.env['XINQIAO_TEST_RUN'] ?? '', `worker-${process.env['JEST_WORKER_ID'] ?? '0'}`);
const serverUrl = process.env['DATABASE_URL'];

let made = 0;

export interface TestDatabase {
  database: Database;
  /** `mysql://…` of this database alone, or undefined on the embedded engine. */
  url: string | undefined;
  drop(): Promise<void>;
}

/** Migrates one empty database and keeps its form, from which every test file's database is cloned. */
async function ensureTemplate(): Promise<void> {
  const folder = templateFolder();
  if (existsSync(path.join(folder, 'ready'))) return;
  mkdirSync(folder, { recursive: true });
  const name = `xinqiao_template_${process.pid}`;
  const url = serverUrl ? await createMysql(name) : undefined;
  const { writer } = await describeSources({ url, dataDir: folder, entities, migrations });
  const source = await new DataSource(writer).initialize();
  await source.runMigrations({ transaction: 'each' });
  if (!serverUrl) await source.query('PRAGMA wal_checkpoint(TRUNCATE)');
  await source.destroy();
  if (serverUrl) {
    writeFileSync(path.join(folder, 'tables.json'), JSON.stringify(await tableStatements(name)));
    await dropMysql(name);
  }
  writeFileSync(path.join(folder, 'ready'), '');
}

/** A fresh migrated database of its own. @param folder empty folder for the embedded file */
export async function freshDatabase(folder: string): Promise<TestDatabase> {
  await ensureTemplate();
  if (serverUrl) return freshMysql(folder);
  copyFileSync(embeddedFile(templateFolder()), embeddedFile(folder));
  const database = await connect(undefined, folder);
  return { database, url: undefined, drop: () => database.close() };
}

async function freshMysql(folder: string): Promise<TestDatabase> {
  const name = `xinqiao_test_${process.pid}_${++made}_${Date.now().toString(36)}`;
  const url = await createMysql(name);
  const statements = JSON.parse(readFileSync(path.join(templateFolder(), 'tables.json'), 'utf8')) as string[];
  await asRoot(async (connection) => {
    await connection.query(`USE ${name}`);
    for (const statement of statements) await connection.query(statement);
  });
  const database = await connect(url, folder);
  const drop = async () => {
    await database.close();
    await dropMysql(name);
  };
  return { database, url, drop };
}

async function connect(url: string | undefined, dataDir: string): Promise<Database> {
  const sources = await describeSources({ url, dataDir, entities, migrations });
  const writer = await new DataSource(sources.writer).initialize();
  return new Database(writer, sources.reader ? await new DataSource(sources.reader).initialize() : null);
}

async function asRoot<R>(work: (connection: Connection) => Promise<R>): Promise<R> {
  const connection = await createConnection(serverUrl ?? '');
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** Makes an empty database beside the configured one and answers its address. */
export async function createMysql(name: string): Promise<string> {
  await asRoot((connection) =>
    connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`),
  );
  const url = new URL(serverUrl ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropMysql(name: string): Promise<void> {
  await asRoot((connection) => connection.query(`DROP DATABASE IF EXISTS ${name}`));
}

async function tableStatements(name: string): Promise<string[]> {
  return asRoot(async (connection) => {
    await connection.query(`USE ${name}`);
    const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
    const statements: string[] = [];
    for (const row of tables) {
      const [made] = await connection.query<RowDataPacket[]>(
        `SHOW CREATE TABLE \`${String(Object.values(row)[0])}\``,
      );
      statements.push(String(made[0]?.['Create Table']));
    }
    return statements;
  });
}
