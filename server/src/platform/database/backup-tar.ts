import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { BackupError } from './backup-format.js';

/** POSIX ustar, as much of it as a backup needs: regular files with short names. `tar` of any system reads it too. */
const block = 512;

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(block);
  const field = (text: string, at: number) => header.write(text, at, 'ascii');
  field(name, 0);
  field('0000600\0', 100);
  field('0000000\0', 108);
  field('0000000\0', 116);
  field(`${size.toString(8).padStart(11, '0')}\0`, 124);
  field('00000000000\0', 136);
  field('        ', 148);
  field('0', 156);
  field('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  field(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

const padding = (size: number): number => (block - (size % block)) % block;

/** Writes files one after the other. */
export class TarWriter {
  constructor(private readonly out: Writable) {}

  /** @param size bytes that `content` must have, exactly */
  async add(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void> {
    await this.write(headerOf(name, size));
    let written = 0;
    for await (const chunk of content) {
      written += chunk.length;
      await this.write(chunk);
    }
    if (written !== size) throw new BackupError(`${name} changed while it was copied / 复制时文件变了`);
    await this.write(Buffer.alloc(padding(size)));
  }

  /** Writes the end mark; the stream stays open. */
  end(): Promise<void> {
    return this.write(Buffer.alloc(2 * block));
  }

  private async write(bytes: Buffer): Promise<void> {
    if (bytes.length > 0 && !this.out.write(bytes)) await once(this.out, 'drain');
  }
}

/** Bytes of a stream by exact amounts. */
class Bytes {
  private rest = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The next bytes, at most `most`; throws where the stream ends first. */
  async some(most: number): Promise<Buffer> {
    while (this.rest.length === 0) {
      const next = await this.source.next();
      if (next.done) throw broken();
      this.rest = next.value as Buffer<ArrayBuffer>;
    }
    const taken = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(taken.length);
    return taken;
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = size; missing > 0;) {
      const part = await this.some(missing);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  async *limited(size: number): AsyncGenerator<Buffer> {
    for (let missing = size; missing > 0;) {
      const part = await this.some(missing);
      missing -= part.length;
      yield part;
    }
  }
}

const broken = () => new BackupError('The archive is damaged or cut off / 备份文件损坏或不完整');

/** Reads an archive to its end mark. `take` must read each file's content whole. */
export async function readTar(
  source: AsyncIterable<Buffer>,
  take: (name: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const bytes = new Bytes(source);
  for (;;) {
    const header = await bytes.exactly(block);
    if (header.every((byte) => byte === 0)) return;
    const { name, size, type } = parse(header);
    // Folders, as an ordinary `tar` writes them when somebody packs a backup by hand.
    if (type !== '5') await take(name, bytes.limited(size));
    await bytes.exactly(padding(size));
  }
}

function parse(header: Buffer): { name: string; size: number; type: string } {
  const text = (from: number, to: number) => header.toString('latin1', from, to).split('\0')[0]?.trim() ?? '';
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  const size = parseInt(text(124, 136) || '0', 8);
  const type = text(156, 157) || '0';
  if (parseInt(text(148, 156), 8) !== sum || !Number.isSafeInteger(size)) throw broken();
  if (type !== '0' && type !== '5')
    throw new BackupError('The archive holds more than files / 备份文件里有别的东西');
  return { name: text(0, 100).replace(/^\.\//, ''), size, type };
}
