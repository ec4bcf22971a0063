import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { Account, AccountPerson, SubscriptionCredit } from '../auth/identity.entity.js';
import { ChildBars, SubjectChildren } from '../auth/child-bars.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { asSchoolId } from '../database/ids.js';
import type { SendOutcome } from '../wechat/wechat.port.js';
import { WeChat } from '../wechat/wechat.provider.js';
import { MessageCatalogue, SealedRecipients } from './message-catalogue.js';
import type { MessageDefinition } from './message-catalogue.js';
import type { OutboxRow } from './outbox.entity.js';

/** A way to a person, chosen for one message. */
export type Way =
  | { channel: 'template'; serviceOpenid: string }
  | { channel: 'subscribe'; openid: string; accountId: number }
  | { channel: 'none'; reason: string }
  /** Its reader, or somebody on every phone of hers, is kept from the child it is about. */
  | { channel: 'withheld' };

/** Finds the way to a recipient and sends one message over it. Holds no transaction while it talks to WeChat. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: MessageCatalogue,
    private readonly sealed: SealedRecipients,
    private readonly weChat: WeChat,
    private readonly bars: ChildBars,
    private readonly subjects: SubjectChildren,
  ) {}

  /** Who follows the service account gets a template message; else a subscription is used; else there is no way. */
  async wayTo(row: OutboxRow): Promise<Way> {
    const personId =
      row.personId ?? (row.seal === null ? null : await this.sealed.personOf(row.inSchool ?? 0, row.seal));
    if (personId === null) return { channel: 'none', reason: '找不到收信人' };
    const bindings = await this.database.read.global(AccountPerson).findBy({ personId, endedAt: IsNull() });
    const phones = bindings.map((binding) => binding.accountId);
    const ids = await this.notKeptFrom(row, personId, phones);
    if (ids === null || (ids.length === 0 && phones.length > 0)) return { channel: 'withheld' };
    if (phones.length === 0) return { channel: 'none', reason: '没有绑定微信' };
    const accounts = await this.database.read.global(Account).findBy({ id: In(ids) });
    const definition = this.catalogue.get(row.kind);
    const follower = accounts.find((account) => account.serviceOpenid !== null);
    const hasTemplate = this.weChat.serviceTemplates[definition.template] !== null;
    if (follower?.serviceOpenid && hasTemplate)
      return { channel: 'template', serviceOpenid: follower.serviceOpenid };
    // It may have arrived over the service account already; over another way it would come twice.
    if (row.channel === 'template' && row.attempts > 1)
      return { channel: 'none', reason: '不再关注服务号，之前发的可能已经送到' };
    const credit = await this.database.read.global(SubscriptionCredit).findOneBy({
      accountId: In(ids),
      templateKey: this.catalogue.get(row.kind).template,
      credits: MoreThan(0),
    });
    const account = accounts.find((one) => one.id === credit?.accountId);
    if (!account) return { channel: 'none', reason: '没有可用的订阅次数' };
    return { channel: 'subscribe', openid: account.openid, accountId: account.id };
  }

  /** The phones over which this may be told; null: it may not be told to this person at all. */
  private async notKeptFrom(row: OutboxRow, personId: number, phones: number[]): Promise<number[] | null> {
    const { inSchool, subjectType, subjectId } = row;
    if (inSchool === null || subjectType === null || subjectId === null) return phones;
    const children = await this.subjects.of(asSchoolId(inSchool), subjectType, subjectId);
    if (children.length === 0) return phones;
    const kept = await this.bars.childrenKeptFrom([personId]);
    if (children.some((child) => kept.includes(child))) return null;
    const keptPhones = await this.bars.phonesKeptFrom(phones, children);
    return phones.filter((phone) => !keptPhones.has(phone));
  }

  async send(row: OutboxRow, way: Exclude<Way, { channel: 'none' | 'withheld' }>): Promise<SendOutcome> {
    const definition: MessageDefinition = this.catalogue.get(row.kind);
    const data = definition.data(row.payload);
    const page = definition.page(row.payload);
    if (way.channel === 'template') {
      const { serviceOpenid } = way;
      return this.weChat.port.sendTemplate({
        serviceOpenid,
        templateId: this.weChat.serviceTemplates[definition.template] ?? '',
        pagepath: page,
        data,
        clientMsgId: row.token,
      });
    }
    return this.weChat.port.sendSubscribe({
      openid: way.openid,
      templateId: this.weChat.templates[definition.template],
      page,
      data,
      state: this.weChat.state,
    });
  }

  /** Keeps the ledger of subscriptions: −1 for a message that was sent (or may have been), 0 when WeChat says none is left. */
  async settle(tx: Tx, row: OutboxRow, way: Way, outcome: SendOutcome): Promise<void> {
    if (way.channel !== 'subscribe') return;
    const credits = tx.global(SubscriptionCredit);
    const which = { accountId: way.accountId, templateKey: this.catalogue.get(row.kind).template };
    // No instant where the recipient is sealed: two rows of the same millisecond would lead to her.
    const at = row.seal === null ? { changedAt: this.clock.now() } : {};
    if (outcome.kind === 'refused') await credits.update(which, { credits: 0, ...at });
    if (outcome.kind === 'sent' || outcome.kind === 'unknown') {
      await credits.decrement({ ...which, credits: MoreThan(0) }, 'credits', 1);
    }
  }
}
