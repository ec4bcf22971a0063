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

interface Size {
  width: number;
  height: number;
}

/** A staircase with a handrail, in a light that belongs to the name. */
function staircase({ width, height }: Size, name: string): Buffer {
  const hue = (createHash('sha256').update(name).digest()[0] ?? 0) % 60;
  const steps = Array.from({ length: 6 }, (_, index) => {
    const y = 96 - index * 13;
    return `<rect x="${8 + index * 13}" y="${y}" width="${92 - index * 13}" height="14" fill="hsl(${25 + hue} 18% ${62 - index * 5}%)"/>
      <rect x="${8 + index * 13}" y="${y}" width="${92 - index * 13}" height="2" fill="hsl(${25 + hue} 20% 78%)"/>
      <line x1="${14 + index * 13}" y1="${y}" x2="${14 + index * 13}" y2="${y - 30}" stroke="#5a4632" stroke-width="1.6"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none" width="${width}" height="${height}">
      <rect width="100" height="100" fill="hsl(${40 + hue} 35% 84%)"/>
      <rect x="58" y="8" width="26" height="24" fill="#cfe3ec" stroke="#fff" stroke-width="2"/>
      ${steps.join('')}
      <line x1="10" y1="69" x2="84" y2="-1" stroke="#8a5a2b" stroke-width="4" stroke-linecap="round"/>
    </svg>`,
  );
}

/**
 * Makes a real JPEG: a drawn staircase under a grain that compresses badly, so that it is as heavy as a photo and a
 * transfer has a middle. The same name gives the same picture.
 */
export async function makePhoto(
  folder: string,
  name: string,
  size: Size = { width: 1200, height: 900 },
): Promise<TestPhoto> {
  const grain = Buffer.alloc(size.width * size.height * 4);
  let seed = createHash('sha256').update(name).digest();
  for (let at = 0; at < grain.length; at += seed.length) {
    seed = createHash('sha256').update(seed).digest();
    seed.copy(grain, at);
  }
  for (let at = 3; at < grain.length; at += 4) grain[at] = 26;
  const jpeg = await sharp(staircase(size, name))
    .composite([{ input: grain, raw: { ...size, channels: 4 } }])
    .jpeg({ quality: 82 })
    .toBuffer();
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.jpg`);
  writeFileSync(file, jpeg);
  return { path: file, sha256: createHash('sha256').update(jpeg).digest('hex'), bytes: jpeg.length };
}
