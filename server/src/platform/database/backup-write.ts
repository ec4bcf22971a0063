import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  BackupError,
  fingerprintOf,
  isBackupFile,
  manifestFile,
  mediaFile,
  sealOf,
  tableFile,
} from './backup-format.js';
import type { Manifest, TableEntry } from './backup-format.js';
import { openSnapshot } from './backup-snapshot.js';
import type { Snapshot, TableShape, Where } from './backup-snapshot.js';
import { TarWriter } from './backup-tar.js';

export interface BackupOrder extends Where {
  /** File that ends in `.tar.gz`, or a folder; must not exist yet. */
  to: string;
  /** Folder of the photos. */
  mediaDir: string;
  secretKey: string;
  now: Date;
}

/**
 * Makes a backup, also while the server runs. It appears under its name only when it is whole.
 * @throws BackupError when the target exists or there is no database
 */
export async function writeBackup(order: BackupOrder): Promise<Manifest> {
  if (existsSync(order.to)) throw new BackupError(`${order.to} exists already / 这个文件或目录已经存在`);
  const draft = `${order.to}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 });
  try {
    const { tables, schema, keys } = await writeTables(order, draft);
    // After the rows: a photo is stored before its row, so every row of the snapshot finds its files here.
    const media = await mediaOf(order.mediaDir);
    const manifest: Manifest = {
      format: 'xinqiao-backup',
      version: 2,
      madeAt: order.now.toISOString(),
      schema,
      key: fingerprintOf(order.secretKey),
      keys,
      tables,
      media: media.map(({ key, bytes, sha256 }) => ({ key, bytes, sha256 })),
    };
    await writeFile(path.join(draft, manifestFile), `${JSON.stringify(manifest, null, 1)}\n`);
    if (order.to.endsWith('.tar.gz')) await pack(draft, manifest, media, order.to);
    else await moveFolder(draft, media, order.to);
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

type Written = Pick<Manifest, 'tables' | 'schema' | 'keys'>;

async function writeTables(where: Where, folder: string): Promise<Written> {
  const snapshot = await openSnapshot(where);
  try {
    const tables: TableEntry[] = [];
    const keys: Manifest['keys'] = [];
    for (const table of await snapshot.tables()) {
      tables.push(await writeTable(snapshot, table, folder));
      if (table.name !== 'encryption_key') continue;
      for await (const { keyId, fingerprint } of snapshot.rows(table))
        keys.push({ id: String(keyId), fingerprint: String(fingerprint) });
    }
    return { tables, schema: await snapshot.schema(), keys };
  } finally {
    await snapshot.close();
  }
}

async function writeTable(snapshot: Snapshot, table: TableShape, folder: string): Promise<TableEntry> {
  const out = createWriteStream(path.join(folder, tableFile(table.name)), { mode: 0o600 });
  const hash = createHash('sha256');
  let rows = 0;
  for await (const row of snapshot.rows(table)) {
    const line = `${JSON.stringify(row)}\n`;
    hash.update(line);
    rows += 1;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return { ...table, rows, sha256: hash.digest('hex') };
}

interface MediaEntry {
  key: string;
  file: string;
  bytes: number;
  sha256: string;
}

/** The stored photos: `<ab>/<cd>/<key>`, whatever else lies there is not ours. */
async function mediaOf(folder: string): Promise<MediaEntry[]> {
  if (!existsSync(folder)) return [];
  const files = await readdir(folder, { recursive: true });
  const entries: MediaEntry[] = [];
  for (const name of files.sort()) {
    const key = path.basename(name);
    if (!isBackupFile(mediaFile(key))) continue;
    const file = path.join(folder, name);
    try {
      entries.push({ key, file, ...(await sealOf(file)) });
    } catch (error) {
      // Swept away in this moment: a photo that belonged to nothing.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return entries;
}

async function pack(draft: string, manifest: Manifest, media: MediaEntry[], to: string): Promise<void> {
  const file = path.join(draft, 'archive');
  const out = createWriteStream(file, { mode: 0o600 });
  const gzip = createGzip();
  gzip.pipe(out);
  const written = finished(out);
  const tar = new TarWriter(gzip);
  const parts = [manifestFile, ...manifest.tables.map(({ name }) => tableFile(name))].map((name) => ({
    name,
    file: path.join(draft, name),
  }));
  for (const part of [...parts, ...media.map(({ key, file }) => ({ name: mediaFile(key), file }))]) {
    const { size } = await stat(part.file);
    await tar.add(part.name, size, createReadStream(part.file) as AsyncIterable<Buffer>);
  }
  await tar.end();
  gzip.end();
  await written;
  await rename(file, to);
}

async function moveFolder(draft: string, media: MediaEntry[], to: string): Promise<void> {
  await mkdir(path.join(draft, 'media'));
  for (const { key, file } of media) await copyFile(file, path.join(draft, mediaFile(key)));
  await rename(draft, to);
}
