/**
 * What the three parts of the phone say to each other: the logic layer (a worker thread), the view layer (a page in
 * Chromium) and the driver between them. Everything here survives JSON, as it does between WeChat's two threads.
 */

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The part of an event that names a node. */
export interface EventNode {
  id: string;
  dataset: Record<string, string>;
  offsetLeft: number;
  offsetTop: number;
}

/** One finger, in CSS pixels. */
export interface TouchPoint {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

/** One event on its way up: every bound node between the target and the root, in the order in which they are called. */
export interface ViewEvent {
  pageId: number;
  type: string;
  detail: { [key: string]: Json };
  target: EventNode;
  touches: TouchPoint[];
  changedTouches: TouchPoint[];
  steps: Array<{ handler: string; currentTarget: EventNode }>;
}

/** What the view tells the logic layer besides events of bound nodes. */
export type ViewSignal =
  | { kind: 'event'; event: ViewEvent }
  | { kind: 'back' }
  | { kind: 'home' }
  | { kind: 'tab'; index: number }
  | { kind: 'scroll'; pageId: number; scrollTop: number }
  | { kind: 'bottom'; pageId: number }
  | { kind: 'open-type'; pageId: number; openType: string; node: EventNode }
  | { kind: 'navigator'; openType: string; url: string; delta: number };

/** Looks of one page's frame; undefined leaves what was there. */
export interface NavigationLook {
  title?: string;
  background?: string;
  front?: 'black' | 'white';
  loading?: boolean;
}

/** Everything the view needs to show a page for the first time. */
export interface PageOpening {
  pageId: number;
  route: string;
  css: string;
  /** Custom components of the page: tag name without prefix → route of its template. */
  components: Record<string, string>;
  look: NavigationLook;
  backgroundColor: string;
  customNavigation: boolean;
  disableScroll: boolean;
  bottomDistance: number;
  /** The page's first data, as JSON. */
  data: string;
}

/** One tab as it is drawn. */
export interface TabItem {
  route: string;
  text: string;
  icon: string;
  selectedIcon: string;
  badge: string;
  dot: boolean;
}

/** The tab bar as it is drawn. */
export interface TabBar {
  hidden: boolean;
  color: string;
  selectedColor: string;
  backgroundColor: string;
  items: TabItem[];
}

/** Which page is in front and what surrounds it. */
export interface StackState {
  topId: number;
  depth: number;
  tabRoute: string | null;
  /** A page that is neither a tab nor has one below it shows a way home. */
  showHome: boolean;
}

/** One question of a SelectorQuery. */
export interface NodeQuery {
  selector: string | null;
  all: boolean;
  wants: string[];
}

/** Methods of the view that the logic layer may call; each answers once it has happened on the screen. */
export interface ViewMethods {
  openPage(opening: PageOpening): void;
  closePage(pageId: number): void;
  setData(pageId: number, patch: string): void;
  showStack(state: StackState): void;
  setNavigation(pageId: number, look: NavigationLook): void;
  setTabBar(bar: TabBar | null): void;
  showToast(toast: { title: string; icon: string; image: string; mask: boolean }): void;
  hideToast(): void;
  showModal(modal: {
    title: string;
    content: string;
    confirmText: string;
    cancelText: string;
    showCancel: boolean;
    editable: boolean;
    placeholderText: string;
  }): Promise<{ confirm: boolean; cancel: boolean; content?: string }>;
  showActionSheet(sheet: { itemList: string[]; alertText: string }): Promise<{ tapIndex: number }>;
  previewImages(urls: string[], current: string): void;
  query(pageId: number, queries: NodeQuery[]): Json[];
  pageScrollTo(pageId: number, target: { scrollTop: number | null; selector: string }): void;
  pullDown(pageId: number, on: boolean): void;
  hideKeyboard(): void;
}

/** Orders of the test to the phone. */
export interface PhoneOrders {
  signal(signal: ViewSignal): void;
  /** Answers when every call of wx, every rendering and every request that is not held has ended. */
  idle(): void;
  setNetwork(state: { online: boolean; type: string }): void;
  holdUploads(afterBytes: number | null): void;
  uploadHeld(): void;
  setAnswers(answers: Partial<QueuedAnswers>): void;
  background(): void;
  foreground(): void;
  pullDown(): void;
  share(): Json;
  stack(): string[];
  finishAudio(): void;
  calls(name: string): Json[];
  navigate(kind: 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch', url: string): void;
}

/** What the phone will answer, in order, instead of asking the person who holds it. */
export interface QueuedAnswers {
  /** Absolute paths of pictures that the next chooseMedia/chooseImage calls give, one list per call. */
  photos: string[][];
  /** Lengths of coming recordings in milliseconds. */
  recordings: number[];
  /** What the recogniser of the speech plugin makes of coming recordings. */
  understood: string[];
  /** Whether the phone lets the program use the microphone the next times; with none queued it does. */
  microphone: boolean[];
  /** Contents of coming scans. */
  scans: Array<{ result: string; path?: string }>;
  /** Answers to coming modals; with none queued the modal is drawn and waits for a tap. */
  modals: Array<{ confirm: boolean; content?: string }>;
  /** Answers to coming action sheets, null is "cancel". */
  sheets: Array<number | null>;
  /** Answers to coming subscription dialogs, by template id; what is not named is accepted. */
  subscriptions: Array<Record<string, 'accept' | 'reject' | 'ban'>>;
  /** Positions. */
  locations: Array<{ latitude: number; longitude: number }>;
}

/** One request of the phone, or a picture that it showed, as the line carried it. */
export interface Exchange {
  method: string;
  /** Of the address, with its query. */
  path: string;
  status: number;
  /** Bytes of the bodies. */
  sent: number;
  received: number;
}

/** How the phone is when the program starts. */
export interface PhoneSetup {
  dist: string;
  server: string;
  /** The server's address that stands in the bundle; what is meant for it goes to `server`, as name resolution would. */
  builtFor: string;
  openid: string;
  storageDir: string;
  appId: string;
  online: boolean;
  networkType: string;
  fontSizeScaleFactor: number;
  privacy: 'agreed' | 'ask';
  launch: { path: string; query: Record<string, string>; scene: number };
  window: {
    screenWidth: number;
    screenHeight: number;
    statusBarHeight: number;
    windowHeight: number;
    pixelRatio: number;
  };
}

/** Messages that a logic worker posts. */
export type WorkerMessage =
  | { kind: 'view'; id: number; method: keyof ViewMethods; args: Json[] }
  | { kind: 'answer'; id: number; value?: Json; error?: string }
  | { kind: 'log'; level: string; text: string }
  | { kind: 'error'; text: string }
  | { kind: 'setData'; bytes: number; route: string }
  | { kind: 'exchange'; exchange: Exchange };

/** Messages that a logic worker receives. */
export type DriverMessage =
  | { kind: 'order'; id: number; method: keyof PhoneOrders; args: Json[] }
  | { kind: 'view-answer'; id: number; value?: Json; error?: string };
