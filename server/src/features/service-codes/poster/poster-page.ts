import { serviceCodeKinds } from '#shared/service-codes/vocabulary.js';
import type { Pen } from '../../../platform/print/pen.js';
import type { Printed } from './printed.js';
import { drawings, gap, helpSentence, ink, kindWords, sealedSentence } from './poster-words.js';
import type { KindWords } from './poster-words.js';

const page = { width: 595.28, height: 841.89, margin: 30 };
const inner = page.width - 2 * page.margin;
const codeSize = 262;

/** One code on a page of its own, to hang on a wall. */
export function drawPoster(pen: Pen, printed: Printed): void {
  const words = kindWords[printed.kind];
  pen.page();
  drawBand(pen, printed, words);
  drawLabel(pen, printed.label, words.colour);
  drawCode(pen, printed, words.colour);
  words.steps.forEach((_, at) => drawStep(pen, words, at));
  drawNotes(pen, printed, words);
  drawFoot(pen, printed);
}

function drawBand(pen: Pen, { school, kind }: Printed, { calling, about, colour }: KindWords): void {
  const { margin } = page;
  pen.area({ x: margin, y: margin, width: inner, height: 182 }, 24, colour);
  const text = { x: margin + 26, width: inner - 52, colour: '#ffffff', align: 'center' } as const;
  pen.write(school.name, { ...text, y: 66, size: 20, weight: 'bold', mayBreak: true });
  pen.write(calling, { ...text, y: 142, size: 58, weight: 'bold' });
  pen.write(serviceCodeKinds[kind] + gap + about, { ...text, y: 188, size: 17 });
}

function drawLabel(pen: Pen, label: string, colour: string): void {
  const left = pen.write(label, {
    x: page.margin + 60,
    y: 265,
    width: inner - 108,
    size: 40,
    colour: ink.dark,
    weight: 'bold',
    align: 'center',
    mayBreak: true,
  });
  pen.drawing(drawings.place, left - 48, 230, 40, colour);
}

function drawCode(pen: Pen, { picture }: Printed, colour: string): void {
  const outer = codeSize + 44;
  const left = (page.width - outer) / 2;
  const box = { x: left, y: 290, width: outer, height: outer };
  pen.area(box, 22, '#ffffff');
  pen.frame(box, 22, colour, 3);
  pen.code(picture, left + 22, box.y + 22, codeSize);
}

function drawStep(pen: Pen, { steps, colour, tint }: KindWords, at: number): void {
  const { drawing, title, words } = steps[at as 0 | 1 | 2];
  const width = (inner - 24) / 3;
  const x = page.margin + at * (width + 12);
  const y = 612;
  pen.area({ x, y, width, height: 92 }, 16, tint);
  pen.drawing(drawings[drawing], x + 12, y + 14, 34, colour);
  const text = { x: x + 54, width: width - 62, colour: ink.dark };
  pen.write(`${at + 1} ${title}`, { ...text, y: y + 39, size: 21, weight: 'bold' });
  pen.write(words, { ...text, x: x + 12, width: width - 24, y: y + 76, size: 16 });
}

function drawNotes(pen: Pen, { school }: Printed, { colour }: KindWords): void {
  const text = { x: page.margin + 40, width: inner - 44, size: 16.5, colour: ink.dark };
  pen.drawing(drawings.sealed, page.margin + 6, 718, 25, colour);
  pen.write(sealedSentence(school.kind), { ...text, y: 737 });
  pen.drawing(drawings.helper, page.margin + 6, 753, 25, colour);
  pen.write(helpSentence, { ...text, y: 772, weight: 'bold' });
}

function drawFoot(pen: Pen, { day }: Printed): void {
  const text = { x: page.margin + 6, y: 808, width: inner - 12, size: 11, colour: ink.soft } as const;
  pen.write('心桥　家校共育，不收费，没有广告', text);
  pen.write(`${day} 版`, { ...text, align: 'right' });
}
