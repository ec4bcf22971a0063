import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchDatabase, type StoredRows } from './database.js';
import { Api } from './api.js';
import { waitUntil } from './wait-until.js';

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
const entry = path.join(projectRoot, 'dist/server/server/src/main.js');
const startMs = 180_000;
const keptOutput = 20_000;

/** The real server with the demo school, in a process of its own and with a data folder and database of its own. */
export interface TestServer extends StoredRows {
  url: string;
  /** What the server printed last. */
  output(): string;
  /** Ends it politely, as Ctrl-C does, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  restart(): Promise<void>;
  /** Ends it and throws the folder away. */
  dispose(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/**
 * Loading the demo school takes its time, so on the embedded engine one day and one build share the first result. Which
 * day it is the runner says, once for all suites: some of them run after midnight.
 */
export function templateFolder(): string {
  const built = Math.round(statSync(entry).mtimeMs);
  const day = process.env['BROWSER_SUITE_DAY'] ?? new Date().toISOString().slice(0, 10);
  return path.join(projectRoot, 'dist/browser', `demo-${day}-${built}`);
}

/** Moved into place whole: a suite that was broken off leaves no half of a school behind. */
function keepTemplate(dataDir: string): void {
  const unfinished = `${templateFolder()}.${process.pid}`;
  const shelf = path.dirname(templateFolder());
  mkdirSync(shelf, { recursive: true });
  for (const old of readdirSync(shelf).filter((name) => name.startsWith('demo-'))) {
    rmSync(path.join(shelf, old), { recursive: true, force: true });
  }
  cpSync(dataDir, unfinished, { recursive: true });
  renameSync(unfinished, templateFolder());
}

/** How the demo is before a suite begins. */
interface StartOptions {
  /** 周奶奶 keeps the big buttons that her teacher has set; most suites look at the ordinary screens with her phone. */
  simple?: boolean;
}

/** Starts the built server and waits until it is ready. Fails with what it printed when it does not come up. */
export async function startServer(
  env: Record<string, string> = {},
  { simple = false }: StartOptions = {},
): Promise<TestServer> {
  if (!existsSync(entry))
    throw new Error(`${path.relative(projectRoot, entry)} is not there. Run: npm run build`);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-browser-'));
  const databaseUrl = await scratchDatabase();
  const isEmbedded = databaseUrl === undefined;
  const hasTemplate = isEmbedded && existsSync(templateFolder());
  if (hasTemplate) cpSync(templateFolder(), dataDir, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = '';

  const exited = (): boolean => !child || child.exitCode !== null || child.signalCode !== null;
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['--enable-source-maps', entry], {
      cwd: projectRoot,
      env: {
        ...process.env,
        XINQIAO_MODE: 'demo',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl ?? '',
        NODE_OPTIONS: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    await waitUntil(
      'the server to be ready',
      async () => {
        if (exited()) throw new Error(`The server ended while starting:\n${output}`);
        return fetch(`${url}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        );
      },
      startMs,
    ).catch((error: Error) => {
      child?.kill('SIGKILL');
      throw new Error(`${error.message}\n${output}`);
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    if (!ending || exited()) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await gone;
  };

  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  if (isEmbedded && !hasTemplate) {
    await end('SIGTERM');
    keepTemplate(dataDir);
    await start();
  }
  if (!simple) {
    const grandmother = await Api.asPersona(url, 'demo-openid-zhou-nainai', '周奶奶');
    await grandmother.put('/api/v1/preferences', { simpleMode: false });
  }
  return {
    url,
    dataDir,
    databaseUrl,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: start,
    dispose: async () => {
      await end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
