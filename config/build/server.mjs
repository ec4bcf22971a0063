// Compiles the server: `node config/build/server.mjs [--out DIR]`.
// shared/** and server/src/** become dist/server/shared/** and dist/server/server/src/**, so that relative imports
// and the `#shared/*` entry of package.json stay true. Types are checked elsewhere (npm run check:types).
import { transform } from '@swc/core';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { filesUnder } from './inputs.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Keep in step with config/jest/jest.config.mjs: tests must run the same code as production. */
const swcOptions = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

/**
 * Compiles into `out`, which is emptied first.
 * @param {{ out?: string, home?: string }} [options] `home` is where the output will finally lie, when it is moved
 *   there afterwards: source maps point from there.
 * @returns {Promise<number>} how many TypeScript files were compiled
 * @throws when a file does not parse
 */
export async function buildServer({ out = path.join(root, 'dist/server'), home = out } = {}) {
  fs.rmSync(out, { recursive: true, force: true });
  const sources = ['shared', 'server/src'].flatMap((folder) => filesUnder(path.join(root, folder)));
  await Promise.all(sources.map((file) => emit(file, out, home)));
  const afterwards = path.join(out, 'server/src/features/issues/classifier/keep-starting-model.js');
  await promisify(execFile)(process.execPath, [afterwards]);
  return sources.filter(isTypeScript).length;
}

const isTypeScript = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts');

async function emit(file, out, home) {
  const relative = path.relative(root, file);
  const target = path.join(out, relative);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if (!isTypeScript(file)) return fs.copyFileSync(file, target);
  const compiled = target.replace(/\.ts$/, '.js');
  const landing = path.join(home, relative);
  const sourceFileName = path.relative(path.dirname(landing), file).split(path.sep).join('/');
  const { code, map } = await transform(fs.readFileSync(file, 'utf8'), {
    ...swcOptions,
    filename: file,
    sourceFileName,
  });
  fs.writeFileSync(compiled, `${code}\n//# sourceMappingURL=${path.basename(compiled)}.map\n`);
  fs.writeFileSync(`${compiled}.map`, map ?? '');
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' }, home: { type: 'string' } } });
  const from = (given) => (given === undefined ? undefined : path.resolve(given));
  try {
    const count = await buildServer({ out: from(values.out), home: from(values.home) });
    console.log(`compiled ${count} files of the server`);
  } catch (error) {
    // The parser shows the line with a marker; the stack of its native code under it helps nobody.
    console.error(String(error.message).split('\n\nCaused by:')[0].trim());
    process.exitCode = 1;
  }
}
