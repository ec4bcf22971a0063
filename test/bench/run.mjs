// `npm run bench [-- --json] [--quick]`: ours against the bare floor, and how screens grow. README.md says how to read it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BuildError, buildChanged } from '../../config/build/all.mjs';
import { reachableDatabaseServer } from '../../server/bin/steps/database-server.mjs';
import { Missing } from '../../server/bin/steps/say.mjs';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
let address;
try {
  address = await reachableDatabaseServer();
  await buildChanged({ names: ['server'], say: () => undefined });
} catch (error) {
  console.error(error instanceof BuildError || error instanceof Missing ? error.message : error);
  process.exit(1);
}
const child = spawn(
  process.execPath,
  [
    '--import',
    './config/browser/typescript-register.mjs',
    '--enable-source-maps',
    'test/bench/main.ts',
    ...process.argv.slice(2),
  ],
  { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, DATABASE_URL: address } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
