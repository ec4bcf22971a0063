import { webcrypto } from 'node:crypto';
import type { LogicContext } from '../logic/context.js';
import { textOption, type WxApi } from './wx-api.js';

const appListeners = [
  'Error',
  'UnhandledRejection',
  'PageNotFound',
  'AppShow',
  'AppHide',
  'ThemeChange',
  'MemoryWarning',
  'WindowResize',
  'KeyboardHeightChange',
  'UserCaptureScreen',
  'AudioInterruptionBegin',
  'AudioInterruptionEnd',
  'LazyLoadError',
];

/** What the program may know of the phone, the clipboard, and small things of the system. */
export function createSystemApi(context: LogicContext, api: WxApi): Record<string, unknown> {
  const { setup } = context;
  const { window } = setup;
  let clipboard = '';
  const windowInfo = {
    pixelRatio: window.pixelRatio,
    screenWidth: window.screenWidth,
    screenHeight: window.screenHeight,
    windowWidth: window.screenWidth,
    windowHeight: window.windowHeight,
    statusBarHeight: window.statusBarHeight,
    screenTop: window.screenHeight - window.windowHeight,
    safeArea: {
      left: 0,
      top: window.statusBarHeight,
      right: window.screenWidth,
      bottom: window.screenHeight,
      width: window.screenWidth,
      height: window.screenHeight - window.statusBarHeight,
    },
  };
  const device = {
    brand: 'Xinqiao',
    model: 'Test',
    system: 'Android 12',
    platform: 'android',
    abi: 'arm64-v8a',
    memorySize: 4096,
  };
  const base = {
    SDKVersion: '3.8.0',
    version: '8.0.50',
    language: 'zh_CN',
    theme: 'light',
    enableDebug: false,
    host: { env: 'WeChat' },
    fontSizeSetting: Math.round(16 * setup.fontSizeScaleFactor),
    fontSizeScaleFactor: setup.fontSizeScaleFactor,
  };
  const everything = { ...windowInfo, ...device, ...base };
  const path = setup.launch.path || (context.pages.app.pages[0] ?? '');
  const launch = { ...setup.launch, path, referrerInfo: {}, forwardMaterials: [] };
  const give = (value: object) => () => context.realm.adopt(value);

  const listeners = Object.fromEntries(
    appListeners.flatMap((name) => [
      [`on${name}`, (listener: unknown) => context.events.on(name, listener)],
      [`off${name}`, (listener?: unknown) => context.events.off(name, listener)],
    ]),
  );
  return {
    ...listeners,
    canIUse: () => true,
    nextTick: (callback: () => unknown) => setTimeout(() => context.enter(callback), 0),
    getSystemInfoSync: give(everything),
    getSystemInfo: api.define('getSystemInfo', () => everything),
    getSystemInfoAsync: api.define('getSystemInfoAsync', () => everything),
    getWindowInfo: give(windowInfo),
    getDeviceInfo: give(device),
    getAppBaseInfo: give(base),
    getSystemSetting: give({
      bluetoothEnabled: false,
      locationEnabled: true,
      wifiEnabled: true,
      deviceOrientation: 'portrait',
    }),
    getAppAuthorizeSetting: give({
      cameraAuthorized: 'authorized',
      microphoneAuthorized: 'authorized',
      locationAuthorized: 'authorized',
    }),
    getAccountInfoSync: give({ miniProgram: { appId: setup.appId, envVersion: 'develop', version: '' } }),
    getLaunchOptionsSync: give(launch),
    getEnterOptionsSync: give(launch),
    getMenuButtonBoundingClientRect: give({
      top: window.statusBarHeight + 6,
      bottom: window.statusBarHeight + 38,
      left: window.screenWidth - 94,
      right: window.screenWidth - 7,
      width: 87,
      height: 32,
    }),
    getUpdateManager: () => ({
      onCheckForUpdate() {},
      onUpdateReady() {},
      onUpdateFailed() {},
      applyUpdate() {},
    }),
    getLogManager: () => ({ log() {}, info() {}, warn() {}, debug() {} }),
    getRealtimeLogManager: () => ({ info() {}, warn() {}, error() {}, setFilterMsg() {}, addFilterMsg() {} }),
    getPerformance: () => ({
      now: () => performance.now(),
      mark() {},
      measure() {},
      createObserver: () => ({ observe() {}, disconnect() {} }),
    }),
    reportEvent() {},
    reportPerformance() {},
    getRandomValues: api.define('getRandomValues', (o) => ({
      randomValues: webcrypto.getRandomValues(new Uint8Array(Number(o['length'] ?? 16))).buffer,
    })),
    arrayBufferToBase64: (buffer: ArrayBuffer) => Buffer.from(buffer).toString('base64'),
    base64ToArrayBuffer: (text: string) => {
      const bytes = Buffer.from(text, 'base64');
      const copy = new ArrayBuffer(bytes.length);
      new Uint8Array(copy).set(bytes);
      return context.realm.adopt(copy);
    },
    setClipboardData: api.define('setClipboardData', async (o) => {
      clipboard = textOption(o, 'data');
      await context.callView('showToast', { title: '内容已复制', icon: 'success', image: '', mask: false });
    }),
    getClipboardData: api.define('getClipboardData', () => ({ data: clipboard })),
    getLocation: api.define(
      'getLocation',
      () => context.answers.locations.shift() ?? Promise.reject(new Error('auth deny')),
    ),
    ...Object.fromEntries(
      [
        'vibrateShort',
        'vibrateLong',
        'makePhoneCall',
        'setKeepScreenOn',
        'openDocument',
        'openLocation',
        'showShareMenu',
        'hideShareMenu',
        'updateShareMenu',
        'openCustomerServiceChat',
        'setVisualEffectOnCapture',
      ].map((name) => [name, api.define(name, () => ({}))]),
    ),
  };
}
