const frameBytes = 108;
const frameMs = 36;

/**
 * A playable, silent mp3 (MPEG-2 layer III, 16 kHz, 24 kbit/s, mono) of about the given length, standing in for what a
 * phone's microphone would have written. Frame layout: ISO/IEC 13818-3.
 */
export function silentMp3(durationMs: number): Buffer {
  const frame = Buffer.alloc(frameBytes);
  frame.set([0xff, 0xf3, 0x38, 0xc0]);
  return Buffer.concat(Array.from({ length: Math.max(1, Math.ceil(durationMs / frameMs)) }, () => frame));
}
