import { opusRate, opusSamples } from './opus-packet.js';
import { brokenRecording, otherSound } from './recording.js';
import type { CleanRecording } from './recording.js';

/** Elements that hold others; one walks into them without asking how long they say they are. */
const opened = new Set([
  0x18538067, // Segment
  0x1549a966, // Info
  0x1654ae6b, // Tracks
  0xae, // TrackEntry
  0x1f43b675, // Cluster
  0xa0, // BlockGroup
]);
const trackType = 0x83;
const codec = 0x86;
const timeScale = 0x2ad7b1;
const clusterTime = 0xe7;
const simpleBlock = 0xa3;
const block = 0xa1;
/** What a player needs, of the elements that hold none. Titles, dates, tags and attachments are not among them. */
const needed = new Set([
  0x1a45dfa3, // EBML
  trackType,
  codec,
  timeScale,
  clusterTime,
  simpleBlock,
  block,
  0x114d9b74, // SeekHead
  0x1c53bb6b, // Cues
  0xd7, // TrackNumber
  0x73c5, // TrackUID
  0x63a2, // CodecPrivate
  0x56aa, // CodecDelay
  0x56bb, // SeekPreRoll
  0x9c, // FlagLacing
  0x23e383, // DefaultDuration
  0xe1, // Audio
  0x9b, // BlockDuration
  0x75a2, // DiscardPadding
]);
/** Must be there by the standard, whatever it says: it stays, empty. */
const emptied = new Set([
  0x4d80, // MuxingApp
  0x5741, // WritingApp
]);

/**
 * Keeps one track of Opus in WebM (RFC 8794, Matroska v4), as a browser records it. What is not needed to play is
 * overwritten where it stands, so that everything else keeps its place.
 */
export function cleanWebm(sent: Buffer): CleanRecording {
  const bytes = Buffer.from(sent);
  const heard = new Listener();
  let at = 0;
  while (at < bytes.length) {
    const element = elementAt(bytes, at);
    if (!element) break;
    const { id, begin, end } = element;
    if (opened.has(id)) {
      at = begin;
      continue;
    }
    // Cut off in the middle of an element: the rest is left out.
    if (end > bytes.length) break;
    if (needed.has(id)) heard.take(id, bytes.subarray(begin, end));
    else if (emptied.has(id)) bytes.fill(0, begin, end);
    else blank(bytes, at, end);
    at = end;
  }
  return { bytes: bytes.subarray(0, at), mime: 'audio/webm', seconds: heard.seconds() };
}

/** Adds up what is to be heard. */
class Listener {
  private nanosecondsPerTick = 1_000_000;
  private cluster = 0;
  private samples = 0;
  private lastEnd = 0;
  private readonly codecs: string[] = [];

  take(id: number, body: Buffer): void {
    if (id === timeScale) this.nanosecondsPerTick = numberOf(body);
    else if (id === clusterTime) this.cluster = numberOf(body);
    else if (id === trackType && numberOf(body) !== 2) throw otherSound();
    else if (id === codec) this.codecs.push(body.toString('latin1'));
    else if (id === simpleBlock || id === block) this.hear(body);
  }

  /** A block: number of the track, time since the cluster's, flags, and one packet. */
  private hear(body: Buffer): void {
    const track = vintAt(body, 0);
    if (!track || body.length < track.length + 3) throw brokenRecording();
    const time = this.cluster + body.readInt16BE(track.length);
    if (((body[track.length + 2] ?? 0) & 0x06) !== 0) throw otherSound();
    const samples = opusSamples(body.subarray(track.length + 3));
    this.samples += samples;
    this.lastEnd = Math.max(this.lastEnd, (time * this.nanosecondsPerTick) / 1e9 + samples / opusRate);
  }

  /** As long as a player takes: gaps between the packets are waited for. */
  seconds(): number {
    if (this.codecs.length !== 1 || this.codecs[0] !== 'A_OPUS') throw otherSound();
    if (this.samples === 0) throw brokenRecording();
    return Math.max(this.samples / opusRate, this.lastEnd);
  }
}

const numberOf = (body: Buffer): number => body.reduce((sum, byte) => sum * 256 + byte, 0);

interface Element {
  id: number;
  begin: number;
  /** Behind the last byte; infinite where the recorder did not know. */
  end: number;
}

function elementAt(bytes: Buffer, at: number): Element | null {
  const name = vintAt(bytes, at);
  const size = name && vintAt(bytes, at + name.length);
  if (!name || !size || name.length > 4) return null;
  const begin = at + name.length + size.length;
  // The marker bits belong to the name, and not to the size.
  return { id: name.marked, begin, end: size.isUnknown ? Infinity : begin + size.value };
}

/** Number of variable length (RFC 8794, 4); null where it is broken or cut off. */
function vintAt(
  bytes: Buffer,
  at: number,
): { length: number; marked: number; value: number; isUnknown: boolean } | null {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8 || at + length > bytes.length) return null;
  const raw = bytes.subarray(at, at + length);
  const marked = numberOf(raw);
  const rest = (raw[0] ?? 0) & (0xff >> length);
  const value = numberOf(Buffer.from([rest, ...raw.subarray(1)]));
  const isUnknown = rest === 0xff >> length && raw.subarray(1).every((byte) => byte === 0xff);
  return { length, marked, value, isUnknown };
}

/** Turns an element into one that says that it is empty, of the same length (Void, RFC 8794, 11.3.2). */
function blank(bytes: Buffer, begin: number, end: number): void {
  const length = end - begin;
  bytes.fill(0, begin, end);
  bytes[begin] = 0xec;
  if (length <= 128) {
    bytes[begin + 1] = 0x80 | (length - 2);
  } else {
    bytes[begin + 1] = 0x01;
    bytes.writeUIntBE(length - 9, begin + 3, 6);
  }
}
