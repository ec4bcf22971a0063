import type { Readable } from 'node:stream';

export interface StoredFile {
  stream: Readable;
  /** Bytes of the whole file, also where only a part of it is read. */
  size: number;
}

/** Part of a file, both ends included. */
export interface ByteRange {
  from: number;
  to: number;
}

export interface ListedFile {
  key: string;
  /** When the file was written, by the clock of the store. */
  modifiedAt: Date;
}

/**
 * Where the bytes of photos and recordings are kept. A file is written once under a fresh key and never changed, so a store needs
 * neither locks nor versions. Keys come from `newStorageKey`; anything else is refused by a store (RangeError).
 */
export abstract class MediaStore {
  /** Keeps a file. When this resolves, the bytes survive a loss of power; before, nothing is visible under the key. */
  abstract put(key: string, bytes: Buffer, mime: string): Promise<void>;

  /**
   * The file, or null when there is none; `part` is told the size and says what of it is read, undefined for all. Who
   * takes the stream must read it to its end or destroy it.
   */
  abstract get(key: string, part?: (size: number) => ByteRange | undefined): Promise<StoredFile | null>;

  /** Removes a file; one that is not there is as good as removed. */
  abstract delete(key: string): Promise<void>;

  /** Every file whose key begins with `prefix` (two hexadecimal digits), in no particular order. */
  abstract list(prefix: string): AsyncIterable<ListedFile>;

  /** Removes what writes that broke off before `before` have left behind. */
  abstract discardUnfinished(before: Date): Promise<void>;
}
