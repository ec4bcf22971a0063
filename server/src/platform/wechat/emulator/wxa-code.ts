import { createHash } from 'node:crypto';
import sharp from 'sharp';

const SIZE = 430;
const SPOKES = 36;
const DOTS_PER_SPOKE = 6;

/** Whether a dot is drawn: one bit of the hash of what the code holds. */
function bitOf(hash: Buffer, index: number): boolean {
  return ((hash[(index >> 3) % hash.length] ?? 0) & (1 << (index & 7))) !== 0;
}

function spoke(hash: Buffer, index: number): string {
  const angle = (index * 360) / SPOKES;
  const dots = Array.from({ length: DOTS_PER_SPOKE }, (_, dot) => {
    const start = 96 + dot * 18;
    return bitOf(hash, index * DOTS_PER_SPOKE + dot)
      ? `<line x1="0" y1="${-start}" x2="0" y2="${-(start + 11)}"/>`
      : '';
  });
  return `<g transform="rotate(${angle})">${dots.join('')}</g>`;
}

/**
 * A PNG in the round shape of a mini program code. Different content gives a different picture, yet no phone can read
 * it: only WeChat makes codes that WeChat opens. The page of the emulator lists where each code leads.
 */
export async function drawWxaCode(content: string): Promise<Buffer> {
  const hash = createHash('sha256').update(content).digest();
  const spokes = Array.from({ length: SPOKES }, (_, index) => spoke(hash, index)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="-215 -215 430 430">
<rect x="-215" y="-215" width="430" height="430" fill="#fff"/>
<g stroke="#2B2A27" stroke-width="9" stroke-linecap="round">${spokes}</g>
<circle r="76" fill="#B84A14"/>
<path d="M-44 22 A44 44 0 0 1 44 22 M-58 22 H58 M-22 22 V-14 M0 22 V-22 M22 22 V-14" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round"/>
</svg>`;
  return sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
}
