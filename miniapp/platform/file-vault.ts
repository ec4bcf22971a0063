import Taro from '@tarojs/taro';
import type { FileVault } from '../api/outbox/outbox-ports.js';
import { uuid } from './random.js';
import type { TemporaryFile } from './temporary-file.js';

/** Where photos and recordings of undelivered work lie: what is kept stays until dropped, also when the program is killed. */
export interface PhoneVault extends FileVault {
  /** Takes over a file; returns its name in the vault. */
  keep(file: TemporaryFile): Promise<string>;
  /** A path or address under which the bytes can be read while the program runs. */
  pathOf(ref: string): Promise<string>;
}

/** The bytes of a kept file are not on the phone any more (cleaned away by the system or its owner). */
export class FileGone extends Error {}

/** WeChat: saved files survive until removed (200 MB in all); their path is their name. */
const savedFiles: PhoneVault = {
  keep: (file) =>
    new Promise((resolve, reject) => {
      Taro.getFileSystemManager().saveFile({
        tempFilePath: file.path,
        success: (result) => resolve(result.savedFilePath),
        fail: (error) => reject(new Error(error.errMsg)),
      });
    }),
  drop: (ref) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().removeSavedFile({ filePath: ref, complete: () => resolve() });
    }),
  pathOf: (ref) => Promise.resolve(ref),
};

const table = 'photos';

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('xinqiao-outbox', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(table);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function inDatabase<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const answer = work(transaction.objectStore(table));
      // Kept is kept only when the transaction is done, not when the request is.
      transaction.oncomplete = () => resolve(answer.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

interface StoredBytes {
  bytes: ArrayBuffer;
  type: string;
}

/** The bytes of a kept file (browser only). */
export async function storedFile(ref: string): Promise<Blob> {
  const read = (store: IDBObjectStore) => store.get(ref) as IDBRequest<StoredBytes | undefined>;
  const stored = await inDatabase('readonly', read);
  if (!stored) throw new FileGone('the file is gone');
  return new Blob([stored.bytes], { type: stored.type });
}

/** Browser: the bytes themselves lie in IndexedDB; a blob address of the picker dies with the page. */
const storedBytes: PhoneVault = {
  async keep({ file }) {
    if (!file) throw new Error('the browser gave no file');
    const stored: StoredBytes = { bytes: await file.arrayBuffer(), type: file.type };
    const ref = uuid();
    await inDatabase('readwrite', (store) => store.put(stored, ref));
    return ref;
  },
  async drop(ref) {
    await inDatabase('readwrite', (store) => store.delete(ref));
  },
  pathOf: async (ref) => URL.createObjectURL(await storedFile(ref)),
};

/** Where photos and recordings of undelivered work lie on this kind of phone. */
export const fileVault: PhoneVault = XINQIAO_PLATFORM === 'h5' ? storedBytes : savedFiles;
