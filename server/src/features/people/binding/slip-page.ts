import type { CodePicture } from '../../../platform/print/code-pictures.js';
import type { Pen } from '../../../platform/print/pen.js';

export interface Slip {
  school: string;
  classroom: string;
  child: string;
  /** As it is read out, e.g. `ABCDE-FGHJK`. */
  code: string;
  picture: CodePicture;
  /** Last day on which it works. */
  until: string;
}

const ink = { dark: '#1b1a18', soft: '#6b655c', line: '#b8b0a4' };
/** Printers leave an edge white. */
const edge = 14;
const page = { width: 595.28, height: 841.89 };
const columns = 2;
const rows = 5;
const slip = { width: page.width / columns, height: (page.height - 2 * edge) / rows };
const picture = 92;
const sentences = [
  '1. 微信扫左边的码，或者输入下面的字。',
  '2. 写上孩子的名字，说您是谁。',
  '3. 只能用一次，别转给别人。',
];

/** Ten slips on a page, to cut apart and hand over in person. A page never holds two classrooms. */
export function drawSlips(pen: Pen, slips: readonly Slip[]): void {
  slips.forEach((one, at) => {
    const place = at % (columns * rows);
    if (place === 0) {
      pen.page();
      drawCuts(pen);
    }
    drawSlip(pen, one, (place % columns) * slip.width, edge + Math.floor(place / columns) * slip.height);
  });
}

function drawCuts(pen: Pen): void {
  for (let column = 1; column < columns; column++)
    pen.dashedLine(column * slip.width, 0, column * slip.width, page.height, ink.line);
  for (let row = 1; row < rows; row++) {
    const y = edge + row * slip.height;
    pen.dashedLine(0, y, page.width, y, ink.line);
  }
}

function drawSlip(
  pen: Pen,
  { school, classroom, child, code, picture: drawn, until }: Slip,
  x: number,
  y: number,
) {
  const left = x + 16;
  const text = left + picture + 12;
  const width = slip.width - picture - 12 - 32;
  pen.write(child, { x: text, y: y + 30, width, size: 18, colour: ink.dark, weight: 'bold' });
  pen.write(classroom, { x: text, y: y + 46, width, size: 10.5, colour: ink.soft });
  pen.code(drawn, left, y + 14, picture);
  sentences.forEach((sentence, at) =>
    pen.write(sentence, { x: text, y: y + 64 + at * 15, width, size: 9.5, colour: ink.dark }),
  );
  pen.write(code, {
    x: left,
    y: y + 130,
    width: slip.width - 32,
    size: 19,
    colour: ink.dark,
    weight: 'bold',
  });
  const small = `${school} · ${until}前有效 · 请当面交给家长`;
  pen.write(small, { x: left, y: y + 147, width: slip.width - 32, size: 8, colour: ink.soft });
}
