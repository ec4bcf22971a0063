import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser.js';
import { patienceMs } from '../wait-until.js';
import { startLogicThread, type LogicThread } from './logic-thread.js';
import { Phone, type PhoneNotes } from './phone.js';
import type { Json, PhoneSetup, ViewMethods } from './protocol.js';
import { resolveHost } from './resolve-host.js';
import { serveView, viewOrigin } from './view-server.js';
import { PhoneFiles } from './wx/phone-files.js';

const statusBarHeight = 24;
const navigationHeight = 44;

interface ViewCall {
  method: keyof ViewMethods;
  args: unknown[];
}

/** How to start the mini program; what is left out is as on an ordinary phone with a network. */
export interface WeappOptions {
  /** Folder of the built bundle, the one with app.json. */
  dist: string;
  /** Address of the server that has the WeChat emulator, for wx.login. */
  server: string;
  /** The WeChat account in whose name the phone logs in. */
  openid: string;
  /** Where the phone keeps storage and files; the same folder gives the same phone again. */
  storageDir: string;
  browser?: Browser;
  viewport?: { width: number; height: number };
  online?: boolean;
  networkType?: string;
  fontSizeScaleFactor?: number;
  privacy?: 'agreed' | 'ask';
  launch?: { path?: string; query?: Record<string, string>; scene?: number };
  appId?: string;
  /** The server's address that was built into the bundle (XINQIAO_API_BASE), when it is not the usual one. */
  builtFor?: string;
}

/** Opens a built WeChat bundle on a simulated phone and waits until its first page has come to rest. */
export async function openWeapp(options: WeappOptions): Promise<Phone> {
  const viewport = options.viewport ?? { width: 375, height: 812 };
  const browser = options.browser ?? (await launchBrowser());
  const dist = path.resolve(options.dist);
  const setup: PhoneSetup = {
    dist,
    server: options.server,
    builtFor: options.builtFor ?? process.env['XINQIAO_API_BASE'] ?? 'http://127.0.0.1:3000',
    openid: options.openid,
    storageDir: path.resolve(options.storageDir),
    appId: options.appId ?? 'touristappid',
    online: options.online ?? true,
    networkType: options.networkType ?? 'wifi',
    fontSizeScaleFactor: options.fontSizeScaleFactor ?? 1,
    privacy: options.privacy ?? 'agreed',
    launch: {
      path: options.launch?.path ?? '',
      query: options.launch?.query ?? {},
      scene: options.launch?.scene ?? 1001,
    },
    window: {
      screenWidth: viewport.width,
      screenHeight: viewport.height,
      statusBarHeight,
      windowHeight: viewport.height - statusBarHeight - navigationHeight,
      pixelRatio: 2,
    },
  };

  const connection = { online: setup.online };
  const notes: PhoneNotes = { errors: [], logs: [], toasts: [], setData: [], exchanges: [] };
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(patienceMs);
  const release = async (): Promise<void> => {
    await context.close();
    if (!options.browser) await browser.close();
  };
  // A second look at the same folder, only to find pictures for the screen.
  const files = PhoneFiles.forReading(setup);
  await serveView(context, {
    dist,
    statusBarHeight,
    locate: (address) => files.locate(address),
    isOnline: () => connection.online,
    resolve: (url) => resolveHost(url, setup),
    shown: (exchange) => notes.exchanges.push(exchange),
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => notes.errors.push(`view: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    const offline = !connection.online && /ERR_INTERNET_DISCONNECTED/.test(message.text());
    if (message.type() === 'error' && !offline)
      notes.errors.push(`view: ${message.text()} ${message.location().url}`);
  });

  const thread: { current?: LogicThread } = {};
  await page.exposeFunction('weappSignal', async (text: string) => {
    await thread.current?.order('signal', JSON.parse(text) as never).catch(() => undefined);
  });
  await page.goto(`${viewOrigin}/`);
  await page.waitForFunction(() => 'weappView' in window);

  thread.current = startLogicThread(setup, {
    view: async (method: keyof ViewMethods, args: Json[]) => {
      if (method === 'showToast')
        notes.toasts.push(String((args[0] as { title?: string } | undefined)?.title ?? ''));
      const call = (sent: ViewCall): unknown =>
        (window.weappView[sent.method] as (...list: unknown[]) => unknown)(...sent.args);
      return (await page.evaluate<unknown, ViewCall>(call, { method, args })) as Json | undefined;
    },
    log: (level, text) => notes.logs.push(`${level}: ${text}`),
    error: (text) => notes.errors.push(text),
    setData: (bytes, route) => notes.setData.push({ bytes, route }),
    exchange: (exchange) => notes.exchanges.push(exchange),
  });
  const cdp = await context.newCDPSession(page);
  const phone = new Phone(page, context, thread.current, cdp, connection, notes, release);
  await phone.settle();
  return phone;
}
