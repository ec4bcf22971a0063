import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MediaStore } from './media-store.port.js';
import type { ByteRange, ListedFile, StoredFile } from './media-store.port.js';
import { baseKeyOf } from './storage-key.js';

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Keeps photos in a folder of this machine: `<root>/ab/cd/<key>`, so that no folder grows beyond what tools can list. */
export class LocalMediaStore extends MediaStore {
  private readonly incoming: string;

  /** @param root folder of the photos; made at the first write */
  constructor(private readonly root: string) {
    super();
    // Beside the photos, because a rename is atomic only within one file system.
    this.incoming = path.join(root, '.incoming');
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const target = this.fileOf(key);
    const folder = path.dirname(target);
    const draft = path.join(this.incoming, randomUUID());
    await Promise.all([mkdir(folder, { recursive: true }), mkdir(this.incoming, { recursive: true })]);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    // From the file upwards: a new name and a new folder are each an entry of the folder above.
    for (const one of [folder, path.dirname(folder), this.root]) await syncFolder(one);
  }

  async get(key: string, part?: (size: number) => ByteRange | undefined): Promise<StoredFile | null> {
    try {
      const file = await open(this.fileOf(key), 'r');
      try {
        const { size } = await file.stat();
        const range = part?.(size);
        const bounds = range ? { start: range.from, end: range.to } : {};
        return { stream: createReadStream('', { fd: file, autoClose: true, ...bounds }), size };
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      if (missing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.fileOf(key), { force: true });
  }

  async *list(prefix: string): AsyncGenerator<ListedFile> {
    if (!/^[0-9a-f]{2}$/.test(prefix)) throw new RangeError('Not a prefix of storage keys');
    for (const second of await entriesOf(path.join(this.root, prefix))) {
      const folder = path.join(this.root, prefix, second);
      for (const key of await entriesOf(folder)) {
        if (baseKeyOf(key) === null) continue;
        const modifiedAt = await modified(path.join(folder, key));
        if (modifiedAt) yield { key, modifiedAt };
      }
    }
  }

  async discardUnfinished(before: Date): Promise<void> {
    for (const name of await entriesOf(this.incoming)) {
      const draft = path.join(this.incoming, name);
      const modifiedAt = await modified(draft);
      if (modifiedAt && modifiedAt < before) await rm(draft, { force: true });
    }
  }

  private fileOf(key: string): string {
    // The only way from a key to a path: what is not one of our names never reaches the file system.
    if (baseKeyOf(key) === null) throw new RangeError('Not a storage key');
    return path.join(this.root, key.slice(0, 2), key.slice(2, 4), key);
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (missing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  }
}

/** Null when the file went away in the meantime. */
async function modified(file: string): Promise<Date | null> {
  try {
    return (await stat(file)).mtime;
  } catch (error) {
    if (missing(error)) return null;
    throw error;
  }
}

/** Makes the names in a folder survive a loss of power. Windows has no such thing and refuses to open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
