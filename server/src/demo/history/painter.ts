import sharp from 'sharp';

/**
 * Draws flat shapes. The image library must not read drawings (SVG) in a process that takes photos from strangers, so
 * the demo's pictures are painted point by point and given to it as raw pixels.
 */
export type Point = readonly [x: number, y: number];
export type Shape = (paint: Painter) => void;

const width = 800;
const height = 600;
/** Painted larger and shrunk, so that edges are smooth. */
const scale = 2;

export const rect =
  (x: number, y: number, w: number, h: number, colour: string): Shape =>
  (paint) =>
    paint.fill(x, y, x + w, y + h, colour, null);

export const ellipse =
  (cx: number, cy: number, rx: number, ry: number, colour: string): Shape =>
  (paint) =>
    paint.fill(
      cx - rx,
      cy - ry,
      cx + rx,
      cy + ry,
      colour,
      (x, y) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1,
    );

/** Rectangle with round corners. */
export const block =
  (x: number, y: number, w: number, h: number, r: number, colour: string): Shape =>
  (paint) =>
    paint.fill(x, y, x + w, y + h, colour, (px, py) => {
      const dx = Math.max(x + r - px, px - (x + w - r), 0);
      const dy = Math.max(y + r - py, py - (y + h - r), 0);
      return dx * dx + dy * dy <= r * r;
    });

/** Closed polygon, filled by the even-odd rule. */
export const polygon =
  (points: readonly Point[], colour: string): Shape =>
  (paint) => {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    paint.fill(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), colour, (x, y) =>
      isInside(points, x, y),
    );
  };

/** Stroke with round ends along the points. */
export const line =
  (points: readonly Point[], thickness: number, colour: string): Shape =>
  (paint) => {
    const r = thickness / 2;
    for (const [i, to] of points.entries()) {
      const from = points[i - 1];
      if (!from) continue;
      const [left, right] = [Math.min(from[0], to[0]) - r, Math.max(from[0], to[0]) + r];
      const [top, bottom] = [Math.min(from[1], to[1]) - r, Math.max(from[1], to[1]) + r];
      paint.fill(left, top, right, bottom, colour, (x, y) => distance(x, y, from, to) <= r);
    }
  };

function isInside(points: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (const [i, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(i + points.length - 1) % points.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function distance(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

/** A sheet of 800 × 600 points. */
export class Painter {
  private readonly pixels = Buffer.alloc(width * scale * height * scale * 3, 255);

  /** Colours the points between the corners for which `covers` holds; all of them where it is null. */
  fill(
    left: number,
    top: number,
    right: number,
    bottom: number,
    colour: string,
    covers: ((x: number, y: number) => boolean) | null,
  ): void {
    const { pixels } = this;
    const [red = 0, green = 0, blue = 0] = Buffer.from(colour.slice(1), 'hex');
    const firstX = Math.max(0, Math.floor(left * scale));
    const lastX = Math.min(width * scale, Math.ceil(right * scale));
    const lastY = Math.min(height * scale, Math.ceil(bottom * scale));
    for (let y = Math.max(0, Math.floor(top * scale)); y < lastY; y++) {
      let at = (y * width * scale + firstX) * 3;
      for (let x = firstX; x < lastX; x++, at += 3) {
        if (covers !== null && !covers((x + 0.5) / scale, (y + 0.5) / scale)) continue;
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
      }
    }
  }

  /** The sheet as the JPEG that a phone would send. */
  jpeg(): Promise<Buffer> {
    const raw = { width: width * scale, height: height * scale, channels: 3 as const };
    return sharp(this.pixels, { raw }).resize(width, height).jpeg({ quality: 82 }).toBuffer();
  }
}
