// Runs a command of server/src/cli from the compiled server.
import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { Missing } from './say.mjs';
import { readDotEnv, root, run } from './tools.mjs';

/**
 * @param {string[]} args the command's name, then its own arguments, paths relative to the project
 */
export async function runCommand([name, ...rest]) {
  try {
    if (!/^[a-z][a-z-]*$/.test(name ?? '') || !fs.existsSync(path.join(root, `server/src/cli/${name}.ts`))) {
      throw new Missing(`There is no command "${name ?? ''}" in server/src/cli.`);
    }
    readDotEnv();
    await ensureInstalled();
    const { buildChanged } = await import('../../../config/build/all.mjs');
    await buildChanged({ names: ['server'], say: (line) => console.error(line) });
    const file = path.join(root, `dist/server/server/src/cli/${name}.js`);
    const { code } = await run(process.execPath, ['--enable-source-maps', file, ...rest], { show: true });
    process.exitCode = code;
  } catch (error) {
    if (!(error instanceof Missing) && error?.name !== 'BuildError') throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
