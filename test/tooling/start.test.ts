import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './source-tree.js';

interface Ending {
  readonly code: number;
  readonly output: string;
}

/** Runs Node to its end in the project's folder, with both streams in one text. */
function node(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ending> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: '', ...env } };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, output: stdout + stderr });
    });
  });
}

/** Starts the one command in surroundings in which it must stop before it installs or builds anything. */
const start = (env: NodeJS.ProcessEnv) => node(['server/bin/start.mjs'], env);

async function withTakenPort<T>(use: (port: number) => Promise<T>): Promise<T> {
  const holder = net.createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  try {
    return await use((holder.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => holder.close(resolve));
  }
}

describe('npm start says what is missing', () => {
  it('names a taken port, the variable that chooses another and how to see who holds it', async () => {
    await withTakenPort(async (port) => {
      const { code, output } = await start({ PORT: String(port) });
      expect(code).toBe(1);
      expect(output).toContain(`Port ${port} is taken`);
      expect(output).toContain(`端口 ${port} 已被占用`);
      expect(output).toContain(`PORT=${port === 65535 ? 3000 : port + 1} npm start`);
      expect(output).toContain(`ss -ltnp | grep :${port}`);
    });
  });

  it('refuses a port that is none', async () => {
    const { code, output } = await start({ PORT: 'eighty' });
    expect(code).toBe(1);
    expect(output).toContain('PORT must be a number from 1 to 65535, it is "eighty"');
  });

  it('names a data folder that it cannot write', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-'));
    const file = path.join(folder, 'a-file');
    writeFileSync(file, '');
    try {
      // A port that is free at this instant, so that the folder is what stops it.
      const port = await withTakenPort((taken) => Promise.resolve(taken));
      const { code, output } = await start({ PORT: String(port), DATA_DIR: path.join(file, 'data') });
      expect(code).toBe(1);
      expect(output).toContain(`The data folder ${path.join(file, 'data')} cannot be written`);
      expect(output).toContain('DATA_DIR=/some/folder npm start');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the version check', () => {
  const check = (version: string) => {
    const file = pathToFileURL(path.join(root, 'server/bin/steps/node-version.mjs')).href;
    const script = `import('${file}').then((m) => { process.exitCode = m.nodeIsNewEnough('${version}') ? 0 : 3; })`;
    return node(['-e', script]);
  };

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node %s in silence', async (version) => {
    expect(await check(version)).toEqual({ code: 0, output: '' });
  });

  it.each(['14.21.3', '18.20.0', '20.18.1'])(
    'refuses Node %s and says where to get a newer one',
    async (version) => {
      const { code, output } = await check(version);
      expect(code).toBe(3);
      expect(output).toContain(`this is Node ${version}`);
      expect(output).toContain('https://nodejs.org');
      expect(output).toContain('nvm install');
      expect(output).toContain('fnm install');
    },
  );
});
