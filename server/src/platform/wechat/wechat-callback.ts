import { CallbackCryptoError, decryptMessage, signatureMatches } from './callback-crypto.js';
import {
  CallbackFormatError,
  MAX_CALLBACK_BYTES,
  dedupeKey,
  fieldText,
  isFreshTimestamp,
  parseCallbackFields,
  toCallbackMessage,
  type CallbackFields,
  type CallbackMessage,
} from './callback-message.js';
import type { WeChatClock } from './wechat.port.js';

/**
 * Remembers which messages were handled. `once` runs `work` if `key` was never seen, and remembers the key afterwards,
 * so that a crash between the two loses nothing: WeChat sends again, and `work` bears being run twice. Returns whether
 * it ran; rethrows what `work` throws, with the key forgotten. Keys have 43 characters; a day is long enough to keep them.
 */
export interface SeenEvents {
  once(key: string, work: () => Promise<void>): Promise<boolean>;
}

/** Handles the events of one name. Must bear being run twice for the same message. */
export interface CallbackHandler {
  /** Lower-case event name. */
  readonly event: string;
  handle(message: CallbackMessage): Promise<void>;
}

export interface CallbackAccount {
  readonly appid: string;
  readonly token: string;
  /** 43 characters, or null for plain mode. With a key, bodies that are not encrypted are refused. */
  readonly encodingAesKey: string | null;
}

/** What the controller answers. */
export interface CallbackReply {
  readonly status: 200 | 400 | 403 | 413 | 500;
  readonly body: string;
  readonly contentType: 'text/plain; charset=utf-8';
}

function reply(status: CallbackReply['status'], body: string): CallbackReply {
  return { status, body, contentType: 'text/plain; charset=utf-8' };
}

const SUCCESS = reply(200, 'success');
const FORBIDDEN = reply(403, 'forbidden');

type CallbackQuery = Readonly<Record<string, unknown>>;

/** A parameter that was given once. */
function param(query: CallbackQuery, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value : '';
}

/** The address that WeChat calls, for one account: checks the signature, decrypts, drops doubles, hands on. */
export class WeChatCallback {
  constructor(
    private readonly account: CallbackAccount,
    private readonly clock: WeChatClock,
    private readonly seen: SeenEvents,
    private readonly handlers: readonly CallbackHandler[],
    /** Told of a handler that failed; WeChat then delivers again. */
    private readonly onFailure: (event: string | null, error: unknown) => void = () => undefined,
  ) {}

  /** The check WeChat makes when the address is entered. */
  handleGet(query: CallbackQuery): CallbackReply {
    const timestamp = param(query, 'timestamp');
    const parts = [this.account.token, timestamp, param(query, 'nonce')];
    if (!signatureMatches(param(query, 'signature'), parts)) return FORBIDDEN;
    if (!isFreshTimestamp(timestamp, this.clock)) return FORBIDDEN;
    return reply(200, param(query, 'echostr'));
  }

  /** A pushed message. `rawBody` is what came over the wire, unparsed. */
  async handlePost(query: CallbackQuery, rawBody: Buffer): Promise<CallbackReply> {
    if (rawBody.length > MAX_CALLBACK_BYTES) return reply(413, 'too long');
    if (!isFreshTimestamp(param(query, 'timestamp'), this.clock)) return FORBIDDEN;
    let message: CallbackMessage | null;
    try {
      message = this.open(query, rawBody);
    } catch (error) {
      if (error instanceof CallbackFormatError) return reply(400, 'bad request');
      if (error instanceof CallbackCryptoError) return FORBIDDEN;
      throw error;
    }
    return message === null ? FORBIDDEN : this.handOn(message);
  }

  /** The message inside, or null when the signature is wrong. */
  private open(query: CallbackQuery, rawBody: Buffer): CallbackMessage | null {
    const signed = [this.account.token, param(query, 'timestamp'), param(query, 'nonce')];
    const outer = parseCallbackFields(rawBody.toString('utf8'));
    if (this.account.encodingAesKey === null) {
      return signatureMatches(param(query, 'signature'), signed) ? toCallbackMessage(outer) : null;
    }
    const encrypted = fieldText(outer, 'Encrypt');
    if (!signatureMatches(param(query, 'msg_signature'), [...signed, encrypted])) return null;
    const inner: CallbackFields = parseCallbackFields(
      decryptMessage(this.account.encodingAesKey, this.account.appid, encrypted),
    );
    return toCallbackMessage(inner);
  }

  private async handOn(message: CallbackMessage): Promise<CallbackReply> {
    const handlers = this.handlers.filter(({ event }) => event === message.event);
    if (handlers.length === 0) return SUCCESS;
    try {
      await this.seen.once(dedupeKey(message), async () => {
        for (const handler of handlers) await handler.handle(message);
      });
      return SUCCESS;
    } catch (error) {
      this.onFailure(message.event, error);
      return reply(500, 'later');
    }
  }
}
