import { randomBytes } from 'node:crypto';

export type MediaSize = 'full' | 'thumb';

/** Lower-case hexadecimal, because some file systems take `a` and `A` for the same name. */
const baseKey = /^[0-9a-f]{32}$/;
const fileKey = /^([0-9a-f]{32})\.(full|thumb)$/;

/** Base key of a new photo: 128 random bits, unrelated to its public token. */
export function newStorageKey(): string {
  return randomBytes(16).toString('hex');
}

/** Key under which one size of a photo is stored. Throws a RangeError for what is no base key. */
export function fileKeyOf(storageKey: string, size: MediaSize): string {
  if (!baseKey.test(storageKey)) throw new RangeError('Not a storage key');
  return `${storageKey}.${size}`;
}

/** Base key of a stored file's key, or null when this is not a name of ours. */
export function baseKeyOf(key: string): string | null {
  return fileKey.exec(key)?.[1] ?? null;
}
