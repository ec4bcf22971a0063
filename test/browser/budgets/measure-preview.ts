import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { mediaLimits } from '#shared/media/limits.js';
import { Api } from '../support/api.js';
import { openPage, phoneViewport } from '../support/browser.js';
import { readRows } from '../support/database.js';
import { attach, shown, words } from '../support/h5-phone.js';
import type { TestServer } from '../support/server.js';
import { mother } from '../support/weapp/weapp-house.js';
import type { ScreenAddress } from './budgets.js';
import { Line } from './line.js';
import { fileRow, inKB, screenRow, type Measured } from './rows.js';
import { cameraPhoto, schoolOf, screens } from './screens.js';

/** Walks through the preview as a carer over a slow line, and reports with a camera's photo and a recording. */
export async function measurePreview(
  browser: Browser,
  server: TestServer,
  folder: string,
): Promise<Measured[]> {
  const rows: Measured[] = [];
  const { page, problems, context } = await openPage(browser, phoneViewport);
  const line = Line.of(page);
  const note = (address: ScreenAddress): void => {
    const row = screenRow('preview', address, line.exchanges, null);
    rows.push({ ...row, measured: `${row.measured} in ${line.lasted}` });
  };
  await page.addInitScript(() => {
    const { fetch } = window;
    const sent: number[] = [];
    Object.assign(window, { sent });
    window.fetch = (input, init) => {
      const file = init?.body instanceof FormData ? init.body.get('file') : null;
      if (file instanceof Blob) sent.push(file.size);
      return fetch(input, init);
    };
  });
  await page.goto(`${server.url}/?persona=${mother}`);
  await shown(page, '#report').waitFor();
  await line.rest();
  // Signed in, and opened on another day.
  await line.slow();
  line.mark();
  await page.reload();
  await shown(page, '#report').waitFor();
  await line.rest();
  note('pages/home/index');

  const heavy = await cameraPhoto(folder);
  line.mark();
  await shown(page, '#report').click();
  await shown(page, '#photo-add').waitFor();
  await line.rest();
  note('packages/issues/report/index');
  await attach(page, '#photo-add', heavy.path);
  await shown(page, '#speak').click();
  await words(page, '0:02').waitFor();
  await shown(page, '#speak-stop').click();
  await shown(page, '#speak-recorded').waitFor();
  await shown(page, '#send').click();
  await shown(page, '#picture-sheet').waitFor();
  await shown(page, '#picture-broken').click();
  await shown(page, '#picture-send').click();
  await shown(page, '#sent-delivered').waitFor();
  // What is read again because something of hers arrived is no cost of the next screen.
  await line.rest();
  const sent = await page.evaluate(() => (window as unknown as { sent: number[] }).sent);
  const [recorded] = await readRows<{ seconds: number }>(
    server,
    'SELECT seconds FROM media WHERE seconds IS NOT NULL ORDER BY id DESC LIMIT 1',
  );
  assert.equal(sent.length, 2);
  rows.push(
    fileRow('preview', `photo of ${inKB(heavy.bytes)}`, sent[1] ?? NaN, mediaLimits.photoBytes),
    fileRow(
      'preview',
      'voice, each second',
      (sent[0] ?? NaN) / (recorded?.seconds ?? NaN),
      mediaLimits.voiceBytesPerSecond,
    ),
  );
  const api = await Api.asPersona(server.url, mother);
  const { items } = await api.get<{ items: { token: string }[] }>('/api/v1/issues?scope=mine');
  for (const { address, query, ready } of screens(await schoolOf(server.url), items[0]?.token ?? '')) {
    line.mark();
    await page.evaluate((hash) => (location.hash = hash), `#/${address}${query ? `?${query}` : ''}`);
    await shown(page, ready).waitFor();
    await line.rest();
    note(address);
  }
  assert.deepEqual(problems, []);
  await context.close();
  return rows;
}
