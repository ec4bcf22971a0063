import { encodeQR } from 'qr';
import sharp from 'sharp';

/** Light modules around the code, without which no reader finds it. */
const margin = 4;

/**
 * A PNG in place of a mini program code. Only WeChat makes codes that WeChat opens; this is an ordinary QR code, so that
 * whoever reads it sees where it leads. @param width in pixels
 */
export async function drawWxaCode(content: string, width: number): Promise<Buffer> {
  const rows = encodeQR(content, 'raw', { ecc: 'quartile', border: margin });
  const dark = rows.map((row) => Buffer.from(row.map((isDark) => (isDark ? 0x2b : 0xff))));
  return sharp(Buffer.concat(dark), { raw: { width: rows.length, height: rows.length, channels: 1 } })
    .resize(width, width, { kernel: 'nearest' })
    .png({ palette: true })
    .toBuffer();
}
