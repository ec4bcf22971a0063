import type { LogicContext } from '../logic/context.js';
import type { NodeQuery, TabBar } from '../protocol.js';
import { textOption, WxFailure, type WxApi, type WxOptions } from './wx-api.js';

/** Dialogs, the two bars, scrolling and questions about nodes: everything of wx that happens on the screen. */
export function createScreenApi(
  context: LogicContext,
  api: WxApi,
  tabBar: TabBar | null,
): Record<string, unknown> {
  const topId = (): number => context.pages.top?.id ?? 0;
  const changeTab = (name: string, change: (bar: TabBar, o: WxOptions) => void): unknown =>
    api.define(name, (o) => {
      if (!tabBar) throw new WxFailure('not TabBar page');
      change(tabBar, o);
      return context.callView('setTabBar', tabBar);
    });
  const item = (bar: TabBar, o: WxOptions): TabBar['items'][number] => {
    const found = bar.items[Number(o['index'])];
    if (!found) throw new WxFailure('tabbar item not found');
    return found;
  };

  return {
    showToast: api.define('showToast', (o) =>
      context.callView('showToast', {
        title: textOption(o, 'title'),
        icon: textOption(o, 'icon', 'success'),
        image: textOption(o, 'image'),
        mask: o['mask'] === true,
      }),
    ),
    hideToast: api.define('hideToast', () => context.callView('hideToast')),
    showLoading: api.define('showLoading', (o) =>
      context.callView('showToast', {
        title: textOption(o, 'title'),
        icon: 'loading',
        image: '',
        mask: o['mask'] === true,
      }),
    ),
    hideLoading: api.define('hideLoading', () => context.callView('hideToast')),
    showModal: api.define('showModal', async (o) => {
      const queued = context.answers.modals.shift();
      if (queued) return { cancel: !queued.confirm, ...queued };
      const answer = context.callView('showModal', {
        title: textOption(o, 'title'),
        content: textOption(o, 'content'),
        confirmText: textOption(o, 'confirmText', '确定'),
        cancelText: textOption(o, 'cancelText', '取消'),
        showCancel: o['showCancel'] !== false,
        editable: o['editable'] === true,
        placeholderText: textOption(o, 'placeholderText'),
      });
      return context.activity.forPerson(answer);
    }),
    showActionSheet: api.define('showActionSheet', async (o) => {
      const itemList = (o['itemList'] as unknown[] | undefined)?.map(String) ?? [];
      if (itemList.length === 0 || itemList.length > 6)
        throw new WxFailure('parameter error: itemList should have 1 to 6 items');
      const alertText = textOption(o, 'alertText');
      const queued = context.answers.sheets.shift();
      const tapIndex =
        queued === undefined
          ? (await context.activity.forPerson(context.callView('showActionSheet', { itemList, alertText })))
              .tapIndex
          : (queued ?? -1);
      if (tapIndex < 0) throw new WxFailure('cancel');
      return { tapIndex };
    }),
    setNavigationBarTitle: api.define('setNavigationBarTitle', (o) =>
      context.callView('setNavigation', topId(), { title: textOption(o, 'title') }),
    ),
    setNavigationBarColor: api.define('setNavigationBarColor', (o) =>
      context.callView('setNavigation', topId(), {
        background: textOption(o, 'backgroundColor', '#ffffff'),
        front: textOption(o, 'frontColor').toLowerCase() === '#ffffff' ? 'white' : 'black',
      }),
    ),
    showNavigationBarLoading: api.define('showNavigationBarLoading', () =>
      context.callView('setNavigation', topId(), { loading: true }),
    ),
    hideNavigationBarLoading: api.define('hideNavigationBarLoading', () =>
      context.callView('setNavigation', topId(), { loading: false }),
    ),
    setBackgroundColor: api.define('setBackgroundColor', () => ({})),
    setBackgroundTextStyle: api.define('setBackgroundTextStyle', () => ({})),
    hideHomeButton: api.define('hideHomeButton', () => ({})),
    setTabBarBadge: changeTab('setTabBarBadge', (bar, o) => (item(bar, o).badge = textOption(o, 'text'))),
    removeTabBarBadge: changeTab('removeTabBarBadge', (bar, o) => (item(bar, o).badge = '')),
    showTabBarRedDot: changeTab('showTabBarRedDot', (bar, o) => (item(bar, o).dot = true)),
    hideTabBarRedDot: changeTab('hideTabBarRedDot', (bar, o) => (item(bar, o).dot = false)),
    setTabBarItem: changeTab('setTabBarItem', (bar, o) => {
      const tab = item(bar, o);
      tab.text = textOption(o, 'text', tab.text);
      tab.icon = textOption(o, 'iconPath', tab.icon);
      tab.selectedIcon = textOption(o, 'selectedIconPath', tab.selectedIcon);
    }),
    setTabBarStyle: changeTab('setTabBarStyle', (bar, o) => {
      bar.color = textOption(o, 'color', bar.color);
      bar.selectedColor = textOption(o, 'selectedColor', bar.selectedColor);
      bar.backgroundColor = textOption(o, 'backgroundColor', bar.backgroundColor);
    }),
    showTabBar: changeTab('showTabBar', (bar) => (bar.hidden = false)),
    hideTabBar: changeTab('hideTabBar', (bar) => (bar.hidden = true)),
    pageScrollTo: api.define('pageScrollTo', (o) =>
      context.callView('pageScrollTo', topId(), {
        scrollTop: typeof o['scrollTop'] === 'number' ? o['scrollTop'] : null,
        selector: textOption(o, 'selector'),
      }),
    ),
    hideKeyboard: api.define('hideKeyboard', () => context.callView('hideKeyboard')),
    startPullDownRefresh: api.define('startPullDownRefresh', async () => {
      await context.callView('pullDown', topId(), true);
      context.pages.top?.call('onPullDownRefresh');
    }),
    stopPullDownRefresh: api.define('stopPullDownRefresh', () =>
      context.callView('pullDown', topId(), false),
    ),
    loadFontFace: api.define('loadFontFace', () => ({ status: 'loaded' })),
    createSelectorQuery: () => createSelectorQuery(context),
    createIntersectionObserver: () => ({
      relativeTo: self,
      relativeToViewport: self,
      observe() {},
      disconnect() {},
    }),
    createMediaQueryObserver: () => ({ observe() {}, disconnect() {} }),
  };
}

/** For chained calls that this phone does not act on. */
function self(this: unknown): unknown {
  return this;
}

interface QueryStep {
  query: NodeQuery;
  callback: unknown;
}

function createSelectorQuery(context: LogicContext): Record<string, unknown> {
  const steps: QueryStep[] = [];
  const chain: Record<string, unknown> = {};
  const ask =
    (wants: (first: unknown) => string[], hasFields = false) =>
    (...args: unknown[]) => {
      const step = steps.at(-1);
      if (step) {
        step.query.wants = wants(args[0]);
        step.callback = hasFields ? args[1] : args[0];
      }
      return chain;
    };
  const select = (selector: string | null, all: boolean) => {
    steps.push({ query: { selector, all, wants: [] }, callback: undefined });
    return chain;
  };
  return Object.assign(chain, {
    in: () => chain,
    select: (selector: string) => select(selector, false),
    selectAll: (selector: string) => select(selector, true),
    selectViewport: () => select(null, false),
    boundingClientRect: ask(() => ['id', 'dataset', 'rect', 'size']),
    scrollOffset: ask(() => ['id', 'dataset', 'scrollOffset']),
    context: ask(() => []),
    node: ask(() => []),
    fields: ask((fields) => {
      const given = (fields ?? {}) as Record<string, unknown>;
      const named = ['properties', 'computedStyle'].flatMap((key) =>
        ((given[key] ?? []) as string[]).map((name) => `${key}:${name}`),
      );
      return [...Object.keys(given).filter((key) => given[key] === true), ...named];
    }, true),
    exec: (callback?: unknown) => {
      const done = context.activity.begin();
      context
        .callView(
          'query',
          context.pages.top?.id ?? 0,
          steps.map((step) => step.query),
        )
        .then((raw) => {
          const results = context.realm.adopt(raw);
          steps.forEach((step, index) => {
            const listener = step.callback;
            if (typeof listener === 'function') context.enter(() => listener(results[index]) as unknown);
          });
          if (typeof callback === 'function') context.enter(() => callback(results) as unknown);
        }, context.fail)
        .finally(done);
      return chain;
    },
  });
}
