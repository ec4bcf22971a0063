/** Samples a second of the recordings that are made without a codec: enough for speech. */
export const waveRate = 16_000;

const headerBytes = 44;

/** Fewer samples a second, each the mean of those it stands for. A rate that is low enough stays. */
export function resampled(samples: Float32Array, from: number, to: number): Float32Array {
  if (from <= to) return samples;
  const step = from / to;
  const fewer = new Float32Array(Math.floor(samples.length / step));
  for (let index = 0; index < fewer.length; index += 1) {
    const end = Math.min(samples.length, Math.floor((index + 1) * step));
    let sum = 0;
    for (let at = Math.floor(index * step); at < end; at += 1) sum += samples[at] ?? 0;
    fewer[index] = sum / Math.max(1, end - Math.floor(index * step));
  }
  return fewer;
}

/** Samples between −1 and 1 as a WAV file: 16 bits, one channel. */
export function waveFile(samples: Float32Array, rate: number): ArrayBuffer {
  const file = new ArrayBuffer(headerBytes + samples.length * 2);
  const view = new DataView(file);
  const name = (at: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) view.setUint8(at + index, text.charCodeAt(index));
  };
  name(0, 'RIFF');
  view.setUint32(4, file.byteLength - 8, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    const within = Math.max(-1, Math.min(1, sample));
    view.setInt16(headerBytes + index * 2, Math.round(within * (within < 0 ? 0x8000 : 0x7fff)), true);
  });
  return file;
}
