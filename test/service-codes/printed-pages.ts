import { PDFiumLibrary } from '@hyzyla/pdfium';
import { decodeQR } from 'qr/decode.js';

export interface PrintedPage {
  /** As a reader would copy it, lines in the order of drawing. */
  lines: string[];
  /** Points. */
  width: number;
  height: number;
  /** RGBA, `scale` pixels to the point. */
  bitmap: { width: number; height: number; data: Uint8Array };
}

export const scale = 2;

/** Reads a PDF as a printer and a reader of screens do. */
export async function printedPages(pdf: Buffer): Promise<PrintedPage[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    const pages: PrintedPage[] = [];
    for (const page of document.pages()) {
      const lines = page.getText().split(/\r?\n/);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const drawn = await page.render({ scale, render: ({ data }) => Promise.resolve(data) });
      pages.push({
        lines,
        width: Math.round(originalWidth),
        height: Math.round(originalHeight),
        bitmap: { width: drawn.width, height: drawn.height, data: drawn.data },
      });
    }
    document.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}

/** What a phone reads when it is held before the page. */
export function scanned({ bitmap }: Pick<PrintedPage, 'bitmap'>): string {
  return decodeQR(bitmap, { format: 'RGBA', timeLimit: 10_000 });
}

/** The part of a page, in points. */
export function part(page: PrintedPage, x: number, y: number, width: number, height: number): PrintedPage {
  const [left, top, wide, high] = [x, y, width, height].map((length) => Math.floor(length * scale)) as [
    number,
    number,
    number,
    number,
  ];
  const data = new Uint8Array(wide * high * 4);
  for (let row = 0; row < high; row++) {
    const from = ((top + row) * page.bitmap.width + left) * 4;
    data.set(page.bitmap.data.subarray(from, from + wide * 4), row * wide * 4);
  }
  return { ...page, bitmap: { width: wide, height: high, data } };
}

/** Whether everything along the edge of the page, `points` wide, is white. */
export function hasWhiteEdge({ bitmap: { width, height, data } }: PrintedPage, points: number): boolean {
  const edge = points * scale;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const inside = x >= edge && x < width - edge && y >= edge && y < height - edge;
      const at = (y * width + x) * 4;
      if (!inside && Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) < 250) return false;
    }
  return true;
}
