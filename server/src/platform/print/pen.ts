import type { CodePicture } from './code-pictures.js';
import { fitLines } from './fit-lines.js';
import type { PrintFonts } from './print-fonts.js';

export interface Words {
  x: number;
  /** Baseline of one line in full size. */
  y: number;
  /** The text never gets wider: it shrinks. */
  width: number;
  size: number;
  colour: string;
  weight?: keyof PrintFonts;
  align?: 'left' | 'center' | 'right';
  mayBreak?: boolean;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const leading = 1.2;
/** Half the height of a Chinese character above its baseline. */
const middle = 0.38;
const shift = { left: 0, center: 0.5, right: 1 } as const;

/** Draws on the pages of one PDF. Units are points (1/72 inch) from the upper left corner of the page. */
export class Pen {
  private readonly chunks: Buffer[] = [];

  private constructor(private readonly doc: PDFKit.PDFDocument) {
    doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  /** Begins a PDF without pages. What writes it is large and seldom wanted: it is loaded now, not with the server. */
  static async open(fonts: PrintFonts, title: string, at: Date): Promise<Pen> {
    const { default: PDFDocument } = await import('pdfkit');
    const doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: title, CreationDate: at },
    });
    for (const [name, bytes] of Object.entries(fonts)) doc.registerFont(name, bytes as Buffer);
    return new Pen(doc);
  }

  page(): void {
    this.doc.addPage();
  }

  /** Writes a text within its width. Answers where its widest line begins. */
  write(text: string, words: Words): number {
    const { x, y, width, colour, weight = 'regular', align = 'left', mayBreak = false } = words;
    const { doc } = this;
    doc.font(weight).fontSize(1000);
    const widthOf = (line: string) => doc.widthOfString(line) / 1000;
    const { lines, size } = fitLines(text, widthOf, { size: words.size, width, mayBreak });
    // What shrank, or became two lines, keeps its middle where it would have been in full size.
    const first = y + (size - words.size) * middle - ((lines.length - 1) * size * leading) / 2;
    const lefts = lines.map((line) => x + (width - widthOf(line) * size) * shift[align]);
    doc.fontSize(size).fillColor(colour);
    lines.forEach((line, at) =>
      doc.text(line, lefts[at], first + at * size * leading, { lineBreak: false, baseline: 'alphabetic' }),
    );
    return Math.min(...lefts);
  }

  /** A filled area with round corners. */
  area({ x, y, width, height }: Box, radius: number, colour: string): void {
    this.doc.roundedRect(x, y, width, height, radius).fill(colour);
  }

  /** A frame with round corners. */
  frame({ x, y, width, height }: Box, radius: number, colour: string, thickness: number): void {
    this.doc.lineWidth(thickness).roundedRect(x, y, width, height, radius).stroke(colour);
  }

  dashedLine(fromX: number, fromY: number, toX: number, toY: number, colour: string): void {
    this.doc.save().lineWidth(0.75).dash(4, { space: 4 });
    this.doc.moveTo(fromX, fromY).lineTo(toX, toY).stroke(colour);
    this.doc.restore();
  }

  /** A line drawing on a field of 24 × 24, as wide as `size`. @param path in the words of SVG */
  drawing(path: string, x: number, y: number, size: number, colour: string): void {
    this.doc
      .save()
      .translate(x, y)
      .scale(size / 24)
      .lineWidth(1.7)
      .lineCap('round')
      .lineJoin('round');
    this.doc.path(path).stroke(colour);
    this.doc.restore();
  }

  /** A code that fills the square with its upper left corner at x, y. */
  code(picture: CodePicture, x: number, y: number, size: number): void {
    if ('image' in picture) {
      this.doc.image(picture.image, x, y, { width: size, height: size });
      return;
    }
    const { squares } = picture;
    const side = size / squares.length;
    // One path for all: side by side, single squares would show hairlines between them.
    squares.forEach((row, line) => {
      for (let at = 0; at < row.length; at++) {
        const from = at;
        while (row[at]) at++;
        if (at > from) this.doc.rect(x + from * side, y + line * side, (at - from) * side, side);
      }
    });
    this.doc.fill('#1b1a18');
  }

  /** Ends the document and answers its bytes. */
  async finish(): Promise<Buffer> {
    const ended = new Promise<void>((resolve, reject) => {
      this.doc.on('end', resolve).on('error', reject);
    });
    this.doc.end();
    await ended;
    return Buffer.concat(this.chunks);
  }
}
