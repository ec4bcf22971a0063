import { brokenRecording, otherSound } from './recording.js';
import type { CleanRecording } from './recording.js';

/** Boxes that hold others. */
const opened = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf', 'mvex', 'moof', 'traf'];
/** What a player needs of the others. Notes, places and pictures stand in `udta`, `meta` and `uuid`. */
const needed = [
  ...['ftyp', 'styp', 'mdat', 'mvhd', 'tkhd', 'mdhd', 'hdlr', 'smhd', 'elst', 'dref', 'sidx', 'mfra'],
  ...['stsd', 'stts', 'stsc', 'stsz', 'stco', 'co64', 'sgpd', 'sbgp', 'mehd', 'trex'],
  ...['mfhd', 'tfhd', 'tfdt', 'trun'],
];
/** Codings of sound that browsers play. */
const codings = ['mp4a', 'Opus'];
const samplesPerAacFrame = 1024;

interface Box {
  type: string;
  begin: number;
  /** Where the contents begin, and where they end. */
  body: number;
  end: number;
}

/**
 * Keeps one track of sound in an MP4 file (ISO/IEC 14496-12), in one piece or in fragments. What is not needed to play
 * is overwritten where it stands, so that the offsets of the sound stay right.
 */
export function cleanIsoMedia(sent: Buffer): CleanRecording {
  const bytes = Buffer.from(sent);
  const heard = new Listener();
  let kept = bytes.length;
  const walk = (from: number, to: number): void => {
    for (let at = from; at < to;) {
      const box = boxAt(bytes, at, to);
      if (!box) {
        // Of a recording that was cut off, what is whole remains.
        if (to !== bytes.length) throw brokenRecording();
        kept = at;
        return;
      }
      if (opened.includes(box.type)) walk(box.body, box.end);
      else if (needed.includes(box.type)) heard.take(box, bytes);
      else free(bytes, box);
      at = box.end;
    }
  };
  walk(0, bytes.length);
  return { bytes: bytes.subarray(0, kept), mime: 'audio/mp4', seconds: heard.seconds() };
}

function boxAt(bytes: Buffer, begin: number, limit: number): Box | null {
  if (begin + 8 > limit) return null;
  const short = bytes.readUInt32BE(begin);
  const isLong = short === 1;
  if (isLong && begin + 16 > limit) return null;
  const size = isLong ? Number(bytes.readBigUInt64BE(begin + 8)) : short === 0 ? limit - begin : short;
  const body = begin + (isLong ? 16 : 8);
  const end = begin + size;
  const type = bytes.toString('latin1', begin + 4, begin + 8);
  return end > limit || end < body ? null : { type, begin, body, end };
}

function free(bytes: Buffer, { begin, body, end }: Box): void {
  bytes.write('free', begin + 4, 'latin1');
  bytes.fill(0, body, end);
}

/** Adds up what is to be heard. */
class Listener {
  private timescale = 0;
  private ticks = 0;
  private samples = 0;
  private defaultTicks = 0;
  private fragmentTicks = 0;
  private readonly codings: string[] = [];
  private rate = 0;

  take({ type, body, end }: Box, bytes: Buffer): void {
    const contents = bytes.subarray(body, end);
    if (['mvhd', 'tkhd', 'mdhd'].includes(type)) forgetTimes(contents);
    if (type === 'hdlr') this.handler(contents);
    else if (type === 'mdhd') this.timescale = contents.readUInt32BE(contents[0] === 1 ? 20 : 12);
    else if (type === 'stsd') this.description(contents);
    else if (type === 'stts') this.times(contents);
    else if (type === 'trex') this.defaultTicks = contents.readUInt32BE(12);
    else if (type === 'tfhd') this.fragment(contents);
    else if (type === 'trun') this.run(contents);
  }

  private handler(contents: Buffer): void {
    if (contents.toString('latin1', 8, 12) !== 'soun') throw otherSound();
    // Behind the kind stands a name for people.
    contents.fill(0, 24);
  }

  private description(contents: Buffer): void {
    this.codings.push(contents.toString('latin1', 12, 16));
    this.rate = contents.readUInt16BE(40);
  }

  private times(contents: Buffer): void {
    const entries = contents.readUInt32BE(4);
    for (let at = 8; at < 8 + entries * 8; at += 8)
      this.add(contents.readUInt32BE(at), contents.readUInt32BE(at + 4));
  }

  private fragment(contents: Buffer): void {
    const flags = contents.readUInt32BE(0);
    const before = ((flags & 1) === 0 ? 0 : 8) + ((flags & 2) === 0 ? 0 : 4);
    this.fragmentTicks = (flags & 8) === 0 ? this.defaultTicks : contents.readUInt32BE(8 + before);
  }

  private run(contents: Buffer): void {
    const flags = contents.readUInt32BE(0);
    const count = contents.readUInt32BE(4);
    if ((flags & 0x100) === 0) return this.add(count, this.fragmentTicks);
    const columns = [0x100, 0x200, 0x400, 0x800].filter((column) => (flags & column) !== 0).length;
    const first = 8 + ((flags & 1) === 0 ? 0 : 4) + ((flags & 4) === 0 ? 0 : 4);
    for (let sample = 0; sample < count; sample++)
      this.add(1, contents.readUInt32BE(first + sample * columns * 4));
  }

  private add(samples: number, ticks: number): void {
    this.samples += samples;
    this.ticks += samples * ticks;
  }

  /** As long as a player takes, and no shorter than so many frames of AAC sound. */
  seconds(): number {
    const [coding = ''] = this.codings;
    if (this.codings.length > 1 || (coding !== '' && !codings.includes(coding))) throw otherSound();
    if (coding === '' || this.timescale === 0 || this.samples === 0) throw brokenRecording();
    const told = this.ticks / this.timescale;
    const isAac = coding === 'mp4a' && this.rate > 0;
    return isAac ? Math.max(told, (this.samples * samplesPerAacFrame) / this.rate) : told;
  }
}

/** Creation and change stand behind version and flags, as two numbers of four bytes each, or of eight. */
function forgetTimes(contents: Buffer): void {
  contents.fill(0, 4, contents[0] === 1 ? 20 : 12);
}
