import { mediaLimits } from './limits.js';

/** One way of drawing a photo anew as a JPEG. */
export interface Drawing {
  /** Pixels of its longer side at most. */
  side: number;
  /** Percent. */
  quality: number;
}

/** As much of a photo as is asked here. */
interface Weighed {
  /** Bytes. */
  size: number;
}

/** Draws a photo anew. Rejects where this phone or browser cannot. */
export type Redraw<Photo extends Weighed> = (photo: Photo, drawing: Drawing) => Promise<Photo>;

/** From what shows every crack to what still shows the place: the first that is light enough is taken. */
export const drawings: readonly Drawing[] = [
  { side: 1600, quality: 80 },
  { side: 1600, quality: 60 },
  { side: 1280, quality: 55 },
  { side: 1024, quality: 50 },
  { side: 800, quality: 45 },
  { side: 640, quality: 40 },
];

/**
 * A photo that a village line carries: one that is light already comes back as it is, byte for byte. Of one that does not
 * become light enough the lightest drawing comes back, and where the phone cannot draw, the photo itself: a report
 * waits longer for the line, but is never without its photo.
 */
export async function lightened<Photo extends Weighed>(photo: Photo, redraw: Redraw<Photo>): Promise<Photo> {
  let lightest = photo;
  try {
    for (const drawing of drawings) {
      if (lightest.size <= mediaLimits.photoBytes) return lightest;
      // From the last one: it is small, and old phones unpack a large photo only once.
      const drawn = await redraw(lightest, drawing);
      if (drawn.size < lightest.size) lightest = drawn;
    }
  } catch {
    // What has been drawn until now is what there is.
  }
  return lightest;
}
