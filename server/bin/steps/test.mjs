// Runs the suite on the embedded database, or with --mysql on the server that DATABASE_URL names.
import net from 'node:net';
import path from 'node:path';
import { ensureEmbeddedDatabase, namesADatabaseServer } from './embedded-database.mjs';
import { ensureInstalled } from './install.mjs';
import { Missing, missing } from './say.mjs';
import { root, run } from './tools.mjs';

const defaultServer = 'mysql://root@127.0.0.1:3306/test';

/**
 * @param {string[]} args `--mysql` is ours, the rest is Jest's
 */
export async function test(args) {
  try {
    const env = { ...process.env, NODE_OPTIONS: nodeOptions() };
    await ensureInstalled();
    if (args.includes('--mysql'))
      env.DATABASE_URL = await reachableServer(process.env.DATABASE_URL || defaultServer);
    else if (!namesADatabaseServer(env.DATABASE_URL)) await ensureEmbeddedDatabase();
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const settings = path.join(root, 'config/jest/jest.config.mjs');
    const rest = args.filter((arg) => arg !== '--mysql');
    const { code } = await run(process.execPath, [jest, '-c', settings, ...rest], { show: true, env });
    process.exitCode = code;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Nest and the suite are ECMAScript modules, which Jest runs behind this flag only. */
function nodeOptions() {
  const ours = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return [process.env.NODE_OPTIONS ?? '', ...ours].join(' ').trim();
}

/** A clear word before a hundred tests fail for the same reason. */
async function reachableServer(address) {
  const { hostname, port } = new URL(address);
  const reached = await new Promise((resolve) => {
    const socket = net.connect({ host: hostname, port: Number(port || 3306), timeout: 3000 });
    const end = (answer) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
  if (reached) return address;
  throw missing(
    `No database server answers at ${hostname}:${port || 3306}. Start one, or name it: DATABASE_URL=mysql://user:password@host:3306/test npm run test:mysql`,
    `${hostname}:${port || 3306} 没有数据库应答。请启动数据库，或指定地址：DATABASE_URL=mysql://user:password@host:3306/test npm run test:mysql`,
  );
}
