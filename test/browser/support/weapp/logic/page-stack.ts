import path from 'node:path';
import { WxFailure } from '../wx/wx-api.js';
import { componentRoutes, packageOf, readPageConfig, type AppConfig } from './app-config.js';
import type { Bundle } from './bundle.js';
import type { LogicContext } from './context.js';
import { createPage, type LivePage } from './page.js';
import { pageStyles } from './styles.js';

const stackLimit = 10;

/**
 * Navigation as WeChat does it: tab pages live until the program ends, all others until they are left; at most ten pages
 * at a time; subpackages must have been fetched once while there was a network.
 */
export class PageStack {
  private readonly living: LivePage[] = [];
  private readonly tabs = new Map<string, LivePage>();
  private readonly channels = new Map<number, unknown>();
  private nextId = 1;

  constructor(
    readonly app: AppConfig,
    private readonly bundle: Bundle,
    private readonly context: () => LogicContext,
    private readonly noteSize: (bytes: number, route: string) => void,
  ) {}

  get top(): LivePage | undefined {
    return this.living.at(-1);
  }

  get routes(): string[] {
    return this.living.map((page) => page.route);
  }

  get instances(): unknown[] {
    return this.living.map((page) => page.instance);
  }

  byId(id: number): LivePage | undefined {
    return (
      this.living.find((page) => page.id === id) ?? [...this.tabs.values()].find((page) => page.id === id)
    );
  }

  isTab(route: string): boolean {
    return this.app.tabBar?.list.some((item) => item.pagePath === route) ?? false;
  }

  /** Opens a page over the present one. */
  async navigateTo(url: string, channel?: unknown): Promise<void> {
    const { route, query } = this.parse(url);
    if (this.isTab(route)) throw new WxFailure('can not navigateTo a tabbar page');
    if (this.living.length >= stackLimit) throw new WxFailure('webview count limit exceed');
    await this.fetchPackage(route);
    this.top?.call('onHide');
    await this.push(route, query, channel);
  }

  /** Puts a page in the place of the present one. */
  async redirectTo(url: string): Promise<void> {
    const { route, query } = this.parse(url);
    if (this.isTab(route)) throw new WxFailure('can not redirectTo a tabbar page');
    await this.fetchPackage(route);
    this.dropTop();
    await this.push(route, query);
  }

  /** Ends every page and opens one. */
  async reLaunch(url: string): Promise<void> {
    const { route, query } = this.parse(url);
    await this.fetchPackage(route);
    while (this.living.length > 0) this.dropTop();
    for (const [tabRoute, page] of [...this.tabs]) {
      this.tabs.delete(tabRoute);
      this.unload(page);
    }
    await this.push(route, query);
  }

  /** Shows a tab; what lay over the tabs ends, the tabs themselves stay as they were left. */
  async switchTab(url: string): Promise<void> {
    const { route } = this.parse(url);
    if (!this.isTab(route)) throw new WxFailure('can not switch to no-tabBar page');
    if (this.top?.route === route) return;
    const before = this.top;
    while (this.living.length > 1) this.dropTop();
    const below = this.living.pop();
    if (below && !this.isTab(below.route)) this.unload(below);
    else if (below) (before === below ? below : undefined)?.call('onHide');
    const kept = this.tabs.get(route);
    if (kept) {
      this.living.push(kept);
      await this.show();
      kept.call('onShow');
    } else {
      await this.push(route, {});
    }
  }

  /** Leaves `delta` pages, never the last one. */
  async navigateBack(delta: number): Promise<void> {
    const steps = Math.min(delta, this.living.length - 1);
    if (steps < 1) throw new WxFailure('cannot navigate back at first page.');
    for (let step = 0; step < steps; step += 1) this.dropTop();
    await this.show();
    this.top?.call('onShow');
  }

  /** The channel that navigateTo made for a page. */
  channelOf(pageId: number): unknown {
    return this.channels.get(pageId);
  }

  private parse(url: string): { route: string; query: Record<string, string> } {
    const [target = '', search = ''] = url.split('?');
    const folder = path.posix.dirname(this.top?.route ?? '');
    const route = (target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target)).replace(
      /\.html$/,
      '',
    );
    if (packageOf(this.app, route) === undefined) throw new WxFailure(`page "${route}" is not found`);
    // WeChat hands the values on exactly as they stand in the address: decoding is the page's business.
    const query: Record<string, string> = {};
    for (const pair of search.split('&').filter(Boolean)) {
      const at = pair.indexOf('=');
      query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1);
    }
    return { route, query };
  }

  private async fetchPackage(route: string): Promise<void> {
    const root = packageOf(this.app, route);
    if (typeof root !== 'string' || this.context().files.hasPackage(root)) return;
    if (!this.context().network.online) throw new WxFailure(`loadSubpackage "${root}" fail, no network`);
    this.context().files.keepPackage(root);
  }

  /** As WeChat after a page is shown: fetches the subpackages that app.json names for it. */
  private preload(route: string): void {
    const rule = this.app.preloadRule?.[route];
    const { network, files } = this.context();
    if (!rule || !network.online || (rule.network !== 'all' && network.type !== 'wifi')) return;
    for (const name of rule.packages) {
      const part = this.app.subPackages.find(
        (item) => item.name === name || item.root.replace(/\/$/, '') === name.replace(/\/$/, ''),
      );
      if (part) files.keepPackage(part.root.replace(/\/$/, ''));
    }
  }

  private async push(route: string, query: Record<string, string>, channel?: unknown): Promise<void> {
    const context = this.context();
    const config = readPageConfig(context.setup.dist, this.app, route);
    const id = this.nextId++;
    const definition = this.bundle.loadPage(route);
    const page = createPage(context, { id, route, config, query }, definition, (bytes) =>
      this.noteSize(bytes, route),
    );
    if (channel !== undefined) this.channels.set(id, channel);
    page.instance['getOpenerEventChannel'] = () => channel ?? { on() {}, once() {}, off() {}, emit() {} };
    this.living.push(page);
    if (this.isTab(route)) this.tabs.set(route, page);
    const opened = context.callView('openPage', {
      pageId: id,
      route,
      css: pageStyles(context.setup.dist, route),
      components: componentRoutes(route, config),
      look: {
        title: config.navigationBarTitleText ?? '',
        background: config.navigationBarBackgroundColor ?? '#ffffff',
        front: config.navigationBarTextStyle ?? 'black',
      },
      backgroundColor: config.backgroundColor ?? '#ffffff',
      customNavigation: config.navigationStyle === 'custom',
      disableScroll: config.disableScroll === true,
      bottomDistance: config.onReachBottomDistance ?? 50,
      data: JSON.stringify(page.instance['data']),
    });
    const shown = this.show();
    page.call('onLoad', context.realm.adopt(query));
    page.call('onShow');
    const done = context.activity.begin();
    opened.then(() => page.call('onReady'), context.fail).finally(done);
    await shown;
    this.preload(route);
  }

  private show(): Promise<void> {
    const top = this.top;
    if (!top) return Promise.resolve();
    return this.context().callView('showStack', {
      topId: top.id,
      depth: this.living.length,
      tabRoute: this.isTab(top.route) ? top.route : null,
      showHome: this.living.length === 1 && !this.isTab(top.route) && top.route !== this.app.pages[0],
    });
  }

  private dropTop(): void {
    const page = this.living.pop();
    if (!page) return;
    this.tabs.delete(page.route);
    this.unload(page);
  }

  private unload(page: LivePage): void {
    page.call('onUnload');
    this.channels.delete(page.id);
    void this.context().callView('closePage', page.id);
  }
}
