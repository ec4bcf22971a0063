import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countsFile } from '../../config/browser/counts-reporter.mjs';
import { BuildError, buildChanged } from '../../config/build/all.mjs';
import { reachableDatabaseServer } from '../../server/bin/steps/database-server.mjs';
import { Missing } from '../../server/bin/steps/say.mjs';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const suiteFolder = `${projectRoot}test/browser/`;
/**
 * `node test/browser/run.mjs [NAME…] [--mysql]`: builds what changed, then runs test/browser/NAME.browser.ts, or every
 * suite when no name is given; on the embedded database, or with --mysql on the server that DATABASE_URL names. With
 * BROWSER_PICTURES=1 the accessibility suites keep a picture of every state they look at, in dist/screenshots.
 */
const args = process.argv.slice(2);
const isOnServer = args.includes('--mysql');
const wanted = args.filter((arg) => arg !== '--mysql');
const files = readdirSync(suiteFolder)
  .filter((file) => file.endsWith('.browser.ts'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.browser.ts', '')))
  .map((file) => `test/browser/${file}`);

if (files.length === 0) {
  console.error(`No suite of that name in test/browser: ${wanted.join(', ')}`);
  process.exit(1);
}
const scratch = { BROWSER_DATABASE_URL: '', BROWSER_SUITE_DAY: new Date().toISOString().slice(0, 10) };
try {
  if (isOnServer) scratch.BROWSER_DATABASE_URL = scratchAddress(await reachableDatabaseServer());
  const needsBundle = files.some((file) => file.startsWith('test/browser/weapp'));
  await buildChanged({ names: ['server', 'admin', 'h5', ...(needsBundle ? ['weapp'] : [])] });
} catch (error) {
  console.error(error instanceof BuildError || error instanceof Missing ? error.message : error);
  process.exit(1);
}

/** The suites make databases whose names begin with the one in this address. */
function scratchAddress(server) {
  const url = new URL(server);
  url.pathname = `/xinqiao_browser_${process.pid}`;
  return url.href;
}

/** Here and not in the suites: it must happen also when one of them is killed. */
async function dropScratchDatabases() {
  const { createConnection } = await import('mysql2/promise');
  const url = new URL(scratch.BROWSER_DATABASE_URL);
  const prefix = `${url.pathname.slice(1)}_`;
  url.pathname = '/';
  const connection = await createConnection(url.href);
  const [databases] = await connection.query('SHOW DATABASES');
  for (const { Database: name } of databases)
    if (name.startsWith(prefix)) await connection.query(`DROP DATABASE ${name}`);
  await connection.end();
}

const startedAt = Date.now();
const typescript = ['--import', './config/browser/typescript-register.mjs', '--enable-source-maps'];
if (!isOnServer) {
  const prepared = spawnSync(process.execPath, [...typescript, 'test/browser/support/prepare.ts'], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...scratch },
  });
  if (prepared.status !== 0) process.exit(prepared.status ?? 1);
}
const child = spawn(
  process.execPath,
  [
    ...typescript,
    '--test',
    // More than processors: a suite waits for its browser a third of its time.
    '--test-concurrency=3',
    '--test-timeout=600000',
    '--test-force-exit',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./config/browser/counts-reporter.mjs',
    '--test-reporter-destination=stdout',
    ...files,
  ],
  { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, ...scratch } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', async (code) => {
  if (isOnServer) await dropScratchDatabases().catch((error) => console.error(error));
  const { passed, failed, skipped, failures } = JSON.parse(readFileSync(countsFile(isOnServer), 'utf8'));
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const title = isOnServer ? 'browser, MySQL' : 'browser';
  for (const name of failures) console.log(`${title}: failed: ${name}`);
  console.log(`${title}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`);
  process.exit(code === 0 && passed === 0 ? 1 : (code ?? 1));
});
