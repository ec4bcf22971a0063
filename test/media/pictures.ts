import sharp from 'sharp';
import type { Sharp } from 'sharp';

const colour = { red: { r: 200, g: 20, b: 20 }, blue: { r: 20, g: 20, b: 200 } };

/** Left half red, right half blue: shows which way up a picture is. */
export function twoColours(width = 80, height = 40): Sharp {
  const right = { create: { width: width / 2, height, channels: 3 as const, background: colour.blue } };
  return sharp({ create: { width, height, channels: 3, background: colour.red } }).composite([
    { input: right, left: width / 2, top: 0 },
  ]);
}

/** A photo as a phone makes it: with the place where it was taken, the maker and a comment. */
export function phonePhoto(): Promise<Buffer> {
  return twoColours(640, 480)
    .jpeg()
    .withExif({
      IFD0: { Make: 'PhoneMaker', ImageDescription: 'Xiao Ming at home' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '28/1 54/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '111/1 29/1 0/1',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>secret</rdf:RDF></x:xmpmeta>')
    .toBuffer();
}

/** Pixels without any pattern: the worst that can happen to a size budget. Repeats itself at every run. */
export async function noise(width: number, height: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Nearest of the two colours at a point, each coordinate a share of the side. */
export async function colourAt(
  picture: Buffer,
  x: number,
  y: number,
): Promise<'red' | 'blue' | 'white' | 'other'> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at =
    (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) * info.channels;
  const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
  if (r > 240 && g > 240 && b > 240) return 'white';
  if (r > 150 && b < 80) return 'red';
  return b > 150 && r < 80 ? 'blue' : 'other';
}
