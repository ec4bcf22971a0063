import { createHash } from 'node:crypto';
import type { LogicContext } from '../logic/context.js';
import { textOption, WxFailure, type WxApi, type WxOptions } from './wx-api.js';

type Operation = (options: WxOptions) => Record<string, unknown> | void;

const bytesOf = (data: unknown, encoding: string): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data, (encoding || 'utf8') as BufferEncoding);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  // The buffer belongs to the program's own world, where instanceof does not reach.
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]')
    return new Uint8Array(data as ArrayBuffer);
  throw new WxFailure('invalid data type');
};

const toArrayBuffer = (bytes: Buffer): ArrayBuffer => {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
};

/** getFileSystemManager and the older file calls of wx itself. */
export function createFileApi(context: LogicContext, api: WxApi): Record<string, unknown> {
  const files = (): LogicContext['files'] => context.files;

  const read = (
    address: string,
    encoding: string,
    position: unknown,
    length: unknown,
  ): string | ArrayBuffer => {
    const whole = files().read(address);
    const start = typeof position === 'number' ? position : 0;
    const part = whole.subarray(start, typeof length === 'number' ? start + length : undefined);
    return encoding ? part.toString(encoding as BufferEncoding) : toArrayBuffer(part);
  };
  const stats = (address: string): Record<string, unknown> => {
    const found = files().stat(address);
    return {
      mode: found.isFile ? 33188 : 16877,
      size: found.size,
      lastAccessedTime: found.modifiedAt,
      lastModifiedTime: found.modifiedAt,
      isFile: () => found.isFile,
      isDirectory: () => !found.isFile,
    };
  };

  const operations: Record<string, Operation> = {
    access: (o) => void files().stat(textOption(o, 'path')),
    stat: (o) => ({ stats: stats(textOption(o, 'path')) }),
    readFile: (o) => ({
      data: read(textOption(o, 'filePath'), textOption(o, 'encoding'), o['position'], o['length']),
    }),
    writeFile: (o) =>
      files().write(textOption(o, 'filePath'), bytesOf(o['data'], textOption(o, 'encoding')), false),
    appendFile: (o) =>
      files().write(textOption(o, 'filePath'), bytesOf(o['data'], textOption(o, 'encoding')), true),
    copyFile: (o) => files().copy(textOption(o, 'srcPath'), textOption(o, 'destPath')),
    rename: (o) => files().rename(textOption(o, 'oldPath'), textOption(o, 'newPath')),
    unlink: (o) => files().remove(textOption(o, 'filePath')),
    mkdir: (o) => files().makeFolder(textOption(o, 'dirPath'), o['recursive'] === true),
    rmdir: (o) => files().removeFolder(textOption(o, 'dirPath'), o['recursive'] === true),
    readdir: (o) => ({ files: files().list(textOption(o, 'dirPath')) }),
    saveFile: (o) => ({
      savedFilePath: files().save(textOption(o, 'tempFilePath'), o['filePath'] as string | undefined),
    }),
    getSavedFileList: () => ({ fileList: files().savedList() }),
    removeSavedFile: (o) => files().remove(textOption(o, 'filePath')),
    getFileInfo: (o) => {
      const bytes = files().read(textOption(o, 'filePath'));
      const algorithm = textOption(o, 'digestAlgorithm', 'md5');
      return { size: bytes.length, digest: createHash(algorithm).update(bytes).digest('hex') };
    },
  };

  const sync =
    (name: string, run: (...args: never[]) => unknown) =>
    (...args: unknown[]): unknown => {
      try {
        return context.realm.adopt(run(...(args as never[])));
      } catch (error) {
        throw Object.assign(
          new Error(`${name}:fail ${error instanceof Error ? error.message : String(error)}`),
          {
            errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}`,
          },
        );
      }
    };
  const asynchronous = Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [name, api.define(name, run)]),
  );
  const manager = {
    ...asynchronous,
    accessSync: sync('accessSync', (path: string) => void files().stat(path)),
    statSync: sync('statSync', (path: string) => stats(path)),
    readFileSync: sync(
      'readFileSync',
      (path: string, encoding?: string, position?: number, length?: number) =>
        read(path, encoding ?? '', position, length),
    ),
    writeFileSync: sync('writeFileSync', (path: string, data: unknown, encoding?: string) =>
      files().write(path, bytesOf(data, encoding ?? ''), false),
    ),
    appendFileSync: sync('appendFileSync', (path: string, data: unknown, encoding?: string) =>
      files().write(path, bytesOf(data, encoding ?? ''), true),
    ),
    copyFileSync: sync('copyFileSync', (from: string, to: string) => files().copy(from, to)),
    renameSync: sync('renameSync', (from: string, to: string) => files().rename(from, to)),
    unlinkSync: sync('unlinkSync', (path: string) => files().remove(path)),
    mkdirSync: sync('mkdirSync', (path: string, recursive?: boolean) =>
      files().makeFolder(path, recursive === true),
    ),
    rmdirSync: sync('rmdirSync', (path: string, recursive?: boolean) =>
      files().removeFolder(path, recursive === true),
    ),
    readdirSync: sync('readdirSync', (path: string) => files().list(path)),
    saveFileSync: sync('saveFileSync', (path: string, target?: string) => files().save(path, target)),
  };
  const { saveFile, getSavedFileList, removeSavedFile, getFileInfo } = asynchronous;
  return { getFileSystemManager: () => manager, saveFile, getSavedFileList, removeSavedFile, getFileInfo };
}
