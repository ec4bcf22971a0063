import type { WeChatClock } from '../wechat.port.js';
import type { ArrivedMessage, EmulatedTemplate } from './emulator.types.js';

/** WeChat promises for ten minutes that a message with the same client_msg_id arrives once. */
const DEDUPE_MS = 10 * 60_000;
/** What a phone keeps: a demo that runs for weeks must not fill the memory. */
const KEPT_PER_PERSON = 500;

interface Arrival {
  readonly kind: ArrivedMessage['kind'];
  readonly openid: string;
  readonly templateId: string;
  readonly template: EmulatedTemplate | null;
  readonly page: string;
  readonly url: string | null;
  readonly data: Readonly<Record<string, string>>;
  readonly clientMsgId: string | null;
}

/** Everybody's phone: what arrived, what may still be sent, who follows the service account. */
export class EmulatorPhones {
  private messages: ArrivedMessage[] = [];
  private readonly credits = new Map<string, number>();
  private readonly unfollowed = new Set<string>();
  private readonly sentOnce = new Map<string, { msgId: string; at: number }>();
  private count = 0;

  constructor(
    private readonly clock: WeChatClock,
    private readonly initialCredits: number,
  ) {}

  /** How many subscribe messages of a template a person may still get. */
  creditsOf(openid: string, templateId: string): number {
    return this.credits.get(`${openid} ${templateId}`) ?? this.initialCredits;
  }

  setCredits(openid: string, templateId: string, count: number): void {
    this.credits.set(`${openid} ${templateId}`, Math.max(0, count));
  }

  /** One accept in the dialog is one message more. */
  addCredits(openid: string, templateId: string, count: number): number {
    this.setCredits(openid, templateId, this.creditsOf(openid, templateId) + count);
    return this.creditsOf(openid, templateId);
  }

  follows(serviceOpenid: string): boolean {
    return !this.unfollowed.has(serviceOpenid);
  }

  setFollows(serviceOpenid: string, follows: boolean): void {
    if (follows) this.unfollowed.delete(serviceOpenid);
    else this.unfollowed.add(serviceOpenid);
  }

  /** Puts a message on the phone and returns its id (19 digits, as WeChat's). The same client id arrives once. */
  arrive(arrival: Arrival): string {
    const now = this.clock.now();
    const onceKey = arrival.clientMsgId === null ? null : `${arrival.openid} ${arrival.clientMsgId}`;
    const before = onceKey === null ? undefined : this.sentOnce.get(onceKey);
    if (before !== undefined && now.getTime() - before.at < DEDUPE_MS) return before.msgId;
    this.count += 1;
    const id = String(3_000_000_000_000_000_000n + BigInt(this.count));
    this.messages.push({
      id,
      kind: arrival.kind,
      openid: arrival.openid,
      templateId: arrival.templateId,
      title: arrival.template?.title ?? arrival.templateId,
      page: arrival.page,
      url: arrival.url,
      fields: Object.entries(arrival.data).map(([name, value]) => ({
        name,
        label: arrival.template?.labels?.[name] ?? '',
        value,
      })),
      at: now.toISOString(),
      clientMsgId: arrival.clientMsgId,
      read: false,
    });
    this.forgetOldest(arrival.openid);
    if (onceKey !== null) this.sentOnce.set(onceKey, { msgId: id, at: now.getTime() });
    return id;
  }

  /** Messages in the order of arrival; of everybody when no openid is given. */
  list(openid?: string): readonly ArrivedMessage[] {
    return openid === undefined
      ? this.messages
      : this.messages.filter((message) => message.openid === openid);
  }

  unread(openid: string): number {
    return this.messages.filter((message) => message.openid === openid && !message.read).length;
  }

  markRead(openid: string): void {
    for (const message of this.list(openid)) message.read = true;
  }

  clear(openid?: string): void {
    this.messages = openid === undefined ? [] : this.messages.filter((message) => message.openid !== openid);
  }

  private forgetOldest(openid: string): void {
    const mine = this.list(openid);
    if (mine.length <= KEPT_PER_PERSON) return;
    this.messages = this.messages.filter((message) => message !== mine[0]);
  }
}
