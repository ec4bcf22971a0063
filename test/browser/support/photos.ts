import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** A picture on the disk, with the digest by which it is known again. */
export interface TestPhoto {
  path: string;
  sha256: string;
  bytes: number;
}

/**
 * Makes a real JPEG of coarse coloured noise: it compresses badly, so that it is as heavy as a photo and a transfer has
 * a middle. The same name gives the same picture.
 */
export async function makePhoto(
  folder: string,
  name: string,
  size = { width: 1200, height: 900 },
): Promise<TestPhoto> {
  const grain = 3;
  const width = Math.ceil(size.width / grain);
  const height = Math.ceil(size.height / grain);
  const raw = Buffer.alloc(width * height * 3);
  let seed = createHash('sha256').update(name).digest();
  for (let at = 0; at < raw.length; at += seed.length) {
    seed = createHash('sha256').update(seed).digest();
    seed.copy(raw, at);
  }
  const jpeg = await sharp(raw, { raw: { width, height, channels: 3 } })
    .resize(size.width, size.height, { kernel: 'nearest' })
    .jpeg({ quality: 80 })
    .toBuffer();
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.jpg`);
  writeFileSync(file, jpeg);
  return { path: file, sha256: createHash('sha256').update(jpeg).digest('hex'), bytes: jpeg.length };
}
