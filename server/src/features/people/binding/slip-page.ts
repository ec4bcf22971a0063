import type { CodePicture } from '../../../platform/print/code-pictures.js';
import type { Pen } from '../../../platform/print/pen.js';

export interface Slip {
  child: string;
  /** As it is read out, e.g. `ABCDE-FGHJK`. */
  code: string;
  picture: CodePicture;
}

/** What stands once above the slips of a classroom. */
export interface SlipHead {
  school: string;
  classroom: string;
  /** Last day on which they work. */
  until: string;
}

interface Grid {
  columns: number;
  rows: number;
  /** Side of the picture: 20 mm at least, so that an old phone reads it at arm's length. */
  picture: number;
  sizes: { child: number; code: number; words: number };
}

const ink = { dark: '#1b1a18', soft: '#5d574e', line: '#b8b0a4' };
/** Printers leave an edge white. */
const edge = 16;
const page = { width: 595.28, height: 841.89 };
const head = 30;
const inner = { width: page.width - 2 * edge, height: page.height - 2 * edge - head };
/** From few large slips to a whole classroom on one page. */
const grids: readonly Grid[] = [
  { columns: 2, rows: 5, picture: 96, sizes: { child: 18, code: 17, words: 9.5 } },
  { columns: 3, rows: 7, picture: 74, sizes: { child: 14, code: 13, words: 8 } },
  { columns: 4, rows: 10, picture: 58, sizes: { child: 11, code: 9.5, words: 6.5 } },
];
const capacity = ({ columns, rows }: Grid): number => columns * rows;
const smallest = grids.at(-1) as Grid;

/** The most children whose slips stand on one page. */
export const slipsOnPage = capacity(smallest);

const sentences = ['微信扫一扫，', '写孩子名字。', '只能用一次。'];

/**
 * The slips of one classroom, to cut apart and hand over in person: on one page, in as many columns as it takes. Only a
 * classroom with more children than a page holds goes on a second one, and both say so.
 */
export function drawSlips(pen: Pen, top: SlipHead, slips: readonly Slip[]): void {
  const grid = grids.find((one) => capacity(one) >= slips.length) ?? smallest;
  const pages = Math.ceil(slips.length / capacity(grid));
  const cell = { width: inner.width / grid.columns, height: inner.height / grid.rows };
  for (let at = 0; at < slips.length; at++) {
    const place = at % capacity(grid);
    if (place === 0) {
      pen.page();
      drawHead(pen, top, pages === 1 ? null : [at / capacity(grid) + 1, pages]);
      drawCuts(pen, grid);
    }
    const x = edge + (place % grid.columns) * cell.width;
    const y = edge + head + Math.floor(place / grid.columns) * cell.height;
    drawSlip(pen, grid, top, slips[at] as Slip, { x, y, ...cell });
  }
}

function drawHead(pen: Pen, { school, classroom, until }: SlipHead, of: [number, number] | null): void {
  const place = { x: edge, width: inner.width, colour: ink.dark };
  const which = of === null ? '' : `（孩子多，分 ${of[1]} 页，这是第 ${of[0]} 页）`;
  pen.write(`${school} · ${classroom} 绑定条${which}`, { ...place, y: edge + 11, size: 12, weight: 'bold' });
  const words = `剪开，当面交给家长。微信扫码，或者在小程序里输入码旁边的字。${until}前有效，别转给别人。`;
  pen.write(words, { ...place, y: edge + 24, size: 8.5, colour: ink.soft });
}

function drawCuts(pen: Pen, { columns, rows }: Grid): void {
  const top = edge + head;
  for (let column = 1; column < columns; column++) {
    const x = edge + (column * inner.width) / columns;
    pen.dashedLine(x, top, x, page.height - edge, ink.line);
  }
  for (let row = 0; row < rows; row++) {
    const y = top + (row * inner.height) / rows;
    pen.dashedLine(edge, y, page.width - edge, y, ink.line);
  }
}

interface Cell {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The picture on the left; beside it the child, her classroom, what to do, and the letters for who cannot scan. */
function drawSlip(pen: Pen, { picture: side, sizes }: Grid, top: SlipHead, slip: Slip, cell: Cell): void {
  const gap = cell.width > 200 ? 12 : 6;
  const left = cell.x + gap;
  const y = cell.y + (cell.height - side) / 2;
  pen.code(slip.picture, left, y, side);
  const x = left + side + gap;
  const width = cell.x + cell.width - x - gap / 2;
  const words = { x, width, size: sizes.words, colour: ink.soft };
  pen.write(slip.child, {
    ...words,
    y: y + sizes.child,
    size: sizes.child,
    colour: ink.dark,
    weight: 'bold',
  });
  pen.write(top.classroom, { ...words, y: y + sizes.child * 1.25 + sizes.words });
  const first = y + sizes.child * 1.25 + sizes.words * 2.4;
  sentences.forEach((sentence, at) =>
    pen.write(sentence, { ...words, y: first + at * sizes.words * 1.25, colour: ink.dark }),
  );
  pen.write(slip.code, {
    ...words,
    y: y + side - 2,
    size: sizes.code,
    colour: ink.dark,
    weight: 'bold',
  });
}
