import type {
  Exchange,
  Json,
  PhoneOrders,
  PhoneSetup,
  QueuedAnswers,
  TabBar,
  ViewEvent,
  ViewSignal,
} from '../protocol.js';
import { createWx, type SimulatedWx } from '../wx/index.js';
import { NetworkState } from '../wx/network-state.js';
import { accountFolder, PhoneFiles } from '../wx/phone-files.js';
import { createSpeechPlugin } from '../wx/speech-plugin.js';
import { safeJson, WxApi } from '../wx/wx-api.js';
import { Activity } from './activity.js';
import { readAppConfig } from './app-config.js';
import { createAppEvents } from './app-events.js';
import { Bundle, type Definition } from './bundle.js';
import type { CallView, LogicContext } from './context.js';
import { PageStack } from './page-stack.js';
import { createRealm } from './realm.js';

/** What the program tells the outside besides what it draws. */
export interface ProgramReport {
  log(level: string, text: string): void;
  error(text: string): void;
  setData(bytes: number, route: string): void;
  exchange(exchange: Exchange): void;
}

type Orders = { [K in keyof PhoneOrders]: (...args: Parameters<PhoneOrders[K]>) => unknown };

/** Describes anything thrown, with its stack where there is one. */
export function describeError(error: unknown): string {
  if (error !== null && typeof error === 'object') {
    const { stack, message, errMsg } = error as { stack?: unknown; message?: unknown; errMsg?: unknown };
    return String(stack ?? message ?? errMsg ?? JSON.stringify(error));
  }
  return String(error);
}

/** Starts a built bundle and answers how to give it orders. */
export function startProgram(setup: PhoneSetup, callView: CallView, report: ProgramReport): Orders {
  const config = readAppConfig(setup.dist);
  const launched = { ...setup.launch, path: setup.launch.path || (config.pages[0] ?? '') };
  const tabBar = drawnTabBar(config.tabBar);
  const fail = (error: unknown): void => {
    report.error(describeError(error));
    context.events.emit('Error', describeError(error));
  };
  const enter = <T>(run: () => T): T | undefined => {
    try {
      return run();
    } catch (error) {
      fail(error);
      return undefined;
    }
  };
  const answers: QueuedAnswers = {
    photos: [],
    recordings: [],
    understood: [],
    microphone: [],
    scans: [],
    modals: [],
    sheets: [],
    subscriptions: [],
    locations: [],
  };
  const api = new WxApi(() => context);
  const bundle = new Bundle(setup.dist, () => context.realm);
  const pages = new PageStack(config, bundle, () => context, report.setData);
  const app: { instance?: Definition } = {};
  const wx: Record<string, unknown> = {};
  const timers = guardedTimers(enter);
  const context: LogicContext = {
    setup,
    activity: new Activity(),
    pages,
    files: PhoneFiles.forProgram(setup),
    network: new NetworkState(setup.online, setup.networkType),
    events: createAppEvents(enter),
    answers,
    callView,
    log: report.log,
    exchanged: report.exchange,
    enter,
    fail,
    realm: createRealm({
      ...bundle.globals(),
      ...timers,
      wx,
      console: programConsole(report),
      getApp: () => app.instance,
      getCurrentPages: () => context.realm.adopt(pages.instances),
      __wxConfig: config,
      requirePlugin: (name: string) => {
        if (name !== 'WechatSI') throw new Error(`plugin "${name}" is not in app.json`);
        return createSpeechPlugin(context, api);
      },
    }),
  };
  const simulated: SimulatedWx = createWx(context, api, accountFolder(setup), tabBar);
  Object.assign(wx, simulated.wx);

  const callApp = (method: string, ...args: unknown[]): void => {
    const found = app.instance?.[method];
    if (typeof found === 'function') enter(() => found.apply(app.instance, args) as unknown);
  };
  const visible = (show: boolean): void => {
    const options = context.realm.adopt({ ...launched });
    if (show) {
      callApp('onShow', options);
      context.events.emit('AppShow', options);
      pages.top?.call('onShow');
    } else {
      pages.top?.call('onHide');
      callApp('onHide');
      context.events.emit('AppHide');
    }
  };
  const boot = async (): Promise<void> => {
    if (tabBar) await callView('setTabBar', tabBar);
    app.instance = enter(() => ({ globalData: {}, ...bundle.loadApp() })) ?? {};
    const launch = context.realm.adopt({ ...launched, referrerInfo: {} });
    callApp('onLaunch', launch);
    callApp('onShow', launch);
    const query = Object.entries(launched.query)
      .map(([key, value]) => `${key}=${value}`)
      .join('&');
    await pages.reLaunch(`/${launched.path}${query ? `?${query}` : ''}`);
  };
  const booting = context.activity.begin();
  boot().catch(fail).finally(booting);

  process.on('unhandledRejection', (reason) => {
    const known = context.events.emit('UnhandledRejection', { reason, promise: null });
    if (!known) report.log('warn', `unhandled rejection: ${describeError(reason)}`);
  });

  const tracked = (run: Promise<unknown>): Promise<unknown> => {
    const done = context.activity.begin();
    return run.finally(() => setImmediate(done));
  };

  return {
    signal: (signal) => receive(context, simulated, config.pages[0] ?? '', signal),
    idle: () => context.activity.idle(),
    setNetwork: ({ online, type }) => {
      if (!context.network.set(online, type)) return;
      context.events.emit(
        'networkStatusChange',
        context.realm.adopt({ isConnected: online, networkType: context.network.type }),
      );
    },
    holdUploads: (afterBytes) => context.network.setHold(afterBytes),
    uploadHeld: () => context.network.held(),
    setAnswers: (more) => {
      for (const [name, list] of Object.entries(more))
        (answers[name as keyof QueuedAnswers] as unknown[]).push(...list);
    },
    background: () => visible(false),
    foreground: () => visible(true),
    pullDown: () => {
      const top = pages.top;
      if (top?.config.enablePullDownRefresh !== true)
        throw new Error(`${top?.route} has no pull-down refresh`);
      void callView('pullDown', top.id, true);
      top.call('onPullDownRefresh');
    },
    share: async () => {
      if (!pages.top?.has('onShareAppMessage')) throw new Error(`${pages.top?.route} cannot be shared`);
      return safeJson(await pages.top.call('onShareAppMessage', context.realm.adopt({ from: 'menu' })));
    },
    stack: () => pages.routes,
    finishAudio: () => simulated.finishAudio(),
    calls: (name): Json[] => api.calls.filter((call) => call.name === name).map((call) => call.options),
    navigate: (kind, url) => tracked(pages[kind](url)),
  };
}

/** Hands what the view reported to the page it belongs to. */
async function receive(
  context: LogicContext,
  simulated: SimulatedWx,
  home: string,
  signal: ViewSignal,
): Promise<void> {
  const { pages } = context;
  const go = (run: Promise<unknown>): Promise<unknown> => run.catch(context.fail);
  switch (signal.kind) {
    case 'event':
      return dispatch(context, simulated, signal.event);
    case 'back':
      await go(pages.navigateBack(1));
      return;
    case 'home':
      await go(pages.reLaunch(`/${home}`));
      return;
    case 'tab': {
      const item = pages.app.tabBar?.list[signal.index];
      if (!item) return;
      await go(pages.switchTab(`/${item.pagePath}`));
      pages.top?.call(
        'onTabItemTap',
        context.realm.adopt({ index: signal.index, pagePath: item.pagePath, text: item.text }),
      );
      return;
    }
    case 'scroll':
      pages.byId(signal.pageId)?.call('onPageScroll', context.realm.adopt({ scrollTop: signal.scrollTop }));
      return;
    case 'bottom':
      pages.byId(signal.pageId)?.call('onReachBottom');
      return;
    case 'open-type':
      simulated.session.tapped();
      if (signal.openType === 'agreePrivacyAuthorization') simulated.session.agreePrivacy();
      if (signal.openType === 'share') {
        pages
          .byId(signal.pageId)
          ?.call('onShareAppMessage', context.realm.adopt({ from: 'button', target: signal.node }));
      }
      return;
    case 'navigator':
      if (signal.openType === 'navigateBack') await go(pages.navigateBack(signal.delta));
      else if (signal.openType === 'switchTab') await go(pages.switchTab(signal.url));
      else if (signal.openType === 'redirect') await go(pages.redirectTo(signal.url));
      else if (signal.openType === 'reLaunch') await go(pages.reLaunch(signal.url));
      else await go(pages.navigateTo(signal.url));
  }
}

function dispatch(context: LogicContext, simulated: SimulatedWx, event: ViewEvent): void {
  const page = context.pages.byId(event.pageId);
  if (!page) return;
  if (event.type === 'tap') simulated.session.tapped();
  for (const step of event.steps) {
    page.call(
      step.handler,
      context.realm.adopt({
        type: event.type,
        timeStamp: performance.now(),
        target: event.target,
        currentTarget: step.currentTarget,
        mark: {},
        detail: event.detail,
        touches: event.touches,
        changedTouches: event.changedTouches,
        mut: false,
        _userTap: event.type === 'tap',
      }),
    );
  }
}

function drawnTabBar(raw: ReturnType<typeof readAppConfig>['tabBar']): TabBar | null {
  if (!raw) return null;
  return {
    hidden: false,
    color: raw.color ?? '#999999',
    selectedColor: raw.selectedColor ?? '#000000',
    backgroundColor: raw.backgroundColor ?? '#ffffff',
    items: raw.list.map((item) => ({
      route: item.pagePath,
      text: item.text,
      icon: item.iconPath ?? '',
      selectedIcon: item.selectedIconPath ?? item.iconPath ?? '',
      badge: '',
      dot: false,
    })),
  };
}

function programConsole(report: ProgramReport): Record<string, unknown> {
  const line =
    (level: string) =>
    (...parts: unknown[]) => {
      const text = parts.map((part) => (typeof part === 'string' ? part : describeError(part))).join(' ');
      if (level === 'error') report.error(text);
      else report.log(level, text);
    };
  const names = [
    'log',
    'info',
    'debug',
    'warn',
    'error',
    'trace',
    'group',
    'groupEnd',
    'table',
    'time',
    'timeEnd',
  ];
  return Object.fromEntries(names.map((name) => [name, line(name)]));
}

function guardedTimers(enter: <T>(run: () => T) => T | undefined): Record<string, unknown> {
  const guard = (run: unknown, args: unknown[]) => (): void => {
    if (typeof run === 'function') enter(() => run(...args) as unknown);
  };
  return {
    setTimeout: (run: unknown, ms?: number, ...args: unknown[]) => Number(setTimeout(guard(run, args), ms)),
    setInterval: (run: unknown, ms?: number, ...args: unknown[]) => Number(setInterval(guard(run, args), ms)),
    clearTimeout: (id?: number) => clearTimeout(id),
    clearInterval: (id?: number) => clearInterval(id),
  };
}
