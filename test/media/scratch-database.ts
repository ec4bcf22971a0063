import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { entities } from '../../server/src/entities.js';
import { Database } from '../../server/src/platform/database/database.js';
import { describeSources } from '../../server/src/platform/database/engine.js';
import { migrations } from '../../server/src/platform/database/migrations/index.js';

export interface ScratchDatabase {
  database: Database;
  /** Closes the connections and removes what was made outside `folder`. */
  drop(): Promise<void>;
}

/** A migrated, empty database on the engine under test: a file in `folder`, or a schema of its own on the server. */
export async function scratchDatabase(folder: string): Promise<ScratchDatabase> {
  const server = process.env['DATABASE_URL'] || undefined;
  const scratch = server && new URL(server);
  const name = `xinqiao_media_${randomBytes(6).toString('hex')}`;
  if (scratch) scratch.pathname = `/${name}`;
  if (server) await onServer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);

  const url = scratch ? scratch.toString() : undefined;
  const sources = await describeSources({ url, dataDir: folder, entities, migrations });
  const writer = await new DataSource(sources.writer).initialize();
  await writer.runMigrations();
  const reader = sources.reader ? await new DataSource(sources.reader).initialize() : null;
  const database = new Database(writer, reader);
  return {
    database,
    drop: async () => {
      await database.close();
      if (server) await onServer(server, `DROP DATABASE ${name}`);
    },
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(server.replace(/^mariadb:/, 'mysql:'));
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
