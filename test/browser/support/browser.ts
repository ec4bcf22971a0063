import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { patienceMs } from './wait-until.js';

/** The one without windows first: it starts and opens pages in half the time. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // A microphone that beeps, and nobody to ask for it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** The browser to drive: CHROMIUM, or the first known name on PATH. Fails with what to do when there is none. */
export function chromiumPath(): string {
  const wanted = process.env['CHROMIUM'];
  if (wanted) return wanted;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  for (const name of names) {
    const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
    if (found) return found;
  }
  throw new Error('No Chromium found. Run .ci/install-browser, or set CHROMIUM to the path of one.');
}

/** Starts Chromium without a window and with a fresh profile. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: flags });
}

/** A page that collects what must not happen: errors of the page, console errors, requests answered 5xx. */
export interface WatchedPage {
  context: BrowserContext;
  page: Page;
  problems: string[];
}

/**
 * Opens a page as people here have it: Chinese, Shanghai time; and still, as for who has asked for less movement, since
 * nobody here watches how things slide in. `expected` names console errors that are no problem.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  expected: RegExp = /^$/,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const problems: string[] = [];
  const note = (text: string): void => {
    if (!expected.test(text)) problems.push(text);
  };
  page.on('pageerror', (error) => note(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500)
      note(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  return { context, page, problems };
}

/** A phone of 375 × 812 points, as most families have. */
export const phoneViewport: BrowserContextOptions = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** Lets the first request to `address` arrive, and loses its answer: nobody on the page can know that it did. */
export async function loseFirstAnswer(page: Page, address: string): Promise<void> {
  let isLost = false;
  await page.route(address, async (route) => {
    if (isLost || route.request().method() !== 'POST') return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
}
