import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { House } from '../support/house.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ending {
  code: number;
  output: string;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, output: stdout + stderr });
    });
  });
}

/** What a process of ours gets from its surroundings: nothing but what a test gives it. */
const surroundings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TMPDIR: process.env['TMPDIR'],
  LOG_LEVEL: 'error',
  XINQIAO_MODE: 'test',
  PORT: '0',
  ...env,
});

/** The server as it is installed: compiled, in processes of its own. Below the project, where its packages are found. */
export class BuiltServer {
  private readonly servers: ServerProcess[] = [];

  private constructor(private readonly folder: string) {}

  static async build(): Promise<BuiltServer> {
    const folder = path.join(root, 'dist', `trial-${process.pid}-${randomBytes(4).toString('hex')}`);
    const builder = path.join(root, 'config/build/server.mjs');
    const { code, output } = await run([builder, '--out', folder, '--home', folder], surroundings({}));
    if (code !== 0) throw new Error(output);
    const manifest = { type: 'module', imports: { '#shared/*': './shared/*' } };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    return new BuiltServer(folder);
  }

  /** Runs a command of server/src/cli to its end. */
  command(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ending> {
    return run([path.join(this.folder, `server/src/cli/${name}.js`), ...args], surroundings(env));
  }

  /** Starts a command and hands it over while it runs. */
  begin(name: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
    const file = path.join(this.folder, `server/src/cli/${name}.js`);
    return spawn(process.execPath, [file, ...args], { cwd: root, env: surroundings(env) });
  }

  /** Starts a server and waits until it answers, or until it has ended. */
  async launch(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const main = path.join(this.folder, 'server/src/main.js');
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      cwd: root,
      env: surroundings(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new ServerProcess(child);
    this.servers.push(server);
    await server.begun;
    return server;
  }

  /** Like `launch`, for a server that has to start. */
  async start(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const server = await this.launch(env);
    if (!server.isRunning) throw new Error(`The server did not start: ${server.output}`);
    return server;
  }

  /** Ends what still runs and clears away. */
  async remove(): Promise<void> {
    await Promise.all(this.servers.filter(({ isRunning }) => isRunning).map((server) => server.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A running server process. */
export class ServerProcess {
  output = '';
  url = '';
  /** Resolves once it is ready to answer, or has ended. */
  readonly begun: Promise<void>;
  private readonly ended: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    const greeted = new Promise<void>((resolve) => {
      const hear = (chunk: Buffer) => {
        this.output += chunk.toString('utf8');
        const said = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(this.output)?.[1];
        if (said === undefined || this.url !== '') return;
        this.url = said;
        resolve();
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
    });
    this.begun = Promise.race([greeted.then(() => this.ready()), this.ended.then(() => undefined)]);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  private async ready(): Promise<void> {
    while (this.isRunning) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A request of somebody; null where the server ended before it had answered. */
  async ask(bearer: string, method: 'GET' | 'POST', route: string, body?: object): Promise<Response | null> {
    const headers = {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return fetch(`${this.url}/api/v1${route}`, init).catch(() => null);
  }

  /** Ends it at once, in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to stop, as a service manager does; answers how it ended. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.ended;
    return this.child.exitCode;
  }
}

/**
 * Notes in the database which migrations have run: a house on a database server is cloned table by table, and a process
 * that does not know that they are there would make them again.
 */
export async function noteMigrations(house: House): Promise<void> {
  const { writer } = house.database;
  if ((await writer.query<object[]>('SELECT name FROM migrations')).length > 0) return;
  for (const { name } of writer.migrations)
    await writer.query('INSERT INTO migrations (timestamp, name) VALUES (?, ?)', [
      Number(name?.slice(-13)),
      name,
    ]);
}

/** Settings with which a process of ours stands on the database and folder of a house. */
export function settingsOf(house: House): Record<string, string> {
  const { url } = house.database.writer.options as { url?: string };
  const { DATA_DIR, SECRET_KEY, WECHAT_APP_ID, WECHAT_APP_SECRET } = house.env;
  const { WECHAT_SERVICE_APP_ID, WECHAT_SERVICE_APP_SECRET } = house.env;
  return {
    DATA_DIR,
    SECRET_KEY,
    WECHAT_APP_ID,
    WECHAT_APP_SECRET,
    WECHAT_SERVICE_APP_ID,
    WECHAT_SERVICE_APP_SECRET,
    WECHAT_SERVICE_TEMPLATE_WORK: 'service-work',
    WECHAT_API_BASE: house.emulator.apiUrl,
    ...(url === undefined ? {} : { DATABASE_URL: url }),
  };
}
