/** What WeChat says about a text or a picture: shown, looked at by a person, or kept back. */
export type ContentSuggestion = 'pass' | 'review' | 'risky';

/** Where checked content appears: 1 profile, 2 comment, 3 forum, 4 social. */
export type ContentScene = 1 | 2 | 3 | 4;

/** Which build of the mini program a subscribe message opens. */
export type MiniProgramState = 'developer' | 'trial' | 'formal';

/** Field name of the template (`thing1`, `time2` …) → text. The type of a field is the name without its digits. */
export type MessageData = Readonly<Record<string, string>>;

/**
 * How a send ended, as the outbox must treat it:
 * - `sent`: WeChat has it.
 * - `refused`: the person has no subscription left (43101): set the ledger to 0, do not repeat.
 * - `permanent`: repeating cannot help (wrong openid, template, page, field; not a follower). `field` names a bad field.
 * - `retry`: surely not delivered, send again later; at the earliest after `retryAfterSeconds` when it is given.
 *   `errcode` is null where no answer with a code came (connection refused, HTTP 5xx).
 * - `unknown`: the request left and no answer came. It may have arrived: never repeat a subscribe message; a template
 *   message may be repeated with the same `clientMsgId`.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly msgId: string | null }
  | { readonly kind: 'refused'; readonly errcode: number }
  | { readonly kind: 'permanent'; readonly errcode: number; readonly field?: string }
  | { readonly kind: 'retry'; readonly errcode: number | null; readonly retryAfterSeconds?: number }
  | { readonly kind: 'unknown' };

/** Anything that tells the time; the platform's clock fits. */
export interface WeChatClock {
  now(): Date;
}

/** Options of one call. Aborting a send that has left gives `unknown`; aborting anything else throws. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface LoginSession {
  readonly openid: string;
  /** Null while the mini program is not bound to an Open Platform account. */
  readonly unionid: string | null;
  /** Never leaves the server. */
  readonly sessionKey: string;
}

export interface SubscribeMessage {
  readonly openid: string;
  readonly templateId: string;
  /** Page with its query, without a leading slash. */
  readonly page: string;
  readonly data: MessageData;
  readonly state: MiniProgramState;
}

export interface TemplateMessage {
  /** The openid of the person at the service account (not the one of the mini program). */
  readonly serviceOpenid: string;
  readonly templateId: string;
  /** Web address for clients that cannot open the mini program. */
  readonly url?: string;
  /** Page of the mini program with its query, without a leading slash. */
  readonly pagepath: string;
  readonly data: MessageData;
  /** The same id arrives once, at most 32 characters. */
  readonly clientMsgId: string;
}

/**
 * Everything the platform asks of WeChat. Sends never throw: they return a {@link SendOutcome}. All other calls throw
 * `WeChatError` (see wechat-errors.ts) with the code and class of what went wrong.
 */
export interface WeChatPort {
  /** Exchanges a login code (works once, five minutes) for the identity behind it. */
  code2Session(code: string, call?: CallOptions): Promise<LoginSession>;
  /** Exchanges the code of the phone button (works once, five minutes) for the number, without country code. */
  phoneNumber(code: string, call?: CallOptions): Promise<{ readonly phone: string }>;
  sendSubscribe(message: SubscribeMessage, call?: CallOptions): Promise<SendOutcome>;
  sendTemplate(message: TemplateMessage, call?: CallOptions): Promise<SendOutcome>;
  /** Reads a follower of the service account; `unionid` joins it to the person of the mini program. */
  serviceUser(
    serviceOpenid: string,
    call?: CallOptions,
  ): Promise<{ readonly subscribed: boolean; readonly unionid: string | null }>;
  /**
   * The printable code of a page as image bytes, PNG or JPEG. `scene`: at most 32 characters, a random token and nothing
   * else; `width`: 280 to 1280 pixels, 430 unless told.
   */
  wxaCodeUnlimited(
    input: { readonly scene: string; readonly page: string; readonly width?: number },
    call?: CallOptions,
  ): Promise<Buffer>;
  /** Checks a text of at most 2,500 characters written by somebody who used the program in the last two hours. */
  msgSecCheck(
    input: { readonly openid: string; readonly scene: ContentScene; readonly content: string },
    call?: CallOptions,
  ): Promise<{ readonly suggest: ContentSuggestion; readonly label: number; readonly traceId: string }>;
  /** Asks for a check of a picture or sound (≤ 10 MB, reachable by WeChat); the answer comes as a callback. */
  mediaCheckAsync(
    input: {
      readonly openid: string;
      readonly scene: ContentScene;
      readonly mediaUrl: string;
      readonly mediaType: 'audio' | 'image';
    },
    call?: CallOptions,
  ): Promise<{ readonly traceId: string }>;
}
