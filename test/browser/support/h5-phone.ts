import type { Browser, Locator, Page } from 'playwright-core';
import { openPage, phoneViewport, type WatchedPage } from './browser.js';
import { screenshotPath } from './screenshots.js';

/** What is no fault of ours: what a browser writes when it has no network. */
const noise = /ERR_INTERNET_DISCONNECTED|Failed to load resource: net::/;

/** Opens the preview as a persona, at a page where one is given (`#/packages/…`). */
export async function openPreview(
  browser: Browser,
  server: string,
  persona: string | null,
  hash = '',
  options = phoneViewport,
): Promise<WatchedPage> {
  const opened = await openPage(browser, options, noise);
  await opened.page.goto(`${server}/${persona ? `?persona=${persona}` : ''}${hash}`);
  return opened;
}

/** Taro keeps pages that lie below in the document, with the same ids: only what shows counts. */
export const shown = (page: Page, selector: string): Locator =>
  page.locator(selector).filter({ visible: true }).first();

export const words = (page: Page, text: string | RegExp): Locator =>
  page.getByText(text).filter({ visible: true }).first();

export const write = (page: Page, field: string, text: string): Promise<void> =>
  shown(page, `${field} textarea, ${field} input, textarea${field}, input${field}`).fill(text);

/** Answers the file chooser that a button opens. */
export async function attach(page: Page, button: string, file: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await shown(page, button).click();
  await (await choosing).setFiles(file);
  await shown(page, button.replace('-add', '-remove-0')).waitFor();
}

export const show = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: screenshotPath(`h5-${name}`), animations: 'disabled' });
