import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countsFile } from '../../config/browser/counts-reporter.mjs';
import { BuildError, buildChanged } from '../../config/build/all.mjs';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const suiteFolder = `${projectRoot}test/browser/`;
/** `node test/browser/run.mjs [NAME…]`: builds what changed, then runs test/browser/NAME.browser.ts, or every suite when no name is given. */
const wanted = process.argv.slice(2);
const files = readdirSync(suiteFolder)
  .filter((file) => file.endsWith('.browser.ts'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.browser.ts', '')))
  .map((file) => `test/browser/${file}`);

if (files.length === 0) {
  console.error(`No suite of that name in test/browser: ${wanted.join(', ')}`);
  process.exit(1);
}
try {
  const needsBundle = files.includes('test/browser/weapp.browser.ts');
  await buildChanged({ names: ['server', 'admin', 'h5', ...(needsBundle ? ['weapp'] : [])] });
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exit(1);
}

const startedAt = Date.now();
const child = spawn(
  process.execPath,
  [
    '--import',
    './config/browser/typescript-register.mjs',
    '--enable-source-maps',
    '--test',
    '--test-concurrency=1',
    '--test-timeout=600000',
    '--test-force-exit',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./config/browser/counts-reporter.mjs',
    '--test-reporter-destination=stdout',
    ...files,
  ],
  { cwd: projectRoot, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  const { passed, failed, skipped, failures } = JSON.parse(readFileSync(countsFile, 'utf8'));
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  for (const name of failures) console.log(`browser: failed: ${name}`);
  console.log(`browser: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`);
  process.exit(code === 0 && passed === 0 ? 1 : (code ?? 1));
});
