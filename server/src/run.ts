import { entities } from './entities.js';
import { serveApiDocs } from './api-docs.js';
import { createApp } from './app.js';
import { demoMarker, loadDemo } from './demo/load-demo.js';
import { mountEmulator } from './emulator.js';
import { Classifier } from './features/issues/classifier/classifier.js';
import { servePages } from './pages.js';
import { Installation } from './platform/auth/identity.entity.js';
import { SystemClock } from './platform/clock/clock.js';
import { KeyError } from './platform/auth/key-registry.js';
import { EnvError, readEnv } from './platform/config/env.js';
import type { Env } from './platform/config/env.js';
import type { Database } from './platform/database/database.js';
import { DatabaseInUseError, openDatabase } from './platform/database/open-database.js';
import { Log } from './platform/http/log.js';
import { Workers } from './platform/jobs/workers.js';
import { greet } from './greeting.js';

/** Starts the server and keeps it running until it is asked to stop. Says in words what keeps it from starting. */
export async function run(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await start(readEnv(environment));
  } catch (error) {
    // Connections that are open already must not keep a failed start alive.
    process.stderr.write(`${explain(error)}\n`, () => process.exit(1));
  }
}

async function start(env: Env): Promise<void> {
  const log = new Log(env.LOG_LEVEL);
  const clock = new SystemClock();
  const database = await openDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR, entities });
  if (env.XINQIAO_MODE === 'production') await refuseDemo(database);
  const app = await createApp({ env, database, clock, log });
  if (env.XINQIAO_MODE === 'demo') await loadDemo(app);
  if (env.XINQIAO_MODE !== 'production') await mountEmulator(app, env);
  serveApiDocs(app);
  await servePages(app);
  // Asked now, so that the first report waits for neither the weights nor the dictionary.
  Classifier.trainFromStartingSet().classify('准备');
  await app.listen(env.PORT, env.HOST);
  app.get(Workers).start();
  stopOnSignal(async () => {
    await app.close();
    await database.close();
  });
  await greet(app, env);
}

/** The people of the demo and their password are known to everybody. */
async function refuseDemo(database: Database): Promise<void> {
  if (!(await database.read.global(Installation).existsBy({ key: demoMarker }))) return;
  throw new EnvError(
    'DATABASE_URL / DATA_DIR: this database holds the demo. Production needs one of its own.',
  );
}

/** Ends cleanly on Ctrl-C and on the service manager's word: nothing new is begun, what is under way is finished. */
function stopOnSignal(stop: () => Promise<void>): void {
  const once = () => {
    process.off('SIGINT', once).off('SIGTERM', once);
    void stop().then(() => process.exit(0));
  };
  process.on('SIGINT', once).on('SIGTERM', once);
}

function explain(error: unknown): string {
  if (error instanceof EnvError) return `Settings are missing or wrong / 配置有误:\n${error.message}`;
  if (error instanceof KeyError)
    return `The keys do not fit the database / 密钥和数据库对不上:\n${error.message}`;
  if (error instanceof DatabaseInUseError) {
    return `Another process already uses ${error.message} / 另一个心桥正在使用这个数据目录。Stop it, or set DATA_DIR to another folder.`;
  }
  const { code, message, stack } = error as Error & { code?: string };
  if (code === 'EADDRINUSE')
    return `The port is taken / 端口被占用。Set PORT to another one, e.g. PORT=3001 npm start.`;
  if (code === 'ECONNREFUSED')
    return `The database does not answer / 数据库连不上。Check DATABASE_URL and that the database server is running.`;
  return stack ?? message;
}
