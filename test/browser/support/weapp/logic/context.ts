import type { Exchange, PhoneSetup, QueuedAnswers, ViewMethods } from '../protocol.js';
import type { Activity } from './activity.js';
import type { PageStack } from './page-stack.js';
import type { Realm } from './realm.js';
import type { PhoneFiles } from '../wx/phone-files.js';
import type { NetworkState } from '../wx/network-state.js';

/** A promise of what a method of the view answers. */
export type ViewAnswer<K extends keyof ViewMethods> = Promise<Awaited<ReturnType<ViewMethods[K]>>>;

/** The logic layer's way to the screen. */
export type CallView = <K extends keyof ViewMethods>(
  method: K,
  ...args: Parameters<ViewMethods[K]>
) => ViewAnswer<K>;

/** Listeners that wx.onXxx registers and wx.offXxx removes. */
export interface AppEvents {
  on(name: string, listener: unknown): void;
  off(name: string, listener?: unknown): void;
  emit(name: string, ...args: unknown[]): boolean;
}

/** What the parts of the simulated wx need of each other. */
export interface LogicContext {
  setup: PhoneSetup;
  realm: Realm;
  activity: Activity;
  pages: PageStack;
  files: PhoneFiles;
  network: NetworkState;
  events: AppEvents;
  answers: QueuedAnswers;
  callView: CallView;
  log(level: string, text: string): void;
  /** Notes a request that was answered. */
  exchanged(exchange: Exchange): void;
  /** Runs code of the program; what it throws is reported as WeChat reports it, and never stops the phone. */
  enter<T>(run: () => T): T | undefined;
  fail(error: unknown): void;
}
