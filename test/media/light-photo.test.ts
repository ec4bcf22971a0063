import { describe, expect, it } from '@jest/globals';
import { drawings, lightened, type Drawing } from '#shared/media/light-photo.js';
import { mediaLimits } from '#shared/media/limits.js';
import type { TemporaryFile } from '../../miniapp/platform/temporary-file.js';

/** A camera's photo, and a phone that draws it with so many bytes one after the other. */
function draws(...sizes: number[]) {
  const asked: { from: string; drawing: Drawing }[] = [];
  const redraw = async (photo: TemporaryFile, drawing: Drawing): Promise<TemporaryFile> => {
    asked.push({ from: photo.path, drawing });
    const size = sizes[asked.length - 1];
    if (size === undefined) throw new Error('the phone ran out of memory');
    return { path: `drawn ${asked.length}`, size };
  };
  return { asked, redraw };
}
const original = { path: 'original', size: 4_200_000 };

describe('what a photo weighs before it leaves the phone', () => {
  it('leaves alone what is light already, byte for byte', async () => {
    const { asked, redraw } = draws();
    const light = { path: 'light', size: mediaLimits.photoBytes };
    expect(await lightened(light, redraw)).toBe(light);
    expect(asked).toEqual([]);
  });

  it('draws the photo smaller and coarser until it is light enough, and no further', async () => {
    const { asked, redraw } = draws(600_000, 210_000, 190_000, 1);
    expect(await lightened(original, redraw)).toEqual({ path: 'drawn 3', size: 190_000 });
    expect(asked.map(({ from }) => from)).toEqual(['original', 'drawn 1', 'drawn 2']);
    expect(asked.map(({ drawing }) => drawing)).toEqual(drawings.slice(0, 3));
  });

  it('never takes a drawing that is heavier than what it was made from', async () => {
    const { asked, redraw } = draws(5_000_000, 600_000, 700_000, 150_000);
    expect((await lightened(original, redraw)).size).toBe(150_000);
    expect(asked.map(({ from }) => from)).toEqual(['original', 'original', 'drawn 2', 'drawn 2']);
  });

  it('keeps the lightest there is where nothing is light enough, and the photo where the phone cannot draw', async () => {
    const stubborn = draws(...drawings.map((_, index) => 900_000 - index * 1000));
    expect((await lightened(original, stubborn.redraw)).size).toBe(900_000 - (drawings.length - 1) * 1000);
    expect(await lightened(original, draws().redraw)).toBe(original);
    expect((await lightened(original, draws(400_000).redraw)).size).toBe(400_000);
  });

  it('steps down in size and quality, never up', () => {
    for (const [index, { side, quality }] of drawings.entries()) {
      const before = drawings[index - 1];
      if (!before) continue;
      expect(side).toBeLessThanOrEqual(before.side);
      expect(quality).toBeLessThan(before.quality);
    }
    expect(Math.max(...drawings.map(({ side }) => side))).toBeLessThanOrEqual(1600);
  });
});
