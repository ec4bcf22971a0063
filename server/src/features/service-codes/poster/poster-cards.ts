import { serviceCodeKinds } from '#shared/service-codes/vocabulary.js';
import type { Pen } from '../../../platform/print/pen.js';
import { gap, helpSentence, ink, kindWords } from './poster-words.js';
import type { Printed } from './printed.js';

/** Printers leave an edge white. */
const edge = 14;
const page = { width: 595.28, height: 841.89 };
const columns = 2;
const rows = 3;
const perPage = columns * rows;
const card = { width: page.width / columns, height: (page.height - 2 * edge) / rows };
const codeSize = 132;

/** Six codes on a page, to cut apart and stick beside a door. */
export function drawCards(pen: Pen, all: readonly Printed[]): void {
  all.forEach((printed, at) => {
    const place = at % perPage;
    if (place === 0) {
      pen.page();
      drawCuts(pen);
    }
    drawCard(pen, printed, (place % columns) * card.width, topOf(Math.floor(place / columns)));
  });
}

const topOf = (row: number): number => edge + row * card.height;

function drawCuts(pen: Pen): void {
  for (let column = 1; column < columns; column++)
    pen.dashedLine(column * card.width, 0, column * card.width, page.height, ink.line);
  for (let row = 1; row < rows; row++) pen.dashedLine(0, topOf(row), page.width, topOf(row), ink.line);
}

function drawCard(pen: Pen, { school, kind, label, picture, day }: Printed, x: number, y: number): void {
  const { calling, colour } = kindWords[kind];
  const left = x + 24;
  const width = card.width - 48;
  const text = { x: left + 10, width: width - 20, align: 'center' } as const;
  pen.area({ x: left, y: y + 12, width, height: 42 }, 12, colour);
  pen.write(calling, { ...text, y: y + 41, size: 23, colour: '#ffffff', weight: 'bold' });
  pen.write(label, { ...text, y: y + 76, size: 18, colour: ink.dark, weight: 'bold' });
  pen.code(picture, x + (card.width - codeSize) / 2, y + 84, codeSize);
  pen.write('微信扫一扫', { ...text, y: y + 231, size: 12.5, colour: ink.dark, weight: 'bold' });
  pen.write(helpSentence, { ...text, y: y + 246, size: 10.5, colour: ink.dark });
  const small = [school.name, serviceCodeKinds[kind], `${day} 版`].join(gap);
  pen.write(small, { ...text, y: y + 259, size: 8.5, colour: ink.soft });
}
