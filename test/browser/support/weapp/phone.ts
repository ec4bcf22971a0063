import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, CDPSession, Locator, Page } from 'playwright-core';
import { waitUntil } from '../wait-until.js';
import type { LogicThread } from './logic-thread.js';
import type { Control } from './view/queries.js';
import type { Exchange, Json, QueuedAnswers } from './protocol.js';

/** What the phone has noted since the program was started. */
export interface PhoneNotes {
  /** Errors of the program: thrown, or written with console.error. */
  errors: string[];
  /** Everything else it wrote. */
  logs: string[];
  /** Titles of the toasts that were shown. */
  toasts: string[];
  /** Size of every setData call. */
  setData: Array<{ bytes: number; route: string }>;
  /** Every request that was answered, and every picture from the network that was shown. */
  exchanges: Exchange[];
}

/**
 * A phone with the mini program open, in the hand of a test. Selectors look inside the page in front; the tab bar, the
 * navigation bar and dialogs have methods of their own. Every action returns when the program has come to rest.
 */
export class Phone {
  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly thread: LogicThread,
    private readonly cdp: CDPSession,
    private readonly connection: { online: boolean },
    readonly notes: PhoneNotes,
    private readonly release: () => Promise<void>,
  ) {}

  /** Elements of the page in front. */
  locator(selector: string): Locator {
    return this.page.locator('.page-frame[data-top] wx-page').locator(selector);
  }

  /** An element of the page in front by what is written on it. */
  withText(text: string | RegExp): Locator {
    return this.page.locator('.page-frame[data-top] wx-page').getByText(text);
  }

  async tap(target: string | Locator): Promise<void> {
    await this.find(target).tap();
    await this.settle();
  }

  /** Writes into an input or textarea at once, as pasting does: typing letter by letter races the program's own echo. */
  async fill(target: string | Locator, text: string): Promise<void> {
    await this.field(target).fill(text);
    await this.settle();
  }

  /** The key at the lower right of the keyboard: 完成, 搜索, 发送. */
  async confirm(target: string | Locator): Promise<void> {
    await this.field(target).press('Enter');
    await this.settle();
  }

  /** Chooses in a picker by the words on its lines, one for each wheel. */
  async pick(target: string | Locator, ...words: string[]): Promise<void> {
    await this.find(target).tap();
    const sheet = this.page.locator('#overlays .picker-sheet');
    for (const [index, word] of words.entries()) {
      await sheet.locator('.wheel').nth(index).getByText(word, { exact: true }).tap();
      await this.settle();
    }
    await sheet.locator('.confirm').tap();
    await this.settle();
  }

  /** Puts a finger down and keeps it there until `lift`. */
  async press(target: string | Locator): Promise<void> {
    const found = this.find(target);
    await found.scrollIntoViewIfNeeded();
    const box = await found.boundingBox();
    assert.ok(box, 'nothing to press');
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    await this.cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await this.settle();
  }

  async lift(): Promise<void> {
    await this.cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await this.settle();
  }

  /** Taps a tab by its word. */
  async tapTab(word: string): Promise<void> {
    await this.page.locator('#tab-bar .tab', { hasText: word }).tap();
    await this.settle();
  }

  /** The arrow at the upper left, or the house where there is nothing to go back to. */
  async back(): Promise<void> {
    await this.page.locator('.page-frame[data-top] .navigation .back').tap();
    await this.settle();
  }

  /** Taps a button or line of an open modal, action sheet or picker. */
  async tapDialog(word: string): Promise<void> {
    await this.page.locator('#overlays').getByRole('button', { name: word, exact: true }).tap();
    await this.settle();
  }

  /** The words of whatever lies over the page. */
  dialogText(): Promise<string> {
    return this.page.locator('#overlays').innerText();
  }

  text(target: string | Locator): Promise<string> {
    return this.find(target).innerText();
  }

  /** The words of the whole page in front. */
  pageText(): Promise<string> {
    return this.page.locator('.page-frame[data-top] wx-page').innerText();
  }

  count(selector: string): Promise<number> {
    return this.locator(selector).count();
  }

  /** Waits until an element shows, or until a condition holds. */
  async waitFor(
    condition: string | Locator | (() => Promise<boolean>),
    what = String(condition),
  ): Promise<void> {
    if (typeof condition === 'function') await waitUntil(what, condition);
    else await this.find(condition).first().waitFor();
    await this.settle();
  }

  async waitForText(text: string | RegExp): Promise<void> {
    await this.withText(text).first().waitFor();
    await this.settle();
  }

  title(): Promise<string> {
    return this.page.locator('.page-frame[data-top] .navigation .title').innerText();
  }

  /** The route in front, without leading slash. */
  async route(): Promise<string> {
    return (await this.stack()).at(-1) ?? '';
  }

  stack(): Promise<string[]> {
    return this.thread.order('stack');
  }

  /** Opens an address as a push or a scanned code would. */
  async open(kind: 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch', url: string): Promise<void> {
    await this.thread.order('navigate', kind, url);
    await this.settle();
  }

  /** Queues what the phone will answer: photos, scans, dialogs, recordings. */
  answers(answers: Partial<QueuedAnswers>): Promise<void> {
    return this.thread.order('setAnswers', answers);
  }

  /** Switches the network; what is on its way breaks when it goes. */
  async network(online: boolean, type = 'wifi'): Promise<void> {
    this.connection.online = online;
    await this.context.setOffline(!online);
    await this.thread.order('setNetwork', { online, type });
    await this.settle();
  }

  /** From now on every upload stands still after so many bytes; null lets them go on. */
  holdUploads(afterBytes: number | null): Promise<void> {
    return this.thread.order('holdUploads', afterBytes);
  }

  /** Waits until an upload stands still in its middle. */
  uploadHeld(): Promise<void> {
    return this.thread.order('uploadHeld');
  }

  async background(): Promise<void> {
    await this.thread.order('background');
    await this.settle();
  }

  async foreground(): Promise<void> {
    await this.thread.order('foreground');
    await this.settle();
  }

  async pullDown(): Promise<void> {
    await this.thread.order('pullDown');
    await this.settle();
  }

  share(): Promise<Json> {
    return this.thread.order('share');
  }

  async finishAudio(): Promise<void> {
    await this.thread.order('finishAudio');
    await this.settle();
  }

  /** The options of every call of one function of wx so far. */
  calls(name: string): Promise<Json[]> {
    return this.thread.order('calls', name);
  }

  /** Waits until events are delivered, calls of wx are answered and the screen shows it. */
  async settle(): Promise<void> {
    await this.page.evaluate(() => window.weappView.flush());
    await this.thread.order('idle');
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
  }

  /** Everything on the page in front that takes a tap or a word, as a screen reader meets it. */
  controls(): Promise<Control[]> {
    return this.page.evaluate(() => window.weappView.controls());
  }

  /** The accessibility tree of the page in front, as YAML. */
  aria(): Promise<string> {
    return this.page.locator('.page-frame[data-top] wx-page').ariaSnapshot();
  }

  async screenshot(file: string): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  /** Ends the program as the system does when it needs memory: at once, without a word to it. Storage stays. */
  async kill(): Promise<void> {
    await this.thread.end();
    await this.release();
  }

  private find(target: string | Locator): Locator {
    return typeof target === 'string' ? this.locator(target) : target;
  }

  private field(target: string | Locator): Locator {
    const found = this.find(target);
    return found
      .locator('input,textarea')
      .or(found.and(this.page.locator('input,textarea')))
      .first();
  }
}
