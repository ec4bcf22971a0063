import { brokenRecording } from './recording.js';
import type { CleanRecording } from './recording.js';

/** What the first bytes of a frame say about it. */
interface Frame {
  /** Bytes, header included. */
  length: number;
  seconds: number;
  /** Holds no sound but a table about the others: length, encoder. */
  isTable: boolean;
}
type FrameReader = (bytes: Buffer, at: number) => Frame | null;

const bitrates = {
  full: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  half: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const sampleRates: Readonly<Record<number, readonly number[]>> = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8_000],
};

/** Frame of layer III. ISO/IEC 11172-3 2.4.1.3, 13818-3; version 2.5 as all encoders have it. */
const mp3Frame: FrameReader = (bytes, at) => {
  if (at + 4 > bytes.length || bytes.readUInt16BE(at) >> 5 !== 0x7ff) return null;
  const [, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const version = (second >> 3) & 3;
  const rate = sampleRates[version]?.[(third >> 2) & 3];
  const bitrate = (version === 3 ? bitrates.full : bitrates.half)[(third >> 4) - 1];
  if (((second >> 1) & 3) !== 1 || rate === undefined || bitrate === undefined) return null;
  const samples = version === 3 ? 1152 : 576;
  const length = Math.floor((samples * bitrate * 125) / rate) + ((third >> 1) & 1);
  const isMono = fourth >> 6 === 3;
  const table = at + 4 + (version === 3 ? (isMono ? 17 : 32) : isMono ? 9 : 17);
  const isTable =
    ['Xing', 'Info'].includes(bytes.toString('latin1', table, table + 4)) ||
    bytes.toString('latin1', at + 36, at + 40) === 'VBRI';
  return { length, seconds: samples / rate, isTable };
};

const adtsRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** Frame of AAC as it stands alone. ISO/IEC 13818-7 6.2. */
const adtsFrame: FrameReader = (bytes, at) => {
  if (at + 7 > bytes.length || bytes.readUInt16BE(at) >> 4 !== 0xfff) return null;
  const [, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh = 0] = bytes.subarray(at, at + 7);
  const rate = adtsRates[(third >> 2) & 15];
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (((second >> 1) & 3) !== 0 || rate === undefined || length < 7) return null;
  return { length, seconds: (1024 * ((seventh & 3) + 1)) / rate, isTable: false };
};

/** Length of the tag with which a file may begin (ID3v2, 3.1), 0 where there is none. */
function tagLength(bytes: Buffer, at: number): number {
  if (bytes.toString('latin1', at, at + 3) !== 'ID3' || at + 10 > bytes.length) return 0;
  const size = [...bytes.subarray(at + 6, at + 10)].reduce((sum, seven) => (sum << 7) | (seven & 127), 0);
  const footer = ((bytes[at + 5] ?? 0) & 0x10) === 0 ? 0 : 10;
  return 10 + size + footer;
}

/**
 * Frames that follow each other, whatever stands around them: tags before, behind and between the frames are not sound
 * and stay behind. A chance match of the first bits is no frame: the next one must begin where it ends.
 */
function framesOf(bytes: Buffer, read: FrameReader): { frames: Buffer[]; seconds: number } {
  const frames: Buffer[] = [];
  let seconds = 0;
  let inStep = false;
  for (let at = 0; at < bytes.length;) {
    const tag = tagLength(bytes, at);
    const frame = tag > 0 ? null : read(bytes, at);
    const end = at + (frame?.length ?? 0);
    if (!frame || end > bytes.length || !(inStep || end === bytes.length || read(bytes, end))) {
      inStep = false;
      at += tag || 1;
      continue;
    }
    if (!frame.isTable) {
      frames.push(bytes.subarray(at, end));
      seconds += frame.seconds;
    }
    inStep = true;
    at = end;
  }
  return { frames, seconds };
}

function reader(read: FrameReader, mime: string): (bytes: Buffer) => CleanRecording {
  return (bytes) => {
    const { frames, seconds } = framesOf(bytes, read);
    const kept = Buffer.concat(frames);
    if (kept.length === 0) throw brokenRecording();
    return { bytes: kept, mime, seconds };
  };
}

/** Keeps the frames of an mp3. */
export const cleanMp3 = reader(mp3Frame, 'audio/mpeg');

/** Keeps the frames of an AAC stream. */
export const cleanAdts = reader(adtsFrame, 'audio/aac');
