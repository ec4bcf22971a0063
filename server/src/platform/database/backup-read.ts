import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import {
  BackupError,
  isBackupFile,
  Manifest,
  manifestFile,
  mediaFile,
  sealOf,
  tableFile,
} from './backup-format.js';
import type { Row, TableEntry } from './backup-format.js';
import { readTar } from './backup-tar.js';

/** A backup that lies on disk, unpacked, and has been found whole. */
export interface OpenedBackup {
  folder: string;
  manifest: Manifest;
}

const damaged = (what: string) => new BackupError(`The backup is damaged: ${what} / 备份损坏`);

/**
 * Opens a backup and checks every byte of it against its manifest.
 * @param draft empty folder to unpack an archive into
 * @throws BackupError when it is damaged, incomplete or no backup at all
 */
export async function openBackup(from: string, draft: string): Promise<OpenedBackup> {
  const found = await stat(from).catch(() => undefined);
  if (!found) throw new BackupError(`There is no ${from} / 找不到这个备份`);
  if (!found.isDirectory()) await unpack(from, draft);
  const folder = found.isDirectory() ? from : draft;
  const manifest = await readManifest(folder);
  for (const { name, sha256 } of manifest.tables) await check(folder, tableFile(name), sha256);
  for (const { key, sha256 } of manifest.media) await check(folder, mediaFile(key), sha256);
  return { folder, manifest };
}

async function unpack(file: string, folder: string): Promise<void> {
  await mkdir(path.join(folder, 'tables'), { recursive: true });
  await mkdir(path.join(folder, 'media'), { recursive: true });
  const gunzip = createGunzip();
  const reading = createReadStream(file);
  reading.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    await readTar(gunzip as AsyncIterable<Buffer>, async (name, content) => {
      if (!isBackupFile(name))
        throw new BackupError('The archive holds files that are not ours / 备份里有不认识的文件');
      await pipeline(Readable.from(content), createWriteStream(path.join(folder, name), { mode: 0o600 }));
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_') ? damaged(path.basename(file)) : error;
  } finally {
    reading.destroy();
    gunzip.destroy();
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, manifestFile), 'utf8').catch(() => undefined);
  if (text === undefined) throw damaged(manifestFile);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw damaged(manifestFile);
  }
  const kind = z.object({ format: z.string(), version: z.number() }).safeParse(raw);
  if (kind.success && kind.data.version > 2)
    throw new BackupError('The backup was made by a newer program / 这个备份来自更新的版本');
  const manifest = Manifest.safeParse(raw);
  if (!manifest.success) throw damaged(manifestFile);
  return manifest.data;
}

async function check(folder: string, name: string, sha256: string): Promise<void> {
  const seal = await sealOf(path.join(folder, name)).catch(() => undefined);
  if (seal?.sha256 !== sha256) throw damaged(name);
}

/** The rows of a table, each with exactly the columns of the manifest. */
export async function* rowsOf(backup: OpenedBackup, table: TableEntry): AsyncGenerator<Row> {
  const Line = z.strictObject(
    Object.fromEntries(table.columns.map((column) => [column, z.union([z.string(), z.number(), z.null()])])),
  );
  for await (const line of linesOf(path.join(backup.folder, tableFile(table.name)))) {
    const row = Line.safeParse(JSON.parse(line));
    if (!row.success) throw damaged(tableFile(table.name));
    yield row.data;
  }
}

/** Lines that end with a line feed and nothing else: what people write may hold other separators (U+2028). */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
