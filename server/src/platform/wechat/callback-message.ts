import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import type { ContentSuggestion, WeChatClock } from './wechat.port.js';

/** WeChat's own messages stay far below this. */
export const MAX_CALLBACK_BYTES = 64 * 1024;

/** WeChat delivers within seconds and stops repeating after a minute; what is older is a replay. */
const MAX_AGE_MS = 5 * 60_000;

/** A body that is too long, no XML or JSON, or carries a document type. */
export class CallbackFormatError extends Error {
  override readonly name = 'CallbackFormatError';
}

export type CallbackFields = Readonly<Record<string, unknown>>;

/** An event or message that WeChat pushed. Names in `raw` are WeChat's own. */
export interface CallbackMessage {
  readonly toUser: string;
  readonly fromUser: string;
  /** Seconds since 1970. */
  readonly createTime: number;
  readonly msgType: string;
  /** Lower-case name for `msgType` "event": `subscribe`, `wxa_media_check`, `templatesendjobfinish` …; else null. */
  readonly event: string | null;
  readonly msgId: string | null;
  readonly raw: CallbackFields;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: false,
});

function asFields(value: unknown): CallbackFields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

function parseXml(text: string): unknown {
  // Entities of a document type could grow without end or read files. WeChat never sends one.
  if (/<!\s*(doctype|entity)/i.test(text)) throw new CallbackFormatError('document type refused');
  const document = asFields(parser.parse(text, true));
  return document?.['xml'];
}

/** 64-bit ids would lose their last digits in a JavaScript number, so they become strings first. */
function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/("msgid"\s*:\s*)(\d+)/gi, '$1"$2"'));
}

/**
 * The fields of a pushed body, XML or JSON, still encrypted or not.
 * @throws CallbackFormatError
 */
export function parseCallbackFields(body: string): CallbackFields {
  if (Buffer.byteLength(body, 'utf8') > MAX_CALLBACK_BYTES) throw new CallbackFormatError('body too long');
  const start = body.trimStart()[0];
  if (start !== '{' && start !== '<') throw new CallbackFormatError('neither XML nor JSON');
  try {
    const fields = asFields(start === '{' ? parseJson(body) : parseXml(body));
    if (fields !== null) return fields;
  } catch (error) {
    if (error instanceof CallbackFormatError) throw error;
  }
  throw new CallbackFormatError('body cannot be parsed');
}

/** A field as text, or an empty string; numbers of JSON bodies become text. */
export function fieldText(fields: CallbackFields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/**
 * Reads the fields of a decrypted body.
 * @throws CallbackFormatError when one of the fields that every message has is missing.
 */
export function toCallbackMessage(fields: CallbackFields): CallbackMessage {
  const createTime = Number(fieldText(fields, 'CreateTime'));
  const message = {
    toUser: fieldText(fields, 'ToUserName'),
    fromUser: fieldText(fields, 'FromUserName'),
    createTime,
    msgType: fieldText(fields, 'MsgType'),
    event: fieldText(fields, 'Event').toLowerCase() || null,
    msgId: fieldText(fields, 'MsgId') || fieldText(fields, 'MsgID') || null,
    raw: fields,
  };
  if (
    message.fromUser === '' ||
    message.msgType === '' ||
    !Number.isSafeInteger(createTime) ||
    createTime <= 0
  ) {
    throw new CallbackFormatError('fields missing');
  }
  return message;
}

/**
 * One key for all deliveries of the same message: its id, or else who, when and what. The trace id belongs to "what":
 * two checks of one person may be answered in the same second. Hashed, so that no openid is stored.
 */
export function dedupeKey(message: CallbackMessage): string {
  const traceId = fieldText(message.raw, 'trace_id');
  const parts =
    message.msgType !== 'event' && message.msgId !== null
      ? [message.toUser, 'id', message.msgId]
      : [
          message.toUser,
          message.fromUser,
          String(message.createTime),
          message.event ?? message.msgType,
          message.msgId ?? '',
          traceId,
        ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Whether a signed timestamp (seconds, as text) is at most five minutes away from now. */
export function isFreshTimestamp(timestamp: string, clock: WeChatClock): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(clock.now().getTime() - Number(timestamp) * 1000) <= MAX_AGE_MS;
}

/** Result of a check asked for by `mediaCheckAsync`. What could not be checked is for a person to judge: `review`. */
export function mediaCheckOutcome(
  message: CallbackMessage,
): { readonly traceId: string; readonly suggest: ContentSuggestion; readonly label: number } | null {
  const traceId = fieldText(message.raw, 'trace_id');
  if (message.event !== 'wxa_media_check' || traceId === '') return null;
  const result = asFields(message.raw['result']) ?? {};
  const suggest = fieldText(result, 'suggest');
  const isJudged = fieldText(message.raw, 'errcode') === '0' && (suggest === 'pass' || suggest === 'risky');
  return { traceId, suggest: isJudged ? suggest : 'review', label: Number(fieldText(result, 'label')) || 0 };
}

/** What became of a template message after it was accepted: `TEMPLATESENDJOBFINISH`. */
export function templateSendOutcome(
  message: CallbackMessage,
): { readonly msgId: string; readonly status: 'delivered' | 'blocked' | 'failed' } | null {
  if (message.event !== 'templatesendjobfinish' || message.msgId === null) return null;
  const status = fieldText(message.raw, 'Status').toLowerCase();
  if (status === 'success') return { msgId: message.msgId, status: 'delivered' };
  return { msgId: message.msgId, status: status.includes('block') ? 'blocked' : 'failed' };
}
