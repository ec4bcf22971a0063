import { silentMp3 } from '../browser/support/weapp/wx/mp3.js';

/** Words that must not survive in anything that is kept: a title, a name, a place. */
export const secrets = ['Xiao Ming', '28.9000', 'PhoneMaker', 'secret'];
const note = 'Xiao Ming at 28.9000 PhoneMaker secret';

const latin = (text: string) => Buffer.from(text, 'latin1');
const u32 = (value: number) =>
  Buffer.from([value >>> 24, value >>> 16, value >>> 8, value].map((one) => one & 255));
const u16 = (value: number) => Buffer.from([value >>> 8, value & 255]);

function id3v2(): Buffer {
  const frame = (id: string, text: string) =>
    Buffer.concat([latin(id), u32(text.length + 1), u16(0), latin(`\0${text}`)]);
  const frames = Buffer.concat([frame('TIT2', note), frame('TXXX', `GPS\0${note}`), Buffer.alloc(20)]);
  const size = [21, 14, 7, 0].map((shift) => (frames.length >> shift) & 127);
  return Buffer.concat([latin('ID3'), Buffer.from([3, 0, 0, ...size]), frames]);
}

const id3v1 = () => Buffer.concat([latin('TAG'), Buffer.alloc(125, note)]);

/** An mp3 as a phone's microphone writes it (36 ms a frame), without anything else. */
export const mp3 = (seconds: number): Buffer => silentMp3(seconds * 1000);

/** The same with a title in front and behind, and a table that says it is a second long. */
export function taggedMp3(seconds: number): Buffer {
  const table = Buffer.from(silentMp3(1));
  table.write('Info', 4 + 9, 'latin1');
  table.write('LAME secret', 40, 'latin1');
  return Buffer.concat([id3v2(), table, mp3(seconds), id3v1()]);
}

/** AAC as it stands alone: 16 kHz, 64 ms a frame. */
export function adts(seconds: number): Buffer {
  const length = 64;
  const frame = Buffer.alloc(length);
  frame.set([0xff, 0xf1, 0x60, 0x40 | (length >> 11), (length >> 3) & 255, ((length & 7) << 5) | 0x1f, 0xfc]);
  return Buffer.concat(Array.from({ length: Math.ceil(seconds / 0.064) }, () => frame));
}
export const taggedAdts = (seconds: number): Buffer => Buffer.concat([id3v2(), adts(seconds), id3v1()]);

interface Wave {
  rate?: number;
  bits?: number;
  /** Length of the samples as the header tells it. */
  told?: number;
  more?: Buffer[];
  coding?: number;
}
const chunk = (name: string, body: Buffer, told = body.length) => {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(told, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

/** Silence, one channel; coarse unless said otherwise, for what is not packed is soon heavy. */
export function wave(
  seconds: number,
  { rate = 4000, bits = 8, told, more = [], coding = 1 }: Wave = {},
): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(coding, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE((rate * bits) / 8, 8);
  format.writeUInt16LE(bits / 8, 12);
  format.writeUInt16LE(bits, 14);
  const samples = Buffer.alloc((Math.round(seconds * rate) * bits) / 8);
  const body = Buffer.concat([latin('WAVE'), chunk('fmt ', format), ...more, chunk('data', samples, told)]);
  return chunk('RIFF', body);
}
export const taggedWave = (seconds: number): Buffer =>
  wave(seconds, {
    more: [chunk('LIST', Buffer.concat([latin('INFO'), chunk('INAM', latin(note))])), chunk('id3 ', id3v2())],
  });

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), latin(type), body]);
};

interface IsoMedia {
  handler?: string;
  coding?: string;
  /** Ticks of a frame as the table of times tells them; a frame of AAC is 1024 ticks long. */
  ticks?: number;
  frameBytes?: number;
  fragments?: boolean;
  /** Seconds as the headers tell them. */
  told?: number;
  more?: Buffer[];
}

/** AAC in an MP4 file at 16 kHz, in one piece or in two fragments. */
export function m4a(
  seconds: number,
  {
    handler = 'soun',
    coding = 'mp4a',
    ticks = 1024,
    frameBytes = 20,
    fragments = false,
    told = seconds,
    more = [],
  }: IsoMedia = {},
) {
  const frames = Math.ceil((seconds * 16_000) / 1024);
  const sample = Buffer.alloc(frameBytes, 7);
  const entry = Buffer.concat([
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(8),
    u16(1),
    u16(16),
    u32(0),
    u16(16_000),
    u16(0),
  ]);
  const table = (count: number) =>
    box(
      'stbl',
      box('stsd', u32(0), u32(1), box(coding, entry)),
      box('stts', u32(0), u32(count > 0 ? 1 : 0), ...(count > 0 ? [u32(count), u32(ticks)] : [])),
      box('stsz', u32(0), u32(frameBytes), u32(count)),
    );
  const moov = (count: number) =>
    box(
      'moov',
      box('mvhd', u32(0), u32(0xdeadbeef), u32(0xdeadbeef), u32(1000), u32(told * 1000), Buffer.alloc(80)),
      box(
        'trak',
        box('tkhd', u32(7), u32(0xdeadbeef), Buffer.alloc(76)),
        box(
          'mdia',
          box('mdhd', u32(0), u32(0xdeadbeef), u32(0xdeadbeef), u32(16_000), u32(told * 16_000), u32(0)),
          box('hdlr', u32(0), u32(0), latin(handler), Buffer.alloc(12), latin(`${note}\0`)),
          box('minf', box('smhd', Buffer.alloc(8)), table(count)),
        ),
      ),
      ...(fragments
        ? [box('mvex', box('trex', u32(0), u32(1), u32(1), u32(ticks), u32(frameBytes), u32(0)))]
        : []),
      box('udta', box('\u00a9xyz', latin(note)), box('meta', u32(0), latin(note))),
    );
  const start = box('ftyp', latin('M4A '), u32(0), latin('M4A mp42isom'));
  const sound = (count: number) => box('mdat', ...Array.from({ length: count }, () => sample));
  if (!fragments)
    return Buffer.concat([start, moov(frames), ...more, sound(frames), box('uuid', latin(note))]);
  const fragment = (count: number, own: boolean) => {
    const header = own ? box('tfhd', u32(8), u32(1), u32(ticks)) : box('tfhd', u32(0), u32(1));
    const times = Array.from({ length: count }, () => u32(ticks));
    const run = own ? box('trun', u32(0), u32(count)) : box('trun', u32(0x101), u32(count), u32(0), ...times);
    return Buffer.concat([box('moof', box('mfhd', u32(0), u32(1)), box('traf', header, run)), sound(count)]);
  };
  const half = Math.floor(frames / 2);
  return Buffer.concat([start, moov(0), fragment(half, true), fragment(frames - half, false)]);
}

/** One packet of Opus, 20 ms of silence (configuration 1: SILK narrow band; code 0: one frame). */
const opusPacket = Buffer.from([0x08, 0xff, 0xfe]);
const opusHead = Buffer.concat([
  latin('OpusHead'),
  Buffer.from([1, 1, 0, 0]),
  Buffer.from([0x80, 0xbb, 0, 0, 0, 0, 0]),
]);

/** An Ogg page. The checksum is left 0: who keeps a page writes it anew. */
function page(number: number, granule: number, packets: Buffer[], flags = 0): Buffer {
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ]);
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(77, 14);
  head.writeUInt32LE(number, 18);
  head[26] = lacing.length;
  return Buffer.concat([head, Buffer.from(lacing), ...packets]);
}

/** Opus in Ogg, with a title in its comments. `told`: samples at the end as the last page tells them. */
export function ogg(seconds: number, told = seconds * 48_000): Buffer {
  const count = Math.ceil(seconds * 50);
  const comment = latin(`TITLE=${note}`.padEnd(600));
  const le = (value: number) => Buffer.from(u32(value)).reverse();
  const tags = Buffer.concat([latin('OpusTags'), le(6), latin('secret'), le(1), le(comment.length), comment]);
  const pages = [page(0, 0, [opusHead], 2), page(1, 0, [tags])];
  for (let from = 0; from < count; from += 50) {
    const packets = Array.from({ length: Math.min(50, count - from) }, () => opusPacket);
    const isLast = from + 50 >= count;
    pages.push(page(pages.length, isLast ? told : (from + 50) * 960, packets, isLast ? 4 : 0));
  }
  return Buffer.concat(pages);
}

const element = (id: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const name = Buffer.from(id.toString(16).padStart(2, '0'), 'hex');
  return Buffer.concat([
    name,
    Buffer.concat([Buffer.from([0x10 | (body.length >>> 24)]), u32(body.length).subarray(1)]),
    body,
  ]);
};
const endless = (id: string): Buffer => Buffer.from(`${id}01ffffffffffffff`, 'hex');

interface Webm {
  codec?: string;
  type?: number;
  /** Milliseconds by which the last packet comes later than it should. */
  gap?: number;
}

/** Opus in WebM as a browser records it: lengths unknown, no duration; with a title, a date and tags. */
export function webm(seconds: number, { codec = 'A_OPUS', type = 2, gap = 0 }: Webm = {}): Buffer {
  const count = Math.ceil(seconds * 50);
  const parts = [
    element(0x1a45dfa3, element(0x4286, Buffer.from([1])), element(0x4282, latin('webm'))),
    endless('18538067'),
    element(
      0x1549a966,
      element(0x2ad7b1, Buffer.from([0x0f, 0x42, 0x40])),
      element(0x7ba9, latin(note)),
      element(0x4d80, latin('secret')),
      element(0x5741, latin('PhoneMaker')),
      element(0x4461, Buffer.alloc(8, 1)),
    ),
    element(
      0x1654ae6b,
      element(
        0xae,
        element(0xd7, Buffer.from([1])),
        element(0x83, Buffer.from([type])),
        element(0x536e, latin(note)),
        element(0x86, latin(codec)),
        element(0x63a2, opusHead),
        element(0xe1, element(0xb5, Buffer.from([0x47, 0x3b, 0x80, 0])), element(0x9f, Buffer.from([1]))),
      ),
    ),
  ];
  for (let at = 0; at < count; at++) {
    if (at % 50 === 0) parts.push(endless('1f43b675'), element(0xe7, u32(at * 20)));
    const late = at === count - 1 ? gap : 0;
    parts.push(
      element(0xa3, Buffer.from([0x81]), u16((at % 50) * 20 + late), Buffer.from([0x80]), opusPacket),
    );
  }
  const tag = element(0x7373, element(0x67c8, element(0x45a3, latin('TITLE')), element(0x4487, latin(note))));
  return Buffer.concat([...parts, element(0x1254c367, tag)]);
}
