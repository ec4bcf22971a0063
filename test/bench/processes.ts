import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './load.js';

/** One for all that stand on one database: what one of them has encrypted the others open. */
export const secretKey = randomBytes(32).toString('base64');

const root = fileURLToPath(new URL('../../', import.meta.url));
const entry = path.join(root, 'dist/server/server/src/main.js');
const register = path.join(root, 'config/browser/typescript-register.mjs');

/** Nothing that was started outlives the benchmark, however it ends. */
const started = new Set<ChildProcess>();
process.once('exit', () => started.forEach((child) => child.kill('SIGKILL')));

/** A server that is measured. */
export interface Measured {
  port: number;
  /** Resident memory, in MB; null where the system does not say. */
  memoryMB(): number | null;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** Settings of a production; none of its addresses leads anywhere. */
function production(databaseUrl: string, port: number, dataDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    XINQIAO_MODE: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: secretKey,
    PUBLIC_URL: 'https://bench.invalid',
    WECHAT_APP_ID: 'wxbench',
    WECHAT_APP_SECRET: randomBytes(16).toString('hex'),
    WECHAT_CALLBACK_TOKEN: randomBytes(8).toString('hex'),
    WECHAT_ENCODING_AES_KEY: randomBytes(40).toString('base64url').replace(/[-_]/g, 'x').slice(0, 43),
    WECHAT_TEMPLATE_PROGRESS: 'bench-progress',
    WECHAT_TEMPLATE_WORK: 'bench-work',
    WECHAT_API_BASE: 'http://127.0.0.1:9',
    // The load generator says for each request which address it comes from.
    TRUST_PROXY: '127.0.0.1',
    LOG_LEVEL: 'info',
  };
}

function measured(child: ChildProcess, port: number, dispose: () => void): Measured {
  return {
    port,
    memoryMB: () => {
      try {
        const kB = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
        return kB === undefined ? null : Math.round(Number(kB) / 1024);
      } catch {
        return null;
      }
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      dispose();
    },
  };
}

/** Ours: the production server as it is started for a school, with its log on. */
export async function startOurs(databaseUrl: string, nodeOptions: string[] = []): Promise<Measured> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xinqiao-bench-'));
  // Its log is written and read by nobody, as where a service manager keeps it.
  const child = spawn(process.execPath, [...nodeOptions, entry], {
    cwd: root,
    env: production(databaseUrl, port, dataDir),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  started.add(child);
  const until = Date.now() + 180_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended while starting:\n${said}`);
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) break;
    if (Date.now() > until) throw new Error(`The server does not get ready:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return measured(child, port, () => rmSync(dataDir, { recursive: true, force: true }));
}

/** Encrypts all that lies in a database, as a server would have when it wrote it. No server may be running on it. */
export async function encryptAll(databaseUrl: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xinqiao-bench-'));
  const child = spawn(process.execPath, [path.join(root, 'dist/server/server/src/cli/keys-rotate.js')], {
    cwd: root,
    env: production(databaseUrl, 0, dataDir),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  started.add(child);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  rmSync(dataDir, { recursive: true, force: true });
  if (code !== 0) throw new Error('The town could not be encrypted');
}

/** A script of this folder in a process of its own. */
export function forkScript(name: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(path.join(root, 'test/bench', name), args, {
    cwd: root,
    execArgv: ['--import', register, '--enable-source-maps'],
    env: { ...process.env, ...env },
  });
  started.add(child);
  return child;
}

/** The next message of a child, or its end as an error. */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A process of the benchmark ended (${code})`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}

export interface Floor extends Measured {
  /** What each work last asked of the database. */
  asked(): Promise<Record<string, string[]>>;
}

/** The floor: bare HTTP and SQL doing the same. @param bytes what ours answers, by work */
export async function startFloor(databaseUrl: string, bytes: Record<string, number>): Promise<Floor> {
  const child = forkScript('floor.ts', [databaseUrl, JSON.stringify(bytes)], { NODE_ENV: 'production' });
  const { port } = await nextMessage<{ port: number }>(child);
  return {
    ...measured(child, port, () => undefined),
    asked: async () => {
      const answer = nextMessage<{ asked: Record<string, string[]> }>(child);
      child.send('asked');
      return (await answer).asked;
    },
  };
}

/** Where requests come from. */
export class LoadGenerator {
  private readonly child = forkScript('load.ts', []);

  async run(order: LoadOrder): Promise<LoadResult> {
    const answer = nextMessage<{ result?: LoadResult; error?: string }>(this.child);
    this.child.send(order);
    const { result, error } = await answer;
    if (!result) throw new Error(error);
    return result;
  }

  stop(): void {
    this.child.disconnect();
  }
}
