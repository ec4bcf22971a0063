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
  /** The form for a question to the school; the question itself is handed on in memory. */
  askSchool: (door: { scene: string } | { school: string } | null) =>
    `/packages/issues/report/index?ask=1${door && 'scene' in door ? `&scene=${encodeURIComponent(door.scene)}` : ''}`,
  /** Asks through a printed code, or at one's own school. */
  ask: (door: { scene: string } | { school: string }) =>
    `/packages/consultations/ask/index?${'scene' in door ? `scene=${encodeURIComponent(door.scene)}` : `school=${door.school}`}`,
  issue: (token: string) => `/packages/issues/detail/index?token=${token}`,
  /** The report form for somebody who comes from the code of another form. */
  tell: (scene: string) => `/packages/issues/report/index?scene=${scene}&tell=1`,
  rate: '/packages/evaluations/rate/index',
  rateAt: (scene: string) => `/packages/evaluations/rate/index?scene=${scene}`,
  notes: (school: string) => `/packages/evaluations/notes/index?school=${school}`,
  myIssues: '/packages/issues/mine/index',
  simpleMode: '/packages/account/simple/index',
  consents: '/packages/account/consents/index',
  /** What a family agrees to for the child that the screens are about; with a token, for another whom staff know. */
  childConsents: (child?: string) =>
    `/packages/consents/home/index${child === undefined ? '' : `?token=${child}`}`,
  childConsent: (child: string, purpose: string) =>
    `/packages/consents/purpose/index?token=${child}&purpose=${purpose}`,
  childReaders: (child: string) => `/packages/consents/readers/index?token=${child}`,
  child: (token: string) => `/packages/people/child/index?token=${token}`,
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

/** Opens a page in the place of this one. */
export function openInstead(url: string) {
  void Taro.redirectTo({ url });
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
