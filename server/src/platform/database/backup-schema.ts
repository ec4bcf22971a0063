import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { BackupError } from './backup-format.js';
import type { Where } from './backup-snapshot.js';
import { describeSources } from './engine.js';
import { migrations } from './migrations/index.js';

const names = (): string[] => migrations.map((migration) => new migration().name);

/** How many of our migrations lead to a schema. @throws BackupError for one that this program does not know */
export function positionOf(schema: string): number {
  const position = names().indexOf(schema) + 1;
  if (position > 0) return position;
  throw new BackupError(
    `The backup has a newer schema (${schema}). Update the program first / 备份来自更新的版本，请先升级程序`,
  );
}

/** How many migrations the database has behind it; 0 for an empty one. */
export function currentPosition(where: Where): Promise<number> {
  return withMigrations(where, migrations.length, async (source) => {
    const runner = source.createQueryRunner();
    const done = (await runner.hasTable('migrations')) ? await lastOf(runner) : undefined;
    return done === undefined ? 0 : positionOf(done);
  });
}

async function lastOf(runner: QueryRunner): Promise<string | undefined> {
  const rows = (await runner.query('SELECT name FROM migrations ORDER BY id DESC LIMIT 1')) as {
    name: string;
  }[];
  return rows[0]?.name;
}

/** Brings the schema of a database up to a migration, or, as long as it holds no rows, down to it. */
export async function moveTo(where: Where, position: number): Promise<void> {
  for (let at = await currentPosition(where); at > position; at--)
    await withMigrations(where, at, (source) => source.undoLastMigration({ transaction: 'each' }));
  await withMigrations(where, position, (source) => source.runMigrations({ transaction: 'each' }));
}

async function withMigrations<R>(
  where: Where,
  count: number,
  work: (source: DataSource) => Promise<R>,
): Promise<R> {
  const { writer } = await describeSources({
    ...where,
    entities: [],
    migrations: migrations.slice(0, count),
  });
  const source = await new DataSource(writer).initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}
