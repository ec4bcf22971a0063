// Runs the suite on the embedded database, or with --mysql on the server that DATABASE_URL names.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { reachableDatabaseServer } from './database-server.mjs';
import { ensureEmbeddedDatabase, namesADatabaseServer } from './embedded-database.mjs';
import { ensureInstalled } from './install.mjs';
import { Missing } from './say.mjs';
import { root, run } from './tools.mjs';

/**
 * @param {string[]} args `--mysql` is ours, the rest is Jest's
 */
export async function test(args) {
  try {
    const env = { ...process.env, NODE_OPTIONS: nodeOptions() };
    await ensureInstalled();
    if (args.includes('--mysql')) env.DATABASE_URL = await reachableDatabaseServer();
    else if (!namesADatabaseServer(env.DATABASE_URL)) await ensureEmbeddedDatabase();
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const settings = path.join(root, 'config/jest/jest.config.mjs');
    const rest = args.filter((arg) => arg !== '--mysql');
    const named = rest.filter((arg) => !arg.startsWith('-'));
    // Words that are no path belong to an option or are patterns: those are Jest's to read.
    if (named.every((arg) => existsSync(path.join(root, arg)))) {
      const { layOutSuite } = await import('../../../config/jest/groups.mjs');
      const onServer = namesADatabaseServer(env.DATABASE_URL);
      const folder = path.join(root, 'dist/test-groups', onServer ? 'server' : 'embedded');
      const options = rest.filter((arg) => arg.startsWith('-'));
      rest.splice(0, rest.length, ...options, '--runTestsByPath');
      rest.push(...layOutSuite(root, { folder, onServer, named }));
      env.XINQIAO_TEST_GROUPS = folder;
    }
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
