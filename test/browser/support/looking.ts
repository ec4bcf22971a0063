import type { Page, Request } from 'playwright-core';
import { axeProblems, drawAt, layoutProblems } from './accessibility.js';
import { by } from './admin.js';
import { shown } from './h5-phone.js';
import { screenshotPath } from './screenshots.js';
import { waitUntil } from './wait-until.js';

const height = 812;

/** Pictures of a hundred states take their time: with BROWSER_PICTURES=1, for whoever wants to look at them. */
async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['BROWSER_PICTURES'])
    await page.screenshot({ path: screenshotPath(name.replace(/\W+/g, '-')) });
}

/** Looks at a page of the preview as somebody meets it who sees little, or uses no finger. */
export class PreviewEye {
  readonly problems: string[] = [];

  /** @param widths in points, at which everything has to fit with letters of twice the size */
  constructor(
    private readonly page: Page,
    private readonly who: string,
    private readonly widths: readonly number[],
  ) {}

  /** Opens a page of the program. */
  async open(path: string, ready: string): Promise<void> {
    await this.page.evaluate((hash) => (location.hash = hash), `#${path}`);
    await shown(this.page, ready).waitFor();
  }

  /** Looks at what stands there: by every rule of axe, and at twice the size of letters. */
  async look(what: string): Promise<void> {
    const where = `${this.who} ${what}`;
    const { page, problems } = this;
    await waitUntil(`${where} to rest`, async () => {
      const waits = await page.locator('#loading').filter({ visible: true }).count();
      return waits === 0;
    });
    problems.push(...(await axeProblems(page, where)), ...(await layoutProblems(page, where)));
    await drawAt(page, 200);
    for (const width of this.widths) {
      await page.setViewportSize({ width, height });
      problems.push(...(await layoutProblems(page, `${where}, twice the size, ${width}`)));
    }
    await keepPicture(page, `access-${where}`);
    await page.setViewportSize({ width: 375, height });
    await drawAt(page, 100);
  }

  /** Opens a sheet by the keyboard, looks, and does `inside`: the focus goes in and stays in. */
  async openSheet(what: string, button: string, id: string): Promise<void> {
    const { page } = this;
    await shown(page, button).focus();
    await page.keyboard.press('Enter');
    await shown(page, id).waitFor();
    const inside = (): Promise<boolean> =>
      page.evaluate((id) => document.activeElement?.closest(id) !== null, id);
    await waitUntil(`${this.who} ${what}: the focus to go into ${id}`, inside, 10_000);
    for (let tabs = 0; tabs < 12; tabs += 1) await page.keyboard.press('Tab');
    if (!(await inside())) this.problems.push(`${this.who} ${what}: the focus leaves ${id}`);
    await this.look(what);
  }

  /** The same, and closes it with the keyboard: the focus comes back. */
  async sheet(what: string, button: string, id: string): Promise<void> {
    const { page } = this;
    await this.openSheet(what, button, id);
    await page.keyboard.press('Escape');
    await shown(page, id).waitFor({ state: 'hidden' });
    const back = await page.evaluate((button) => document.activeElement?.matches(button) ?? false, button);
    if (!back) this.problems.push(`${this.who} ${what}: the focus does not come back from ${id}`);
  }
}

/** A page that draws nothing for so long has drawn what it has. */
const quietMs = 60;

/** What Ant Design draws above the page. */
const floating = '.ant-drawer, .ant-modal-wrap';

/** Looks at the admin page in the same way. */
export class AdminEye {
  readonly problems: string[] = [];
  private readonly underWay = new Set<Request>();

  constructor(private readonly page: Page) {
    page.on('request', (request) => this.underWay.add(request));
    const end = (request: Request): void => void this.underWay.delete(request);
    page.on('requestfinished', end);
    page.on('requestfailed', end);
  }

  /** Opens a page of the admin page as a link in it does: without loading everything anew. */
  async open(address: string): Promise<void> {
    await this.page.evaluate((address) => {
      history.pushState(null, '', `/admin/${address}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }, address);
    // Until then the page before stands there, while the next one is on its way.
    const [path] = address.split('?');
    await this.page.locator(`main[data-path="/${path}"]`).waitFor();
  }

  /** Waits until nothing is asked for any more and nothing is drawn anew. */
  private async rest(where: string): Promise<void> {
    const { page, underWay } = this;
    await waitUntil(`${where} to rest`, async () => {
      const isQuiet = await page.evaluate(
        ([quietMs, longestMs]) =>
          new Promise<boolean>((resolve) => {
            const answer = (quiet: boolean): void => {
              observer.disconnect();
              resolve(quiet);
            };
            const observer = new MutationObserver(() => {
              clearTimeout(quiet);
              quiet = setTimeout(answer, quietMs, true);
            });
            const all = { childList: true, attributes: true, characterData: true };
            observer.observe(document, { subtree: true, ...all });
            let quiet = setTimeout(answer, quietMs, true);
            setTimeout(answer, longestMs, false);
          }),
        [quietMs, 50 * quietMs] as const,
      );
      const waits = await page.locator('.ant-spin-spinning, .ant-skeleton').count();
      return isQuiet && underWay.size === 0 && waits === 0;
    });
  }

  /** Looks when nothing is on its way any more, at all of the page or at what floats above it with this test id. */
  async look(where: string, panel?: string): Promise<void> {
    const { page, problems } = this;
    await this.rest(where);
    // What still fades in is as pale as what nobody can read.
    await page.evaluate(async () => {
      const ends = (one: Animation): boolean => one.effect?.getComputedTiming().endTime !== Infinity;
      await Promise.allSettled(
        document
          .getAnimations()
          .filter(ends)
          .map((one) => one.finished),
      );
    });
    const within = panel === undefined ? undefined : await this.mark(panel);
    problems.push(...(await axeProblems(page, `admin ${where}`, within)));
    // A browser that draws everything at twice the size has half the room.
    await page.setViewportSize({ width: 680, height: 450 });
    // Diagrams are drawn anew a moment after the window has changed.
    await this.rest(where);
    const beyond = await page.evaluate((within) => {
      const boxes =
        within === undefined
          ? [document.documentElement]
          : [...document.querySelectorAll(`${within} .ant-drawer-body, ${within} .ant-modal-body`)];
      const own = boxes.map((box) => box.scrollWidth - box.clientWidth);
      const right = boxes.map((box) => Math.round(box.getBoundingClientRect().right - window.innerWidth));
      return Math.max(0, ...own, ...right);
    }, within);
    if (beyond > 0) problems.push(`admin ${where}, twice the size: ${beyond} px too wide`);
    if (panel !== undefined) await keepPicture(page, `access-admin-${where}`);
    await page.setViewportSize({ width: 1360, height: 900 });
  }

  /** Opens what floats above the page, looks, does `inside` and closes it: the focus goes in and comes back. */
  async floats(button: string, panel: string, inside?: () => Promise<void>): Promise<void> {
    const { page, problems } = this;
    const opener = by(page, button);
    await opener.focus();
    await page.keyboard.press('Enter');
    await by(page, panel).waitFor();
    await this.look(panel, panel);
    const layer = await this.mark(panel);
    const isInside = (): Promise<boolean> =>
      page.evaluate((layer) => Boolean(document.activeElement?.closest(layer)), layer);
    if (!(await isInside())) problems.push(`admin ${panel}: the focus does not go in`);
    if (inside) await inside();
    await page.keyboard.press('Escape');
    await by(page, panel).waitFor({ state: 'hidden' });
    const isBack = (): Promise<boolean> =>
      opener.evaluate((element) => element.contains(document.activeElement));
    // What closes slowly gives the keyboard back when it is gone.
    await waitUntil(`the focus to come back from ${panel}`, isBack, 3000).catch((error: Error) =>
      problems.push(`admin ${panel}: ${error.message}`),
    );
  }

  /** A selector for the layer in which a test id stands. */
  private async mark(panel: string): Promise<string> {
    await by(this.page, panel).evaluate(
      (element, [floating, panel]) => element.closest(floating)?.setAttribute('data-looked-at', panel),
      [floating, panel] as const,
    );
    return `[data-looked-at="${panel}"]`;
  }
}
