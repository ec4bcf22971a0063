import assert from 'node:assert/strict';
import type { Browser, Page, Request } from 'playwright-core';
import { mediaLimits } from '#shared/media/limits.js';
import { Api } from '../support/api.js';
import { phoneViewport } from '../support/browser.js';
import { readRows } from '../support/database.js';
import { attach, openPreview, shown, words } from '../support/h5-phone.js';
import { makePhoto } from '../support/photos.js';
import type { TestServer } from '../support/server.js';
import { waitUntil } from '../support/wait-until.js';
import type { Phone } from '../support/weapp/phone.js';
import type { Exchange } from '../support/weapp/protocol.js';
import { mother, type WeappHouse } from '../support/weapp/weapp-house.js';
import {
  formAround,
  screenBudgets,
  setDataBudget,
  slowLine,
  type Budget,
  type ScreenAddress,
} from './budgets.js';

/** What was measured of one screen, or of one file that was sent. */
export interface Measured {
  program: 'WeChat' | 'preview';
  what: string;
  budget: string;
  measured: string;
  /** Bytes of the largest setData; null in a browser, which has none. */
  setData: number | null;
  /** What is over the budget, in words. */
  over: string[];
}

interface Screen {
  address: ScreenAddress;
  query?: string;
  ready: string;
}

/** Every screen of a carer, in the order in which one comes to it. */
function screens(school: string, issue: string): Screen[] {
  return [
    { address: 'pages/issues/index', ready: '[id^="issue-"]' },
    { address: 'pages/children/index', ready: '[id^="child-"]' },
    { address: 'pages/me/index', ready: '#me-card' },
    { address: 'packages/issues/report/index', ready: '#send' },
    { address: 'packages/issues/detail/index', query: `token=${issue}`, ready: '#timeline' },
    { address: 'packages/issues/mine/index', ready: '[id^="issue-"]' },
    { address: 'packages/consultations/ask/index', query: `school=${school}`, ready: '#topics' },
    { address: 'packages/evaluations/rate/index', ready: '#services' },
    { address: 'packages/evaluations/notes/index', query: `school=${school}`, ready: '.x-card, #face-empty' },
    { address: 'packages/family/home/index', ready: '#family' },
    { address: 'packages/account/bind/index', ready: '#bind-code' },
    { address: 'packages/account/switch/index', ready: '[id^="person-"]' },
    { address: 'packages/account/undelivered/index', ready: '#face-empty, #entries' },
    { address: 'packages/account/picture/index', ready: '.x-pad' },
    { address: 'packages/account/pin/index', ready: '#pin-first' },
    { address: 'packages/account/simple/index', ready: '#simple-on' },
    { address: 'packages/account/consents/index', ready: '[id^="consent-"]' },
  ];
}

const isPicture = ({ path }: Pick<Exchange, 'path'>): boolean => /^\/api\/v1\/media\//.test(path);
const inKB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const sum = (exchanges: readonly Exchange[]): number =>
  exchanges.reduce((bytes, { received }) => bytes + received, 0);

function screenRow(
  program: Measured['program'],
  address: ScreenAddress,
  exchanges: readonly Exchange[],
  setData: number | null,
): Measured {
  const budget: Budget = screenBudgets[address];
  const pictures = exchanges.filter(isPicture);
  const requests = exchanges.filter((one) => !isPicture(one));
  const over = [
    ...(requests.length > budget.requests
      ? [`${requests.length} requests: ${requests.map(({ method, path }) => `${method} ${path}`).join(', ')}`]
      : []),
    ...(sum(requests) > budget.bytes ? [`${sum(requests)} bytes`] : []),
    ...(sum(pictures) > (budget.pictures ?? 0) ? [`${sum(pictures)} bytes of pictures`] : []),
    ...pictures
      .filter(({ path }) => !path.includes('size=thumb'))
      .map(({ path }) => `no small picture: ${path}`),
    ...(setData !== null && setData > setDataBudget ? [`a setData of ${setData} bytes`] : []),
  ];
  const said = (count: number, bytes: number, shown: number | undefined): string =>
    `${count} × ${inKB(bytes)}${shown ? ` + ${inKB(shown)} pictures` : ''}`;
  return {
    program,
    what: address,
    budget: said(budget.requests, budget.bytes, budget.pictures),
    measured: said(requests.length, sum(requests), sum(pictures)),
    setData,
    over: over.map((one) => `${program}, ${address}: ${one}`),
  };
}

function fileRow(program: Measured['program'], what: string, bytes: number, limit: number): Measured {
  const over = bytes > limit ? [`${program}, ${what}: ${bytes} bytes`] : [];
  return { program, what, budget: inKB(limit), measured: inKB(bytes), setData: null, over };
}

async function schoolOf(server: string): Promise<string> {
  const api = await Api.asPersona(server, mother);
  const { children } = await api.get<{ children: { school: { token: string } }[] }>('/api/v1/session');
  return children[0]?.school.token ?? '';
}

/** A photo as the camera of a phone takes it. */
const cameraPhoto = (folder: string) => makePhoto(folder, 'camera', { width: 4000, height: 3000 });

/** Walks through the built WeChat bundle as a carer, and reports with a camera's photo and a recording. */
export async function measureWeapp(house: WeappHouse): Promise<Measured[]> {
  const rows: Measured[] = [];
  const first = await house.phone('budgets', mother);
  await first.waitFor('#report');
  await first.kill();
  // Signed in, and opened on another day.
  const phone = await house.phone('budgets', mother);
  const since = { exchanges: 0, setData: 0 };
  const note = (address: ScreenAddress): void => {
    const exchanges = phone.notes.exchanges.slice(since.exchanges);
    const calls = phone.notes.setData.slice(since.setData);
    rows.push(screenRow('WeChat', address, exchanges, Math.max(0, ...calls.map(({ bytes }) => bytes))));
  };
  const mark = (): void => {
    since.exchanges = phone.notes.exchanges.length;
    since.setData = phone.notes.setData.length;
  };
  await phone.waitFor('#report');
  await rested(phone);
  note('pages/home/index');

  const heavy = await cameraPhoto(house.folder);
  const light = await makePhoto(house.folder, 'light', { width: 800, height: 600 });
  const seconds = 20;
  mark();
  await phone.open('navigateTo', '/packages/issues/report/index');
  await phone.fill('#text', '楼道的消防栓玻璃裂了');
  await phone.answers({ photos: [[heavy.path, light.path]], recordings: [seconds * 1000] });
  await phone.tap('#photo-add');
  await phone.waitFor('#photo-remove-1');
  await phone.tap('#speak');
  await phone.waitFor('#speak-stop');
  await phone.tap('#speak-stop');
  await phone.waitFor('#speak-recorded');
  await phone.tap('#send');
  await phone.waitFor('#sent-delivered');
  const files = phone.notes.exchanges
    .slice(since.exchanges)
    .filter(({ method, path }) => method === 'POST' && path === '/api/v1/media');
  assert.equal(files.length, 3);
  const [voice, photo, small] = files.map(({ sent }) => sent - formAround);
  rows.push(
    fileRow('WeChat', `photo of ${inKB(heavy.bytes)}`, photo ?? NaN, mediaLimits.photoBytes),
    fileRow('WeChat', `photo of ${inKB(light.bytes)}`, small ?? NaN, mediaLimits.photoBytes),
    fileRow('WeChat', 'voice, each second', (voice ?? NaN) / seconds, mediaLimits.voiceBytesPerSecond),
  );
  // Who has a light one gets it there byte for byte.
  assert.equal((await house.photosNamed(light)).length, 1);
  assert.equal((await house.photosNamed(heavy)).length, 0);
  const [issue] = await house.reportedBy(mother);
  await phone.open('switchTab', '/pages/home/index');
  await rested(phone);

  for (const { address, query, ready } of screens(await schoolOf(house.server.url), issue?.token ?? '')) {
    mark();
    const isTab = address.startsWith('pages/');
    await phone.open(isTab ? 'switchTab' : 'navigateTo', `/${address}${query ? `?${query}` : ''}`);
    await phone.waitFor(ready);
    await rested(phone);
    note(address);
    if (!isTab) await phone.back();
  }
  assert.deepEqual(phone.notes.errors, []);
  await phone.kill();
  return rows;
}

async function rested(phone: Phone): Promise<void> {
  await phone.waitFor(async () => (await phone.count('#loading')) === 0);
  await phone.waitFor(
    () => phone.page.evaluate(() => [...document.images].every((image) => image.complete)),
    'the pictures to be there',
  );
}

/** What a page of the preview has asked for, counted by the browser's own network. */
class Line {
  readonly exchanges: Exchange[] = [];
  private readonly open = new Set<Request>();

  private constructor(private readonly page: Page) {}

  /** Counts from now on what goes over a slow line. */
  static async of(page: Page): Promise<Line> {
    const line = new Line(page);
    page.on('request', (request) => {
      // What the page before had begun is nobody's any more, and nothing tells its end.
      if (request.isNavigationRequest()) line.open.clear();
      if (request.url().startsWith('http')) line.open.add(request);
    });
    page.on('requestfailed', (request) => line.open.delete(request));
    page.on('requestfinished', (request) => {
      void (async () => {
        const { pathname, search } = new URL(request.url());
        const answer = await request.response();
        // Packed or not, what counts is what was meant; a slow line is measured by the whole.
        const received = (await answer?.body().catch(() => undefined))?.length ?? 0;
        if (pathname.startsWith('/api/v1/'))
          line.exchanges.push({
            method: request.method(),
            path: pathname + search,
            status: answer?.status() ?? 0,
            sent: 0,
            received,
          });
      })().finally(() => line.open.delete(request));
    });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', { offline: false, ...slowLine });
    return line;
  }

  async rest(): Promise<void> {
    await waitUntil('the line to be still', async () => {
      const loading = await this.page.locator('#loading').filter({ visible: true }).count();
      return loading === 0 && this.open.size === 0;
    });
  }
}

/** Walks through the preview as a carer over a slow line, and reports with a camera's photo and a recording. */
export async function measurePreview(
  browser: Browser,
  server: TestServer,
  folder: string,
): Promise<Measured[]> {
  const rows: Measured[] = [];
  const { page, problems, context } = await openPreview(browser, server.url, mother, '', phoneViewport);
  await shown(page, '#report').waitFor();
  const line = await Line.of(page);
  const since = { exchanges: 0, at: Date.now() };
  const mark = (): void => void Object.assign(since, { exchanges: line.exchanges.length, at: Date.now() });
  const note = (address: ScreenAddress): void => {
    const row = screenRow('preview', address, line.exchanges.slice(since.exchanges), null);
    rows.push({ ...row, measured: `${row.measured} in ${((Date.now() - since.at) / 1000).toFixed(1)} s` });
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
  mark();
  await page.reload();
  await shown(page, '#report').waitFor();
  await line.rest();
  note('pages/home/index');

  const heavy = await cameraPhoto(folder);
  await shown(page, '#report').click();
  await shown(page, '#photo-add').waitFor();
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
    mark();
    await page.evaluate((hash) => (location.hash = hash), `#/${address}${query ? `?${query}` : ''}`);
    await shown(page, ready).waitFor();
    await line.rest();
    note(address);
  }
  assert.deepEqual(problems, []);
  await context.close();
  return rows;
}

/** The rows as a table for a terminal. */
export function table(rows: readonly Measured[]): string {
  const lines = [
    ['program', 'screen or file', 'budget', 'measured', 'largest setData', ''],
    ...rows.map(({ program, what, budget, measured, setData, over }) => [
      program,
      what,
      budget,
      measured,
      setData === null ? '' : inKB(setData),
      over.length > 0 ? 'OVER' : '',
    ]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
