/** Lengths of a frame at 48 kHz by configuration (RFC 6716, 3.1, table 2). */
const silk = [480, 960, 1920, 2880];
const hybrid = [480, 960];
const celt = [120, 240, 480, 960];

export const opusRate = 48_000;

/** Samples at 48 kHz in a packet, read from its first bytes (RFC 6716, 3.1 and 3.2). */
export function opusSamples(packet: Buffer): number {
  const [first = 0, second = 0] = packet;
  if (packet.length === 0) return 0;
  const config = first >> 3;
  const frame = config < 12 ? silk[config & 3] : config < 16 ? hybrid[config & 1] : celt[config & 3];
  const code = first & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : second & 0x3f;
  return (frame ?? 0) * frames;
}
