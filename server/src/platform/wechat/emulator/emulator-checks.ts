import { randomUUID } from 'node:crypto';
import type { ContentSuggestion, WeChatClock } from '../wechat.port.js';
import type { CallbackDelivery, EmulatorCallbacks } from './emulator-callbacks.js';
import { wxError, wxOk, type WxAnswer } from './emulator.types.js';

/** Labels WeChat documents: 100 normal, 20001 politics, 20006 crime … 21000 others. */
const LABELS: Readonly<Record<ContentSuggestion, number>> = { pass: 100, review: 21000, risky: 20006 };

/** Words that a tester writes into a text to get the answer they stand for. */
const MARKS: readonly (readonly [string, ContentSuggestion])[] = [
  ['【测试违规】', 'risky'],
  ['【测试复核】', 'review'],
];

/** A picture or sound that waits for its answer, or had it. */
export interface MediaCheck {
  readonly traceId: string;
  readonly openid: string;
  readonly mediaUrl: string;
  readonly mediaType: 'audio' | 'image';
  readonly at: string;
  answer: ContentSuggestion | null;
  /** Whether the server took the answer; null before it was given. */
  delivered: boolean | null;
}

/** Content checks: texts are answered at once, media when somebody presses a button. */
export class EmulatorChecks {
  private readonly media: MediaCheck[] = [];

  constructor(
    private readonly clock: WeChatClock,
    private readonly appid: string,
    private readonly callbacks: EmulatorCallbacks,
  ) {}

  checkText(body: Readonly<Record<string, unknown>>): WxAnswer {
    const content = body['content'];
    if (body['version'] !== 2 || typeof content !== 'string' || content === '') return wxError(47001);
    if (![1, 2, 3, 4].includes(Number(body['scene'])) || [...content].length > 2500) return wxError(47001);
    const suggest = MARKS.find(([mark]) => content.includes(mark))?.[1] ?? 'pass';
    const result = { suggest, label: LABELS[suggest] };
    return wxOk({
      trace_id: randomUUID(),
      result,
      detail: [{ strategy: 'content_model', errcode: 0, ...result }],
    });
  }

  queueMedia(openid: string, body: Readonly<Record<string, unknown>>): WxAnswer {
    const mediaUrl = body['media_url'];
    const mediaType = body['media_type'];
    if (body['version'] !== 2 || typeof mediaUrl !== 'string' || !/^https?:\/\//.test(mediaUrl))
      return wxError(47001);
    if (mediaType !== 1 && mediaType !== 2) return wxError(47001);
    const traceId = randomUUID();
    this.media.push({
      traceId,
      openid,
      mediaUrl,
      mediaType: mediaType === 1 ? 'audio' : 'image',
      at: this.clock.now().toISOString(),
      answer: null,
      delivered: null,
    });
    return wxOk({ trace_id: traceId });
  }

  list(): readonly MediaCheck[] {
    return this.media;
  }

  /** Answers a check by a signed callback. Null for a trace id that is not known. May be repeated when it was lost. */
  async answer(traceId: string, suggest: ContentSuggestion): Promise<CallbackDelivery | null> {
    const check = this.media.find((media) => media.traceId === traceId);
    if (check === undefined) return null;
    check.answer = suggest;
    const delivery = await this.callbacks.deliver('miniProgram', this.eventOf(check, suggest));
    check.delivered = delivery.delivered;
    return delivery;
  }

  private eventOf(check: MediaCheck, suggest: ContentSuggestion): Readonly<Record<string, unknown>> {
    const result = { suggest, label: LABELS[suggest] };
    return {
      ToUserName: 'gh_emulator0mini',
      FromUserName: check.openid,
      CreateTime: Math.floor(this.clock.now().getTime() / 1000),
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: this.appid,
      trace_id: check.traceId,
      version: 2,
      detail: [{ strategy: 'content_model', errcode: 0, ...result }],
      errcode: 0,
      errmsg: 'ok',
      result,
    };
  }
}
