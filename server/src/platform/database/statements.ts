import { QueryFailedError } from 'typeorm';
import type { DataSource, EntityManager, ObjectLiteral, QueryRunner } from 'typeorm';
import { onMysql } from './engine.js';

/** What a driver answers. */
export interface Asked {
  raw: unknown;
  affected: number;
  records: ObjectLiteral[];
}

type Done = (error: Error | null, raw: unknown) => void;

/** What is used of a connection of mysql2. */
interface Line {
  execute(sql: string, values: unknown[], done: Done): void;
  query(sql: string, values: unknown[], done: Done): void;
  release(): void;
}
interface Lines {
  obtainMasterConnection(): Promise<Line>;
}

/** Of more values the statement is hardly ever the same again: it would be prepared for nothing. */
const mostPrepared = 128;

/** Sends a statement whose values stand for question marks, inside the transaction of `manager` if there is one. */
export function ask(manager: EntityManager, sql: string, values: unknown[]): Promise<Asked> {
  return onMysql ? askServer(manager, sql, values) : askEmbedded(manager, sql, values);
}

async function askEmbedded(manager: EntityManager, sql: string, values: unknown[]): Promise<Asked> {
  if (manager.queryRunner) return (await manager.queryRunner.query(sql, values, true)) as Asked;
  const runner = manager.connection.createQueryRunner();
  try {
    return (await runner.query(sql, values, true)) as Asked;
  } finally {
    await runner.release();
  }
}

/**
 * Prepared on its connection and sent as it is: the server reads the text once, and neither side turns numbers and
 * instants into words and back.
 */
async function askServer(manager: EntityManager, sql: string, values: unknown[]): Promise<Asked> {
  const { connection, queryRunner } = manager;
  if (queryRunner) return onLine((await queryRunner.connect()) as Line, connection, queryRunner, sql, values);
  const line = await (connection.driver as unknown as Lines).obtainMasterConnection();
  try {
    return await onLine(line, connection, undefined, sql, values);
  } finally {
    line.release();
  }
}

async function onLine(
  line: Line,
  { logger }: DataSource,
  runner: QueryRunner | undefined,
  sql: string,
  values: unknown[],
): Promise<Asked> {
  logger.logQuery(sql, values, runner);
  try {
    const raw = await new Promise<unknown>((resolve, reject) => {
      const done: Done = (error, answer) => (error ? reject(error) : resolve(answer));
      if (values.length > mostPrepared) line.query(sql, values, done);
      else line.execute(sql, values, done);
    });
    if (Array.isArray(raw)) return { raw, affected: 0, records: raw as ObjectLiteral[] };
    return { raw, affected: (raw as { affectedRows: number }).affectedRows, records: [] };
  } catch (error) {
    logger.logQueryError(error as Error, sql, values, runner);
    throw new QueryFailedError(sql, values, error as Error);
  }
}

const settled = new WeakSet<Line>();

/**
 * Begins, commits or rolls back on the server. Compare-and-set must see what others have just committed; a connection
 * is told so once, not with every transaction.
 */
export async function bound(
  runner: QueryRunner,
  word: 'START TRANSACTION' | 'COMMIT' | 'ROLLBACK',
): Promise<void> {
  const line = (await runner.connect()) as Line;
  const say = async (sql: string) => {
    runner.connection.logger.logQuery(sql, [], runner);
    await new Promise<void>((resolve, reject) =>
      line.query(sql, [], (error) => (error ? reject(new QueryFailedError(sql, [], error)) : resolve())),
    );
  };
  if (!settled.has(line)) {
    await say('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    settled.add(line);
  }
  await say(word);
}
