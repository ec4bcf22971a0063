import { opusRate, opusSamples } from './opus-packet.js';
import { brokenRecording, otherSound } from './recording.js';
import type { CleanRecording } from './recording.js';

interface Page {
  flags: number;
  granule: bigint;
  serial: number;
  /** Lengths of the segments; a packet ends with the first that is shorter than 255. */
  lacing: Buffer;
  body: Buffer;
}

const none = 0xffff_ffff_ffff_ffffn;

/**
 * Keeps head and sound of an Ogg Opus stream (RFC 3533, RFC 7845). The comments are written anew and empty; every page
 * after them gets another number, and with that another checksum.
 */
export function cleanOgg(bytes: Buffer): CleanRecording {
  const pages = pagesOf(bytes);
  const [first] = pages;
  const head = first?.body.toString('latin1', 0, 8) === 'OpusHead' ? first : undefined;
  if (!head) throw otherSound();
  if (head.body.length < 19 || pages.some((page) => page.serial !== head.serial)) throw brokenRecording();
  const tagsEnd = pages.findIndex((page, at) => at > 0 && page.lacing.some((length) => length < 255));
  // The comments end with their page; sound begins on a fresh one.
  const endsThere = pages[tagsEnd]?.lacing.filter((length) => length < 255).length === 1;
  if (!endsThere || pages[tagsEnd]?.lacing.at(-1) === 255) throw brokenRecording();
  const sound = pages.slice(tagsEnd + 1);
  const samples = packetsOf(sound).reduce((sum, packet) => sum + opusSamples(packet), 0);
  const preSkip = head.body.readUInt16LE(10);
  const marks = sound.map((page) => page.granule).filter((granule) => granule !== none);
  const played = Math.max(samples, ...marks.map(Number)) - preSkip;
  if (samples === 0 || played <= 0) throw brokenRecording();
  const comments = Buffer.concat([Buffer.from('OpusTags'), Buffer.alloc(8)]);
  const tags = { ...head, flags: 0, granule: 0n, lacing: Buffer.from([comments.length]), body: comments };
  return {
    bytes: Buffer.concat([head, tags, ...sound].map(written)),
    mime: 'audio/ogg',
    seconds: played / opusRate,
  };
}

/** The whole pages; what was cut off at the end is left out. */
function pagesOf(bytes: Buffer): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at + 27 <= bytes.length && bytes.toString('latin1', at, at + 4) === 'OggS';) {
    const lacing = bytes.subarray(at + 27, at + 27 + (bytes[at + 26] ?? 0));
    const begin = at + 27 + lacing.length;
    const end = begin + lacing.reduce((sum, length) => sum + length, 0);
    if (end > bytes.length) break;
    pages.push({
      flags: bytes[at + 5] ?? 0,
      granule: bytes.readBigUInt64LE(at + 6),
      serial: bytes.readUInt32LE(at + 14),
      lacing,
      body: bytes.subarray(begin, end),
    });
    at = end;
  }
  return pages;
}

/** First bytes of each packet that begins on one of the pages: enough to know its length in time. */
function packetsOf(pages: readonly Page[]): Buffer[] {
  const packets: Buffer[] = [];
  for (const { flags, lacing, body } of pages) {
    let at = 0;
    let begins = (flags & 1) === 0;
    for (const length of lacing) {
      if (begins) packets.push(body.subarray(at, at + length));
      begins = length < 255;
      at += length;
    }
  }
  return packets;
}

function written(page: Page, number: number): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = page.flags;
  head.writeBigUInt64LE(page.granule, 6);
  head.writeUInt32LE(page.serial, 14);
  head.writeUInt32LE(number, 18);
  head[26] = page.lacing.length;
  const whole = Buffer.concat([head, page.lacing, page.body]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** CRC-32 with the polynomial 04c11db7, not reflected, begun with 0 (RFC 3533, 6). */
function checksum(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (table[(crc >>> 24) ^ byte] ?? 0)) >>> 0;
  return crc;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c1_1db7 : 0);
  return crc >>> 0;
});
