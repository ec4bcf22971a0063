import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { mediaLimits } from '#shared/media/limits.js';
import { ImageIntake, sourceHash } from '../../server/src/platform/media/image-intake.js';
import { colourAt, noise, phonePhoto, twoColours } from './pictures.js';

const intake = new ImageIntake();
const html = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');

describe('what is kept of a photo', () => {
  it('keeps no place, no maker and no comment', async () => {
    const photo = await phonePhoto();
    expect((await sharp(photo).metadata()).exif?.includes('PhoneMaker')).toBe(true);
    const { full, thumb } = await intake.take(photo);
    for (const kept of [full, thumb]) {
      const { exif, xmp, iptc, icc, comments, format } = await sharp(kept).metadata();
      expect({ exif, xmp, iptc, icc, comments }).toEqual({});
      expect(format).toBe('jpeg');
      for (const secret of ['Exif', 'PhoneMaker', 'Xiao Ming', 'secret', 'xmpmeta']) {
        expect(kept.includes(secret)).toBe(false);
      }
    }
  });

  it('turns a photo upright, as the phone said it was held', async () => {
    // Orientation 6: the first row is the right-hand side. Red was on the left, so upright it is on top.
    const { full, thumb, width, height } = await intake.take(
      await twoColours().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    );
    expect([width, height]).toEqual([40, 80]);
    for (const kept of [full, thumb]) {
      expect(await colourAt(kept, 0.5, 0.1)).toBe('red');
      expect(await colourAt(kept, 0.5, 0.9)).toBe('blue');
    }
  });

  it('limits the longest side and keeps small photos as large as they are', async () => {
    const large = await intake.take(await twoColours(4000, 1000).jpeg().toBuffer());
    expect([large.width, large.height]).toEqual([2048, 512]);
    expect((await sharp(large.thumb).metadata()).width).toBe(480);
    const small = await intake.take(await twoColours(60, 30).png().toBuffer());
    expect([small.width, small.height]).toEqual([60, 30]);
  });

  it('keeps a photo as light as a phone sends it, and no coarser than that takes', async () => {
    const grain = await sharp(await noise(1600, 1200))
      .blur(2)
      .jpeg({ quality: 80 })
      .toBuffer();
    expect((await sharp(grain).jpeg({ quality: 82, mozjpeg: true }).toBuffer()).length).toBeGreaterThan(
      mediaLimits.photoBytes,
    );
    const { full, width, height } = await intake.take(grain);
    expect([width, height]).toEqual([1600, 1200]);
    expect(full.length).toBeLessThanOrEqual(mediaLimits.photoBytes);
    expect(full.length).toBeGreaterThan(mediaLimits.photoBytes / 2);
  });

  it('keeps the thumbnail under 40 kB even for noise', async () => {
    const { thumb } = await intake.take(await noise(1200, 2400));
    expect(thumb.length).toBeLessThan(40_000);
  });

  it('puts what is transparent on white', async () => {
    const clear = sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    for (const picture of [await clear.clone().png().toBuffer(), await clear.clone().webp().toBuffer()]) {
      expect(await colourAt((await intake.take(picture)).full, 0.5, 0.5)).toBe('white');
    }
  });

  it('takes the first picture of an animation', async () => {
    const [red, blue] = await Promise.all(
      ['#c81414', '#1414c8'].map((background) =>
        sharp({ create: { width: 30, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const animation = await sharp([red, blue] as Buffer[], { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    const { full, width, height } = await intake.take(animation);
    expect([width, height]).toEqual([30, 20]);
    expect(await colourAt(full, 0.5, 0.5)).toBe('red');
  });

  it('takes CMYK and grey pictures and stores them in ordinary colours', async () => {
    const cmyk = await twoColours().toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    expect((await sharp((await intake.take(cmyk)).full).metadata()).space).toBe('srgb');
    const grey = await twoColours().toColourspace('b-w').png().toBuffer();
    await expect(intake.take(grey)).resolves.toMatchObject({ width: 80, height: 40 });
  });

  it('drops a page that hides behind the picture', async () => {
    const { full, thumb } = await intake.take(Buffer.concat([await phonePhoto(), html]));
    for (const kept of [full, thumb]) expect(kept.includes('<script>')).toBe(false);
  });

  it('hashes the bytes as they arrived', () => {
    expect(sourceHash(Buffer.from('abc'))).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});

describe('what is refused', () => {
  const refused = (bytes: Buffer, code: string) => expect(intake.take(bytes)).rejects.toMatchObject({ code });

  it('refuses what is no picture, whatever it is called', async () => {
    await refused(html, 'unsupported_media');
    await refused(Buffer.from('GIF89a/*<svg onload=alert(1)>*/=1;'), 'unsupported_media');
    await refused(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'unsupported_media',
    );
    await refused(Buffer.from('%PDF-1.7\n'), 'unsupported_media');
    await refused(Buffer.alloc(0), 'unsupported_media');
    await refused(Buffer.alloc(5000), 'unsupported_media');
  });

  it('refuses HEIC', async () => {
    const heic = Buffer.concat([
      Buffer.from('0000001866747970', 'hex'),
      Buffer.from('heic\0\0\0\0mif1heic'),
      Buffer.alloc(64),
    ]);
    await refused(heic, 'unsupported_media');
  });

  it('refuses a page that begins like a photo', async () => {
    await refused(
      Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), html]),
      'broken_media',
    );
  });

  it('refuses a photo that was cut off', async () => {
    const jpeg = await noise(800, 600);
    const png = await twoColours(800, 600).png({ compressionLevel: 0 }).toBuffer();
    const webp = await sharp(jpeg).webp().toBuffer();
    for (const whole of [jpeg, png, webp]) {
      await expect(intake.take(whole)).resolves.toBeDefined();
      await refused(whole.subarray(0, Math.floor(whole.length * 0.6)), 'broken_media');
    }
  });

  it('refuses a small file that unfolds into a huge picture', async () => {
    const side = Math.ceil(Math.sqrt(mediaLimits.maxPixels)) + 1;
    const bomb = await sharp({ create: { width: side, height: side, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(mediaLimits.maxBytes / 10);
    await refused(bomb, 'too_large');
  });

  it('refuses a header that claims gigabytes, without reserving them', async () => {
    const png = await twoColours().png().toBuffer();
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(100_000, 20);
    await expect(intake.take(png)).rejects.toMatchObject({
      code: expect.stringMatching(/^(too_large|broken_media)$/),
    });
  });

  it('refuses more bytes than allowed before looking at them', async () => {
    await refused(Buffer.concat([await phonePhoto(), Buffer.alloc(mediaLimits.maxBytes)]), 'too_large');
  });
});

it('takes many photos at once, each its own', async () => {
  const widths = Array.from({ length: 12 }, (_, index) => 20 + index * 2);
  const taken = await Promise.all(
    widths.map(async (width) => intake.take(await twoColours(width, 20).png().toBuffer())),
  );
  expect(taken.map((one) => one.width)).toEqual(widths);
});
