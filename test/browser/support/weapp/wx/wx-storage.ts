import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LogicContext } from '../logic/context.js';
import { textOption, WxFailure, type WxApi } from './wx-api.js';

const keyLimit = 1024 * 1024;
const totalLimit = 10 * 1024 * 1024;

/** Key–value storage of one WeChat account, written through to one file at every change. */
class PhoneStorage {
  private readonly values: Map<string, string>;
  private readonly file: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, 'storage.json');
    const stored = existsSync(this.file)
      ? (JSON.parse(readFileSync(this.file, 'utf8')) as [string, string][])
      : [];
    this.values = new Map(stored);
  }

  get(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value ?? '') ?? '""';
    if (Buffer.byteLength(text) > keyLimit) throw new WxFailure('entry size limit reached');
    const others = this.size() - Buffer.byteLength(this.values.get(key) ?? '');
    if (others + Buffer.byteLength(text) > totalLimit) throw new WxFailure('exceed storage max size 10Mb');
    this.values.set(key, text);
    this.save();
  }

  remove(key: string): void {
    if (this.values.delete(key)) this.save();
  }

  clear(): void {
    this.values.clear();
    this.save();
  }

  info(): Record<string, unknown> {
    return {
      keys: [...this.values.keys()],
      currentSize: Math.ceil(this.size() / 1024),
      limitSize: totalLimit / 1024,
    };
  }

  private size(): number {
    let total = 0;
    for (const [key, text] of this.values) total += Buffer.byteLength(key) + Buffer.byteLength(text);
    return total;
  }

  private save(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify([...this.values]));
    renameSync(`${this.file}.new`, this.file);
  }
}

/** setStorage and its family. */
export function createStorageApi(context: LogicContext, api: WxApi, folder: string): Record<string, unknown> {
  const storage = new PhoneStorage(folder);
  const guarded = (name: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      throw new Error(`${name}:fail ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return {
    getStorageSync: (key: string) => context.realm.adopt(storage.get(key) ?? ''),
    setStorageSync: (key: string, value: unknown) => guarded('setStorageSync', () => storage.set(key, value)),
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => context.realm.adopt(storage.info()),
    batchSetStorageSync: (list: Array<{ key: string; value: unknown }>) =>
      guarded('batchSetStorageSync', () => list.forEach((item) => storage.set(item.key, item.value))),
    batchGetStorageSync: (keys: string[]) =>
      context.realm.adopt([...keys].map((key) => storage.get(key) ?? '')),
    getStorage: api.define('getStorage', (o) => {
      const data = storage.get(textOption(o, 'key'));
      if (data === undefined) throw new WxFailure('data not found');
      return { data };
    }),
    setStorage: api.define('setStorage', (o) => storage.set(textOption(o, 'key'), o['data'])),
    removeStorage: api.define('removeStorage', (o) => storage.remove(textOption(o, 'key'))),
    clearStorage: api.define('clearStorage', () => storage.clear()),
    getStorageInfo: api.define('getStorageInfo', () => storage.info()),
  };
}
