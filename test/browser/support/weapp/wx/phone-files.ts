import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { WxFailure } from './wx-api.js';

/** WeChat keeps the data of each account on a phone apart. */
export function accountFolder(account: { storageDir: string; openid: string }): string {
  return path.join(account.storageDir, encodeURIComponent(account.openid));
}

const storeLimit = 200 * 1024 * 1024;

/**
 * The files of one WeChat account for this program, on the disk of the machine that runs the test, so that they outlive
 * a killed program as they do on a phone: `wxfile://usr/…` for the program's own, `wxfile://store_…` for saved ones.
 * Temporary files (`wxfile://tmp_…`) are gone at the next start.
 */
export class PhoneFiles {
  readonly userPath = 'wxfile://usr';
  private counter = 0;

  constructor(private readonly folder: string) {}

  /** The files of a program that is just starting: nothing temporary is left. */
  static forProgram(account: { storageDir: string; openid: string }): PhoneFiles {
    const folder = accountFolder(account);
    rmSync(path.join(folder, 'tmp'), { recursive: true, force: true });
    for (const part of ['tmp', 'store', 'usr']) mkdirSync(path.join(folder, part), { recursive: true });
    return new PhoneFiles(folder);
  }

  /** A second look at the files of a running program. */
  static forReading(account: { storageDir: string; openid: string }): PhoneFiles {
    return new PhoneFiles(accountFolder(account));
  }

  /** A new temporary file with the given bytes; answers its address. */
  makeTemporary(bytes: Uint8Array, extension: string): string {
    const name = this.newName('tmp', extension);
    writeFileSync(path.join(this.folder, 'tmp', name), bytes);
    return `wxfile://${name}`;
  }

  /** Copies a file of the machine into the phone's temporary files. */
  importPhoto(source: string): string {
    return this.makeTemporary(readFileSync(source), path.extname(source).slice(1) || 'jpg');
  }

  /** Where an address lies on the disk. Fails for addresses that are not files of this program. */
  locate(address: string): string {
    if (address.startsWith('wxfile://usr')) return this.inside('usr', address.slice('wxfile://usr'.length));
    if (address.startsWith('wxfile://tmp_')) return this.inside('tmp', address.slice('wxfile://'.length));
    if (address.startsWith('wxfile://store_')) return this.inside('store', address.slice('wxfile://'.length));
    throw new WxFailure(`permission denied, open "${address}"`);
  }

  exists(address: string): boolean {
    return existsSync(this.locate(address));
  }

  read(address: string): Buffer {
    this.mustExist(address);
    return readFileSync(this.locate(address));
  }

  write(address: string, bytes: Uint8Array, append: boolean): void {
    this.mustBeWritable(address);
    if (append) this.mustExist(address);
    (append ? appendFileSync : writeFileSync)(this.locate(address), bytes);
  }

  copy(from: string, to: string): void {
    this.mustExist(from);
    this.mustBeWritable(to);
    copyFileSync(this.locate(from), this.locate(to));
  }

  rename(from: string, to: string): void {
    this.mustExist(from);
    this.mustBeWritable(to);
    renameSync(this.locate(from), this.locate(to));
  }

  remove(address: string): void {
    this.mustExist(address);
    unlinkSync(this.locate(address));
  }

  makeFolder(address: string, recursive: boolean): void {
    if (!recursive && existsSync(this.locate(address))) throw new WxFailure(`file already exists ${address}`);
    mkdirSync(this.locate(address), { recursive });
  }

  removeFolder(address: string, recursive: boolean): void {
    this.mustExist(address);
    if (recursive) rmSync(this.locate(address), { recursive: true });
    else if (readdirSync(this.locate(address)).length > 0) throw new WxFailure('directory not empty');
    else rmdirSync(this.locate(address));
  }

  list(address: string): string[] {
    this.mustExist(address);
    return readdirSync(this.locate(address));
  }

  stat(address: string): { size: number; modifiedAt: number; isFile: boolean } {
    this.mustExist(address);
    const found = statSync(this.locate(address));
    return { size: found.size, modifiedAt: Math.floor(found.mtimeMs / 1000), isFile: found.isFile() };
  }

  /** Moves a temporary file to where it stays; the temporary one is gone afterwards, as WeChat documents. */
  save(temporary: string, target: string | undefined): string {
    this.mustExist(temporary);
    if (!temporary.startsWith('wxfile://tmp_')) throw new WxFailure('tempFilePath file not exist');
    const size = this.savedList().reduce((sum, item) => sum + item.size, 0) + this.stat(temporary).size;
    if (size > storeLimit) throw new WxFailure('the maximum size of the file storage limit is exceeded');
    const extension = path.extname(temporary).slice(1);
    const address = target ?? `wxfile://${this.newName('store', extension)}`;
    renameSync(this.locate(temporary), this.locate(address));
    return address;
  }

  savedList(): Array<{ filePath: string; size: number; createTime: number }> {
    return readdirSync(path.join(this.folder, 'store')).map((name) => {
      const found = statSync(path.join(this.folder, 'store', name));
      return { filePath: `wxfile://${name}`, size: found.size, createTime: Math.floor(found.mtimeMs / 1000) };
    });
  }

  /** Subpackages that were fetched stay on the phone. */
  hasPackage(root: string): boolean {
    return this.packages().includes(root);
  }

  keepPackage(root: string): void {
    if (this.hasPackage(root)) return;
    writeFileSync(path.join(this.folder, 'packages.json'), JSON.stringify([...this.packages(), root]));
  }

  private packages(): string[] {
    const file = path.join(this.folder, 'packages.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
  }

  private inside(part: string, rest: string): string {
    const root = path.join(this.folder, part);
    const full = path.join(root, rest);
    if (full !== root && !full.startsWith(root + path.sep)) throw new WxFailure('permission denied');
    return full;
  }

  private newName(kind: 'tmp' | 'store', extension: string): string {
    this.counter += 1;
    return `${kind}_${Date.now()}${this.counter}${Math.random().toString(36).slice(2, 8)}${extension ? `.${extension}` : ''}`;
  }

  private mustExist(address: string): void {
    if (!this.exists(address))
      throw new WxFailure(`no such file or directory, open "${address}"`, { errno: 1300002 });
  }

  private mustBeWritable(address: string): void {
    if (!address.startsWith(this.userPath)) throw new WxFailure(`permission denied, open "${address}"`);
  }
}
