import type { SendOutcome } from './wechat.port.js';

/**
 * What an error code asks of us: `token` fetch a new one and try once more · `refused` no subscription left ·
 * `permanent` this request can never work · `retry` later · `configuration` our account is set up wrongly, so the
 * request itself is kept until somebody has mended that · `unknown` no answer came, only used in {@link WeChatError}.
 */
export type WeChatErrorClass = 'token' | 'refused' | 'permanent' | 'retry' | 'configuration' | 'unknown';

interface ErrorEntry {
  readonly class: WeChatErrorClass;
  readonly meaning: string;
  readonly retryAfterSeconds?: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** WeChat's documented codes that we can meet. A code that is not listed counts as permanent. */
export const WECHAT_ERRORS: Readonly<Record<number, ErrorEntry>> = {
  [-1]: { class: 'retry', meaning: 'system busy', retryAfterSeconds: 5 },
  40001: { class: 'token', meaning: 'access token wrong or replaced' },
  40014: { class: 'token', meaning: 'access token malformed' },
  42001: { class: 'token', meaning: 'access token expired' },
  40003: { class: 'permanent', meaning: 'openid not known to this account' },
  40013: { class: 'configuration', meaning: 'appid wrong' },
  40029: { class: 'permanent', meaning: 'code wrong, expired or used' },
  40037: { class: 'permanent', meaning: 'template not known to this account' },
  40125: { class: 'configuration', meaning: 'app secret wrong' },
  40163: { class: 'permanent', meaning: 'code used' },
  40164: { class: 'configuration', meaning: 'address of this server not on the list of the account' },
  40169: { class: 'permanent', meaning: 'scene of a printed code malformed' },
  40226: { class: 'permanent', meaning: 'login blocked by risk control' },
  41002: { class: 'configuration', meaning: 'appid missing' },
  41004: { class: 'configuration', meaning: 'app secret missing' },
  41030: { class: 'permanent', meaning: 'page not in the published mini program' },
  43004: { class: 'permanent', meaning: 'person does not follow the service account' },
  43101: { class: 'refused', meaning: 'no subscription left' },
  45009: { class: 'retry', meaning: 'daily quota used up', retryAfterSeconds: HOUR },
  45011: { class: 'retry', meaning: 'quota of this minute used up', retryAfterSeconds: MINUTE },
  45109: { class: 'permanent', meaning: 'interface withdrawn by WeChat' },
  47001: { class: 'permanent', meaning: 'request malformed' },
  47003: { class: 'permanent', meaning: 'template field empty or against its rule' },
  48001: { class: 'configuration', meaning: 'account lacks the permission' },
  61004: { class: 'configuration', meaning: 'address of this server not on the list of the account' },
  61010: { class: 'permanent', meaning: 'person did not use the mini program in the last two hours' },
};

/** Class of a code other than 0. */
export function classOf(errcode: number): WeChatErrorClass {
  return WECHAT_ERRORS[errcode]?.class ?? 'permanent';
}

/** Meaning of a code in English, for logs. WeChat's own errmsg is not used: it may quote what was sent. */
export function meaningOf(errcode: number): string {
  return WECHAT_ERRORS[errcode]?.meaning ?? 'not listed';
}

/**
 * The fate of a message whose send was answered with `errcode`. A token that is refused twice and a wrong
 * configuration keep the message for later: it is not the message that is wrong.
 */
export function outcomeOf(errcode: number): Exclude<SendOutcome, { kind: 'sent' | 'unknown' }> {
  const entry = WECHAT_ERRORS[errcode];
  if (entry?.class === 'refused') return { kind: 'refused', errcode };
  if (entry === undefined || entry.class === 'permanent') return { kind: 'permanent', errcode };
  return entry.retryAfterSeconds === undefined
    ? { kind: 'retry', errcode }
    : { kind: 'retry', errcode, retryAfterSeconds: entry.retryAfterSeconds };
}

/**
 * A call other than a send that did not work. Carries no address, code, token or text, so it can be logged.
 * `errcode` is null when no answer with a code came; then the class is `retry` (it surely did not arrive) or `unknown`.
 */
export class WeChatError extends Error {
  override readonly name = 'WeChatError';

  constructor(
    readonly api: string,
    readonly errcode: number | null,
    readonly errorClass: WeChatErrorClass,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(
      `WeChat ${api}: ${errcode === null ? `no answer (${errorClass})` : `${errcode} ${meaningOf(errcode)}`}`,
    );
  }

  /** Whether the same call may work later: WeChat is busy or away, or our account has to be mended first. */
  get isTemporary(): boolean {
    return this.errorClass !== 'permanent' && this.errorClass !== 'refused';
  }

  /** The error for an answer with `errcode`. */
  static fromCode(api: string, errcode: number): WeChatError {
    return new WeChatError(api, errcode, classOf(errcode), WECHAT_ERRORS[errcode]?.retryAfterSeconds ?? null);
  }
}
