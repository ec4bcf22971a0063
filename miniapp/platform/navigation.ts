import Taro from '@tarojs/taro';

/** The four doors of the tab bar. */
export const tabs = {
  home: '/pages/home/index',
  issues: '/pages/issues/index',
  children: '/pages/children/index',
  me: '/pages/me/index',
} as const;

/** Addresses of the pages in subpackages. */
export const pages = {
  report: '/packages/issues/report/index',
  issue: (token: string) => `/packages/issues/detail/index?token=${token}`,
  bind: '/packages/account/bind/index',
  /** Once bound, back to where one was. */
  bindAndReturn: '/packages/account/bind/index?then=back',
  /** Of the child that the screens are about; with a token, of another whom a member of staff knows. */
  family: (child?: string) => `/packages/family/home/index${child === undefined ? '' : `?token=${child}`}`,
  switchPerson: '/packages/account/switch/index',
  undelivered: '/packages/account/undelivered/index',
  picture: '/packages/account/picture/index',
  picturePin: '/packages/account/pin/index',
} as const;

/** Opens a page on top of this one. */
export function open(url: string) {
  void Taro.navigateTo({ url });
}

/** Goes to one of the four doors; everything on top closes. */
export function openTab(url: (typeof tabs)[keyof typeof tabs]) {
  void Taro.switchTab({ url });
}

/** One page back, or home when there is none. */
export function goBack() {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else openTab(tabs.home);
}
