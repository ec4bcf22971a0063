import type { Database } from '../../server/src/platform/database/database.js';
import type * as AppParts from '../../server/src/app.js';
import type * as EntityParts from '../../server/src/entities.js';
import type * as OpenParts from '../../server/src/platform/database/open-database.js';
import type * as ClockParts from '../../server/src/platform/clock/clock.js';
import type * as EnvParts from '../../server/src/platform/config/env.js';
import type * as LogParts from '../../server/src/platform/http/log.js';
import type * as LimitParts from '../../server/src/platform/http/rate-limits.js';
import { requestOf, screens, works } from './works.js';
import type { Material } from './works.js';

/** Of the built server, because that is what is measured. */
const built = <T>(file: string): Promise<T> =>
  import(new URL(`../../dist/server/server/src/${file}`, import.meta.url).href) as Promise<T>;

const times = 5;

/** Runs each request a few times in this process and answers what it asks of the database. */
async function count(material: Material): Promise<Record<string, string[]>> {
  const { createApp } = await built<typeof AppParts>('app.js');
  const { entities } = await built<typeof EntityParts>('entities.js');
  const { openDatabase } = await built<typeof OpenParts>('platform/database/open-database.js');
  const { SystemClock } = await built<typeof ClockParts>('platform/clock/clock.js');
  const { readEnv } = await built<typeof EnvParts>('platform/config/env.js');
  const { Log } = await built<typeof LogParts>('platform/http/log.js');
  const { RateLimits } = await built<typeof LimitParts>('platform/http/rate-limits.js');
  const env = readEnv({ ...process.env, XINQIAO_MODE: 'test', LOG_LEVEL: 'silent' });
  const database: Database = await openDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR, entities });
  const app = await createApp({ env, database, clock: new SystemClock(), log: new Log('silent') });
  app
    .get(RateLimits)
    .configure({ session: { points: 100_000, duration: 60 }, login: { points: 100_000, duration: 60 } });
  await app.init();
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.ready();
  const asked: Record<string, string[]> = {};
  for (const kind of [...works, ...screens]) {
    let statements: string[] = [];
    for (let at = 0; at < times; at++) {
      const { method, path, bearer, body } = requestOf(kind, material);
      statements = [];
      const unwatch = watch(database, (sql) => statements.push(sql));
      const answer = await fastify.inject({
        method,
        url: path,
        headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
        ...(body === null ? {} : { payload: body }),
      });
      unwatch();
      if (answer.statusCode >= 400) throw new Error(`${kind}: ${answer.statusCode} ${answer.body}`);
    }
    asked[kind] = statements;
  }
  await app.close();
  await database.close();
  return asked;
}

function watch({ writer }: Database, heard: (sql: string) => void): () => void {
  const before = writer.logger;
  const nothing = () => undefined;
  writer.logger = {
    // Beginning and ending a transaction is not asking.
    logQuery: (sql) => void (/^\s*(SELECT|INSERT|UPDATE|DELETE)\b/i.test(sql) && heard(sql)),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  return () => void (writer.logger = before);
}

process.on('message', (material: Material) => {
  count(material).then(
    (result) => process.send?.({ result }, () => process.disconnect()),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.disconnect()),
  );
});
