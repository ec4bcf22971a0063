import type { ChildBars, SubjectChildren } from '../../platform/auth/child-bars.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { Log } from '../../platform/http/log.js';
import { Deliveries } from '../../platform/outbox/deliveries.js';
import type { MessageCatalogue, SealedRecipients } from '../../platform/outbox/message-catalogue.js';
import { OutboxWorker } from '../../platform/outbox/outbox-worker.js';
import type { SettingsStore } from '../../platform/settings/school-settings.js';
import type { SendOutcome, WeChatPort } from '../../platform/wechat/wechat.port.js';
import { WeChat } from '../../platform/wechat/wechat.provider.js';
import { Chance } from './chance.js';

export interface PostServices {
  database: Database;
  clock: Clock;
  catalogue: MessageCatalogue;
  sealed: SealedRecipients;
  settings: SettingsStore;
  bars: ChildBars;
  subjects: SubjectChildren;
}

/**
 * A worker that carries the messages of the past nowhere: the rows end as WeChat would have ended them then (most
 * arrive, some are refused, a few never answer), and no phone rings for them today.
 */
export function historyPost({
  database,
  clock,
  catalogue,
  sealed,
  settings,
  bars,
  subjects,
}: PostServices): OutboxWorker {
  const templates = { progress: 'history-progress', work: 'history-work' };
  const weChat = new WeChat(pastWeChat(new Chance(7)), 'history', 'history', templates, templates, 'formal');
  const deliveries = new Deliveries(database, clock, catalogue, sealed, weChat, bars, subjects);
  return new OutboxWorker(database, clock, deliveries, catalogue, settings, new Log('silent'));
}

function pastWeChat(chance: Chance): WeChatPort {
  const sent: SendOutcome = { kind: 'sent', msgId: null };
  const never = () => Promise.reject(new Error('The history asks WeChat for nothing but sending'));
  return {
    sendSubscribe: () => {
      if (chance.happens(0.04)) return Promise.resolve({ kind: 'refused', errcode: 43101 });
      return Promise.resolve(chance.happens(0.015) ? { kind: 'unknown' } : sent);
    },
    sendTemplate: () => Promise.resolve(sent),
    code2Session: never,
    phoneNumber: never,
    serviceUser: never,
    wxaCodeUnlimited: never,
    msgSecCheck: never,
    mediaCheckAsync: never,
  };
}
