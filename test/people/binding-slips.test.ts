import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Village } from '../http/support/village.js';
import { hasWhiteEdge, part, printedPages, scanned } from '../service-codes/printed-pages.js';
import type { PrintedPage } from '../service-codes/printed-pages.js';
import { House } from '../support/house.js';

/** Letters of a code as a slip has them beside its picture. */
const written = /^[A-Z0-9]{5}-[A-Z0-9]{5}$/;

describe('the slips of a classroom', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  async function print(children: number): Promise<PrintedPage[]> {
    const classroom = await house.make.classroom(village.school);
    for (let at = 0; at < children; at++)
      await house.make.child(village.school, classroom, at === 0 ? '欧阳上官司马梓涵' : `娃娃${at}`);
    const { statusCode, rawPayload } = await house.app
      .getHttpAdapter()
      .getInstance()
      .inject({
        method: 'POST',
        url: '/api/v1/binding-slips',
        headers: {
          authorization: `Bearer ${village.people.principal.api.bearer}`,
          host: 'xinqiao.test:3000',
        },
        payload: { classroom: classroom.token },
      });
    expect(statusCode).toBe(201);
    return printedPages(rawPayload);
  }

  /** What a phone reads on one slip, held before it alone. */
  function scan(page: PrintedPage, columns: number, rows: number, at: number): string | null {
    const [width, height] = [(595 - 32) / columns, (842 - 32 - 30) / rows];
    const x = 16 + (at % columns) * width;
    const y = 46 + Math.floor(at / columns) * height;
    const address = scanned(part(page, x + 1, y + 1, width / 2 + 10, height - 2));
    return new URL(address.replace('#/', '')).searchParams.get('scene');
  }

  it.each([
    [8, 2, 5],
    [20, 3, 7],
    [40, 4, 10],
  ])('stand on one page for %i children', async (children, columns, rows) => {
    const [page, ...more] = await print(children);
    if (!page) throw new Error('no page');
    expect([page.width, page.height, more]).toEqual([595, 842, []]);
    const letters = page.lines.filter((line) => written.test(line));
    expect(new Set(letters).size).toBe(children);
    for (let at = 1; at < children; at++) expect(page.lines).toContain(`娃娃${at}`);
    expect(page.lines).toContain('欧阳上官司马梓涵');
    expect(page.lines.join()).toContain('剪开，当面交给家长');
    expect(hasWhiteEdge(page, 14)).toBe(true);
    // On the first, the last and one in the middle: the code that stands beside it.
    for (const at of [0, Math.floor(children / 2), children - 1])
      expect(scan(page, columns, rows, at)).toBe(letters[at]?.replace('-', ''));
  });

  it('go on a second page, and both say so, where the classroom is larger than a page', async () => {
    const pages = await print(43);
    expect(pages.map((page) => page.lines.filter((line) => written.test(line)).length)).toEqual([40, 3]);
    expect(pages.map((page) => page.lines[0])).toEqual([
      expect.stringContaining('分 2 页，这是第 1 页'),
      expect.stringContaining('分 2 页，这是第 2 页'),
    ]);
  });
});
