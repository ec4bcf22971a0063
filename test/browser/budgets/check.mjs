// `npm run check:budgets`: what each screen of a carer costs on a slow line, against its budget in budgets.ts.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BuildError, buildChanged } from '../../../config/build/all.mjs';

const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
try {
  await buildChanged({ names: ['server', 'admin', 'h5', 'weapp'] });
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exit(1);
}
const child = spawn(
  process.execPath,
  [
    '--import',
    './config/browser/typescript-register.mjs',
    '--enable-source-maps',
    'test/browser/budgets/main.ts',
  ],
  { cwd: projectRoot, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
