import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Installation } from '../../server/src/platform/auth/identity.entity.js';
import type { Database } from '../../server/src/platform/database/database.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { freshDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

const write = (database: Database, key: string, value: string) =>
  database.write((tx) => tx.global(Installation).insert({ key, value }));

// Only the embedded engine ends a transaction by itself when its file cannot grow.
(onMysql ? describe.skip : describe)('a full disk', () => {
  let folder: string;
  let stored: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-full-'));
    stored = await freshDatabase(folder);
  });
  afterAll(async () => {
    await stored.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('fails one write, and what is written afterwards is really committed', async () => {
    const { database } = stored;
    const pages = await database.writer.query<{ page_count: number }[]>('PRAGMA page_count');
    const limit = pages[0]?.page_count ?? 0;
    await database.writer.query(`PRAGMA max_page_count = ${limit}`);
    await expect(write(database, 'too-large', 'x'.repeat(1_000_000))).rejects.toThrow(/full/);
    await database.writer.query('PRAGMA max_page_count = 1000000');

    await write(database, 'first', '1');
    const refused = database.write(() => Promise.reject(new Error('thrown inside')));
    await expect(refused).rejects.toThrow('thrown inside');
    await write(database, 'second', '2');

    // Asked over the other connection: it sees only what is committed.
    const keys = (await database.read.global(Installation).find()).map((row) => row.key);
    expect(keys).toEqual(expect.arrayContaining(['first', 'second']));
    expect(keys).not.toContain('too-large');
  });
});
