import type { WeChatApp } from '../wechat-api.js';
import type { WeChatClock } from '../wechat.port.js';

/** Somebody with a phone, as the emulator knows them. */
export interface Persona {
  /** At the mini program. */
  readonly openid: string;
  /** At the service account; null for somebody who never met it. */
  readonly serviceOpenid: string | null;
  readonly unionid: string | null;
  readonly name: string;
  /** One line that says who this is: 小二班 王梓涵的奶奶. */
  readonly label: string;
  /** Heading under which the page lists this person: 家长, 在家照护人, 教职工. */
  readonly group: string;
  /** What the phone button gives, without country code; null or absent for a phone without it. */
  readonly phone?: string | null;
}

/** Where the personas come from; asked anew each time, so new people appear by themselves. */
export interface PersonaSource {
  list(): Promise<readonly Persona[]>;
}

/** A template of the account: its title is shown, its fields must all be given. */
export interface EmulatedTemplate {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly string[];
  /** Chinese names of the fields, shown before the values: `{thing1: '事项'}`. */
  readonly labels?: Readonly<Record<string, string>>;
}

export type AccountKind = 'miniProgram' | 'serviceAccount';

/** Where WeChat would push the events of an account. */
export interface EmulatedCallback {
  readonly url: string | (() => string);
  readonly token: string;
  /** 43 characters, or null for plain mode. */
  readonly encodingAesKey: string | null;
  readonly format: 'json' | 'xml';
}

export interface EmulatorOptions {
  readonly personas: PersonaSource;
  readonly clock?: WeChatClock;
  readonly miniProgram?: WeChatApp;
  readonly serviceAccount?: WeChatApp;
  /** Templates of the mini program and of the service account. Without a list, every id is taken. */
  readonly templates?: Partial<Readonly<Record<AccountKind, readonly EmulatedTemplate[]>>>;
  /** Pages of the mini program (no leading slash). Without a list, every page is taken. */
  readonly pages?: readonly string[];
  /** Subscriptions that everybody has per template at the start; 0 unless told. */
  readonly initialCredits?: number;
  readonly callbacks?: Partial<Readonly<Record<AccountKind, EmulatedCallback>>>;
  /** Address of the preview that the page's links open; empty when it is served beside the emulator. */
  readonly previewUrl?: string;
}

/** How the next call of a kind fails. Numbers are WeChat's error codes. */
export const FAILURES = [
  '43101',
  '45009',
  '45011',
  '-1',
  '40001',
  '40003',
  '40037',
  '43004',
  '47003',
  '61010',
  '500',
  'timeout-delivered',
  'timeout-lost',
] as const;
export type Failure = (typeof FAILURES)[number];

/** Calls that can be made to fail: sending a message, checking content, logging in. */
export const FAILING_APIS = ['send', 'check', 'login'] as const;
export type FailingApi = (typeof FAILING_APIS)[number];

/** A message that arrived on somebody's phone. */
export interface ArrivedMessage {
  readonly id: string;
  readonly kind: 'subscribe' | 'template';
  /** The persona's openid at the mini program, also for messages of the service account. */
  readonly openid: string;
  readonly templateId: string;
  readonly title: string;
  /** Page with query, without leading slash; empty when the message opens nothing. */
  readonly page: string;
  readonly url: string | null;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  /** ISO time of arrival. */
  readonly at: string;
  readonly clientMsgId: string | null;
  read: boolean;
}

/** What an endpoint of WeChat answers. `drop` breaks the connection without an answer. */
export type WxAnswer =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'png'; readonly body: Buffer }
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'drop' };

/** A string of a body or query, or an empty one for whatever else stands there. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const ERRMSG: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  0: 'ok',
  40001: 'invalid credential, access_token is invalid or not latest',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40169: 'invalid length for scene, or the data is not json string',
  41001: 'access_token missing',
  41030: 'invalid page',
  42001: 'access_token expired',
  43004: 'require subscribe',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  61010: 'code is expired',
};

/** A good answer. */
export function wxOk(fields: Readonly<Record<string, unknown>> = {}): WxAnswer {
  return { kind: 'json', text: JSON.stringify({ errcode: 0, errmsg: 'ok', ...fields }) };
}

/** An error with WeChat's words; `detail` is added behind them. */
export function wxError(errcode: number, detail = ''): WxAnswer {
  return {
    kind: 'json',
    text: JSON.stringify({ errcode, errmsg: `${ERRMSG[errcode] ?? 'error'}${detail && ` ${detail}`}` }),
  };
}
