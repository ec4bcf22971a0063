import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { LocalMediaStore } from '../../server/src/platform/media/local-media-store.js';
import { fileKeyOf, newStorageKey } from '../../server/src/platform/media/storage-key.js';

const key = `ab12${'0'.repeat(28)}.full`;
const longAgo = new Date('2020-01-01T00:00:00Z');
const between = new Date('2021-01-01T00:00:00Z');
let root: string;
let store: LocalMediaStore;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'xinqiao-media-'));
  store = new LocalMediaStore(path.join(root, 'media'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function listed(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const file of store.list(prefix)) keys.push(file.key);
  return keys.sort();
}

it('keeps, gives and removes a file', async () => {
  await store.put(key, Buffer.from('photo'));
  expect(await readdir(path.join(root, 'media', 'ab', '12'))).toEqual([key]);
  expect(await readdir(path.join(root, 'media', '.incoming'))).toEqual([]);
  const file = await store.get(key);
  expect(file?.size).toBe(5);
  expect(file && (await buffer(file.stream)).toString()).toBe('photo');
  if (process.platform !== 'win32') {
    expect((await stat(path.join(root, 'media', 'ab', '12', key))).mode & 0o077).toBe(0);
  }
  await store.delete(key);
  expect(await store.get(key)).toBeNull();
  await store.delete(key);
});

it('refuses every key that is not one of its own names', async () => {
  const wrong = [
    '',
    '../secret.key',
    `../../${key}`,
    `${key}/../../x`,
    key.toUpperCase(),
    `${key}\n`,
    `ab12.full`,
    'ab/12',
  ];
  for (const one of wrong) {
    await expect(store.put(one, Buffer.from('x'))).rejects.toThrow(RangeError);
    await expect(store.get(one)).rejects.toThrow(RangeError);
    await expect(store.delete(one)).rejects.toThrow(RangeError);
  }
  expect(() => fileKeyOf('../x', 'full')).toThrow(RangeError);
  await expect(listed('..')).rejects.toThrow(RangeError);
  expect(await readdir(root)).toEqual([]);
});

it('lists its own files of one folder and nothing else', async () => {
  const other = fileKeyOf(newStorageKey().replace(/^../, 'cd'), 'thumb');
  await store.put(key, Buffer.from('1'));
  await store.put(other, Buffer.from('2'));
  await writeFile(path.join(root, 'media', 'ab', '12', 'Thumbs.db'), 'x');
  await writeFile(path.join(root, 'media', 'ab', '.DS_Store'), 'x');
  expect(await listed('ab')).toEqual([key]);
  expect(await listed('cd')).toEqual([other]);
  expect(await listed('ef')).toEqual([]);
});

it('clears away what broken-off writes left behind', async () => {
  await store.discardUnfinished(between);
  await store.put(key, Buffer.from('1'));
  const incoming = path.join(root, 'media', '.incoming');
  for (const name of ['old', 'young']) await writeFile(path.join(incoming, name), 'half a pho');
  await utimes(path.join(incoming, 'old'), longAgo, longAgo);
  await store.discardUnfinished(between);
  expect(await readdir(incoming)).toEqual(['young']);
  expect(await listed('ab')).toEqual([key]);
});
