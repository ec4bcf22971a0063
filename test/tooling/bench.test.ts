import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { works } from '../bench/works.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const onServer = process.env['DATABASE_URL'] !== undefined;
const figures = { perSecond: expect.any(Number), p50: expect.any(Number), p95: expect.any(Number) };

// It measures nothing here; it shows that whoever wants to measure can. Only where there is a database server.
(onServer ? describe : describe.skip)('npm run bench', () => {
  it('says for each work what it found, and leaves nothing behind', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['test/bench/run.mjs', '--tiny', '--works', '--json'],
      { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      ...works.map((work) => ({
        work,
        concurrency: 1,
        ours: figures,
        floor: figures,
        ratio: expect.any(Number),
        statements: expect.any(Number),
        memoryMB: expect.anything(),
      })),
    ]);
  }, 300_000);
});
