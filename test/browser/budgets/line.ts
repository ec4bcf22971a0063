import type { Page, Request } from 'playwright-core';
import { waitUntil } from '../support/wait-until.js';
import type { Exchange } from '../support/weapp/protocol.js';
import { slowLine } from './budgets.js';

/** What a page of the preview asks for, counted by the browser's own network. */
export class Line {
  /** What was asked for since the last `mark`, as far as it is answered. */
  exchanges: Exchange[] = [];
  private at = Date.now();
  private readonly open = new Set<Request>();
  /** What was begun before belongs to what was measured before, whenever it ends. */
  private counted = new Set<Request>();

  private constructor(private readonly page: Page) {}

  /** Counts from now on: before the page asks for anything, or what it has begun is nobody's. */
  static of(page: Page): Line {
    const line = new Line(page);
    page.on('request', (request) => {
      // What the page before had begun is nobody's any more, and nothing tells its end.
      if (request.isNavigationRequest()) line.open.clear();
      if (!request.url().startsWith('http')) return;
      line.open.add(request);
      line.counted.add(request);
    });
    page.on('requestfailed', (request) => line.open.delete(request));
    page.on('requestfinished', (request) => {
      void line.note(request).finally(() => line.open.delete(request));
    });
    return line;
  }

  /** From now on as slow as at the end of a village. */
  async slow(): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', { offline: false, ...slowLine });
  }

  /** Begins to measure something else. */
  mark(): void {
    this.exchanges = [];
    this.counted = new Set();
    this.at = Date.now();
  }

  /** Seconds since the last `mark`, in words. */
  get lasted(): string {
    return `${((Date.now() - this.at) / 1000).toFixed(1)} s`;
  }

  /** Waits until nothing is on its way any more. */
  async rest(): Promise<void> {
    await waitUntil('the line to be still', async () => {
      const loading = await this.page.locator('#loading').filter({ visible: true }).count();
      return loading === 0 && this.open.size === 0;
    });
  }

  private async note(request: Request): Promise<void> {
    const { exchanges } = this;
    const { pathname, search } = new URL(request.url());
    if (!this.counted.has(request) || !pathname.startsWith('/api/v1/')) return;
    const answer = await request.response();
    // Packed or not, what counts is what was meant; a slow line is measured by the whole.
    const received = (await answer?.body().catch(() => undefined))?.length ?? 0;
    const path = pathname + search;
    exchanges.push({ method: request.method(), path, status: answer?.status() ?? 0, sent: 0, received });
  }
}
