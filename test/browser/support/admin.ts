import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openPage, type WatchedPage } from './browser.js';
import { screenshotPath } from './screenshots.js';

/** Password of the demo school's staff. */
export const demoPassword = 'taoyuan-2026';

/** The visible element of a page with this test id. */
export const by = (page: Page, id: string): Locator => page.getByTestId(id).filter({ visible: true }).first();

/** The visible rows of the board. */
export const rows = (page: Page): Locator =>
  page.locator('[data-testid="issue-row"]').filter({ visible: true });

/** Opens a page by its place in the main menu. */
export const go = (page: Page, door: string): Promise<void> => by(page, `menu-${door}`).click();

/** Keeps a picture of the page as dist/screenshots/admin-NAME.png. */
export const show = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: screenshotPath(`admin-${name}`), animations: 'disabled' });

/** Chooses in one of Ant Design's selects by the words of an option. */
export async function choose(page: Page, id: string, words: string): Promise<void> {
  const shown = by(page, id).filter({ hasText: words });
  // On a slow machine the form may be drawn anew under the click, which then chooses nothing.
  for (let tries = 0; tries === 0 || (tries < 3 && (await shown.count()) === 0); tries++)
    await pick(page, id, words);
  await shown.waitFor();
}

async function pick(page: Page, id: string, words: string): Promise<void> {
  const open = page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
    .filter({ visible: true });
  await by(page, id).click();
  const list = open.last();
  await list.waitFor();
  const option = list.locator('.ant-select-item-option', { hasText: words }).first();
  // Long lists are drawn only where they show: typing brings the option there.
  const search = by(page, id).locator('input').first();
  if (!(await option.isVisible()) && (await search.isEditable())) await search.fill(words);
  await option.click();
  // A list that is still folding up covers the next field; on a slow machine a click may leave it open.
  await search.blur();
  await open.first().waitFor({ state: 'hidden' });
}

/** Says yes to a question in front of the page, once more where it was still sliding in under the click. */
export async function confirm(page: Page, id: string): Promise<void> {
  const yes = by(page, id);
  await yes.click();
  const isGone = () =>
    yes.waitFor({ state: 'hidden', timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  if (!(await isGone())) {
    await yes.click();
    await yes.waitFor({ state: 'hidden' });
  }
}

/** Signs staff in at the admin page. What each login's tab kept is used again: few passwords a minute are tried. */
export class AdminDoor {
  private readonly kept = new Map<string, string>();

  constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly options: BrowserContextOptions = {},
  ) {}

  async signIn(login: string, expected?: RegExp): Promise<WatchedPage> {
    const options = { viewport: { width: 1360, height: 900 }, ...this.options };
    const opened = await openPage(this.browser, options, expected);
    const { page } = opened;
    const before = this.kept.get(login);
    if (before !== undefined) {
      await page.addInitScript((text) => {
        for (const [key, value] of JSON.parse(text) as [string, string][]) sessionStorage.setItem(key, value);
      }, before);
    }
    await page.goto(`${this.url}/admin`);
    if (before === undefined) {
      await by(page, 'login-name').fill(login);
      await by(page, 'login-password').fill(demoPassword);
      await by(page, 'login-submit').click();
    }
    await by(page, 'main-menu').waitFor();
    this.kept.set(login, await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage))));
    return opened;
  }
}
