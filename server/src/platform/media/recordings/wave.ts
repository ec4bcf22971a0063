import { brokenRecording, otherSound } from './recording.js';
import type { CleanRecording } from './recording.js';

const pcm = 1;
const float = 3;
const extensible = 0xfffe;

/**
 * Keeps format and samples of a WAV file (Microsoft RIFF, 1991) behind a header of our own. A recorder that was cut off
 * never wrote the length of the samples: what is there counts.
 */
export function cleanWave(bytes: Buffer): CleanRecording {
  let format: Buffer | undefined;
  let samples: Buffer | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const told = bytes.readUInt32LE(at + 4);
    const size = told === 0 && name === 'data' ? bytes.length : told;
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') format ??= body;
    if (name === 'data') samples ??= body;
    at += 8 + size + (size % 2);
  }
  if (!format || format.length < 16 || !samples) throw brokenRecording();
  const tag = format.readUInt16LE(0);
  const coding = tag === extensible && format.length >= 26 ? format.readUInt16LE(24) : tag;
  if (coding !== pcm && coding !== float) throw otherSound();
  const [channels, rate, bits] = [format.readUInt16LE(2), format.readUInt32LE(4), format.readUInt16LE(14)];
  const frame = (channels * bits) / 8;
  if (!Number.isInteger(frame) || frame === 0 || rate < 4000) throw brokenRecording();
  const whole = samples.subarray(0, samples.length - (samples.length % frame));
  if (whole.length === 0) throw brokenRecording();
  return {
    bytes: Buffer.concat([header({ coding, channels, rate, bits, frame }, whole.length), whole]),
    mime: 'audio/wav',
    seconds: whole.length / frame / rate,
  };
}

interface Format {
  coding: number;
  channels: number;
  rate: number;
  bits: number;
  frame: number;
}

function header({ coding, channels, rate, bits, frame }: Format, length: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(coding, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * frame, 28);
  head.writeUInt16LE(frame, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(length, 40);
  return head;
}
