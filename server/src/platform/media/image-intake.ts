import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import type { OutputInfo, Sharp } from 'sharp';
import { mediaLimits } from '#shared/media/limits.js';
import { ProblemError } from '../http/problem-error.js';
import { Slots } from './slots.js';

/** What the content may be, by the name that `file-type` gives it → by the name that the decoder gives it. */
const accepted: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
};

const longestSide = 2048;
/** The first that is as light as what a phone sends: who opens a photo large is on a village line too. */
const fullQualities = [82, 70, 58, 46];
/** A list of thumbnails must open on a village connection. */
const thumbnail = {
  width: 480,
  height: 960,
  maxBytes: 40_000,
  widths: [480, 360, 240],
  qualities: [76, 60, 45, 30],
};
const secondsPerPhoto = 30;

/** Type of both stored sizes: the one that every old phone can show. */
export const storedMime = 'image/jpeg';

export interface TakenImage {
  full: Buffer;
  thumb: Buffer;
  /** Pixels of `full`, upright. */
  width: number;
  height: number;
}

// One thread per photo; how many photos at once is decided by the slots below.
sharp.concurrency(1);
sharp.cache(false);
// A second wall behind the sniffing: the decoders of all other formats cannot be reached at all.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    // For drawings of our own; a photo never gets here, its first bytes have been looked at.
    'VipsForeignLoadSvgBuffer',
  ],
});

/** SHA-256 of the bytes as they arrived, base64url, 43 characters. */
export function sourceHash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/**
 * Turns what a phone sent into two clean JPEGs. The pixels are drawn anew, so nothing else of the file survives: no
 * place, no camera, no comment, no second file hidden behind the first.
 */
@Injectable()
export class ImageIntake {
  private readonly slots = new Slots(2, 64);

  /**
   * @throws ProblemError `too_large` (bytes or pixels), `unsupported_media` (not JPEG, PNG or WebP by content),
   *   `broken_media` (cannot be decoded to the last line), `unavailable` (too many at once)
   */
  async take(bytes: Buffer): Promise<TakenImage> {
    if (bytes.length > mediaLimits.maxBytes) throw new ProblemError('too_large');
    const format = await sniff(bytes);
    return this.slots.run(() => redraw(bytes, format));
  }
}

/** Format by content; the name and the type that the phone claims are never looked at. */
async function sniff(bytes: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const format = found && accepted[found.mime];
  if (!format) throw new ProblemError('unsupported_media');
  return format;
}

async function redraw(bytes: Buffer, format: string): Promise<TakenImage> {
  await checkHeader(bytes, format);
  const picture = await decoding(() =>
    sharp(bytes, { failOn: 'error', limitInputPixels: mediaLimits.maxPixels, autoOrient: true })
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .timeout({ seconds: secondsPerPhoto })
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height } = picture.info;
  const full = await compress(picture);
  return { full, thumb: await shrink(full), width, height };
}

/** A JPEG of the best quality that is light enough, or of the lowest one. */
async function compress(picture: { data: Buffer; info: OutputInfo }): Promise<Buffer> {
  let smallest: Buffer | undefined;
  for (const quality of fullQualities) {
    smallest = await fromPixels(picture).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (smallest.length <= mediaLimits.photoBytes) break;
  }
  if (!smallest) throw new Error('The ladder of qualities is empty');
  return smallest;
}

/** Looks at the claimed size before a single pixel is unpacked: a small file can unfold into gigabytes. */
async function checkHeader(bytes: Buffer, format: string): Promise<void> {
  const header = await decoding(() => sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata());
  if (header.format !== format) throw new ProblemError('broken_media');
  if (header.width * header.height > mediaLimits.maxPixels) {
    throw new ProblemError('too_large', { detail: '这张照片的尺寸太大了，请换一张小一点的。' });
  }
}

/** The best of a short ladder of sizes and qualities that stays within the budget. */
async function shrink(full: Buffer): Promise<Buffer> {
  let smallest: Buffer | undefined;
  for (const width of thumbnail.widths) {
    const picture = await sharp(full)
      .resize({ width, height: thumbnail.height, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const quality of thumbnail.qualities) {
      smallest = await fromPixels(picture).jpeg({ quality, mozjpeg: true }).toBuffer();
      if (smallest.length < thumbnail.maxBytes) return smallest;
    }
  }
  if (!smallest) throw new Error('The ladder of thumbnails is empty');
  return smallest;
}

function fromPixels({ data, info }: { data: Buffer; info: OutputInfo }): Sharp {
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

/** A decoder's complaint is about the photo, not about us. */
async function decoding<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch {
    throw new ProblemError('broken_media');
  }
}
