import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { Clock, hours, later, minutes } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { asSchoolId, newToken } from '../database/ids.js';
import { Log } from '../http/log.js';
import { SettingsStore } from '../settings/school-settings.js';
import { Exclusion } from '../timeline/timeline.entity.js';
import type { SendOutcome } from '../wechat/wechat.port.js';
import { Deliveries } from './deliveries.js';
import type { Way } from './deliveries.js';
import { MessageCatalogue } from './message-catalogue.js';
import { afterQuietHours } from './outbox.js';
import { OutboxRow } from './outbox.entity.js';
import type { OutboxState } from './outbox.entity.js';
import { BackgroundLoop } from './background-loop.js';

const batch = 20;
/** Longer than any call to WeChat: a lease that ends belongs to a process that died. */
const lease = minutes(2);
/** An outage of WeChat or a wrong setting may last a day and a night; what is older than this is no news any more. */
const givenUpAfter = hours(48);

/** Words for a clerk, by outcome. */
const reasons: Readonly<Record<Exclude<SendOutcome['kind'], 'sent'>, string>> = {
  refused: '对方没有订阅，或订阅次数用完了',
  permanent: '微信不接受这条消息',
  retry: '微信暂时发不出去',
  unknown: '发出后没有回音，可能到了，也可能没到',
};

/**
 * Sends what is due. A row is claimed by lease and marked `sending` before the network is touched; so a process that
 * dies in between leaves a trace: a template message is repeated under the same id, a subscribe message, which has no
 * protection against doubles, is recorded as `unknown` and not repeated.
 */
@Injectable()
export class OutboxWorker {
  private readonly me = newToken();
  readonly loop = new BackgroundLoop(
    (isStopping) => this.drain(isStopping),
    (error) => this.log.failure(error, { worker: 'outbox' }),
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly catalogue: MessageCatalogue,
    private readonly settings: SettingsStore,
    private readonly log: Log,
  ) {}

  /** Sends until nothing is due; answers how many rows were handled. */
  async drain(isStopping: () => boolean = () => false): Promise<number> {
    let handled = 0;
    for (;;) {
      const rows = isStopping() ? [] : await this.claim();
      if (rows.length === 0) return handled;
      // One after the other: WeChat counts calls per minute, and order is kept for each reader.
      for (const row of rows) {
        if (isStopping()) await this.giveBack(row);
        else await this.handle(row).catch((error: unknown) => this.setAside(row, error));
      }
      handled += rows.length;
    }
  }

  /** Another process, or this one after its restart, takes it at once. */
  private async giveBack(row: OutboxRow): Promise<void> {
    await this.write(row, { leasedBy: null, leasedUntil: null });
  }

  private async claim(): Promise<OutboxRow[]> {
    const now = this.clock.now();
    const due = { dueAt: LessThanOrEqual(now) };
    const unleased = [{ leasedUntil: IsNull() }, { leasedUntil: LessThanOrEqual(now) }];
    // Looked for outside: most often there is nothing, and no transaction need begin for that.
    const rows = await this.database.read.global(OutboxRow).find({
      where: (['waiting', 'sending'] as const).flatMap((state) =>
        unleased.map((free) => ({ state, ...due, ...free })),
      ),
      order: { dueAt: 'ASC', id: 'ASC' },
      take: batch,
    });
    if (rows.length === 0) return [];
    return this.database.write(async (tx) => {
      const table = tx.global(OutboxRow);
      const mine: OutboxRow[] = [];
      for (const row of rows) {
        const taken = { leasedBy: this.me, leasedUntil: later(now, lease), attempts: row.attempts + 1 };
        // Compare-and-set: of two processes that saw the row, one gets it.
        const result = await table.update({ id: row.id, attempts: row.attempts }, taken);
        if (result.affected === 1) mine.push({ ...row, ...taken });
      }
      return mine;
    });
  }

  private async handle(row: OutboxRow): Promise<void> {
    if (await this.isExcluded(row)) return void (await this.write(row, { state: 'withdrawn', reason: null }));
    const died = row.state === 'sending' && row.channel === 'subscribe';
    if (!died && (await this.isPostponed(row))) return;
    const way = await this.deliveries.wayTo(row);
    if (way.channel === 'withheld') return void (await this.write(row, { state: 'withdrawn', reason: null }));
    if (died) {
      // Who sent it died over it. It may have arrived, so it counts as used where there still is something to count.
      const used: Way = way.channel === 'subscribe' ? way : { channel: 'none', reason: reasons.unknown };
      return this.conclude(row, used, { kind: 'unknown' });
    }
    if (way.channel === 'none') {
      await this.write(row, { state: 'unreachable', reason: way.reason });
      return;
    }
    // The lease begins anew, because those before it in the batch may have taken long; if it is lost, so is the row.
    const leasedUntil = later(this.clock.now(), lease);
    if (!(await this.write(row, { state: 'sending', channel: way.channel, leasedUntil }))) return;
    await this.conclude(row, way, await this.deliveries.send(row, way));
  }

  /** Puts off until the morning what would wake somebody: it was due earlier, and nobody could send it then. */
  private async isPostponed(row: OutboxRow): Promise<boolean> {
    const now = this.clock.now();
    const dueAt = await this.outsideQuietHours(row, now);
    if (dueAt <= now) return false;
    await this.write(row, { state: 'waiting', dueAt, leasedBy: null, leasedUntil: null });
    return true;
  }

  /** Whether its reader must not learn of the subject any more, whatever was meant when it was written. */
  private async isExcluded({
    kind,
    inSchool,
    subjectType,
    subjectId,
    personId,
  }: OutboxRow): Promise<boolean> {
    if (inSchool === null || subjectType === null || subjectId === null || personId === null) return false;
    if (this.catalogue.get(kind).isOwn === true) return false;
    return this.database.read
      .of(Exclusion, asSchoolId(inSchool))
      .exists({ subjectType, subjectId, personId });
  }

  /** A row that we cannot even try to send must not hold up those behind it. */
  private async setAside(row: OutboxRow, error: unknown): Promise<void> {
    this.log.failure(error, { worker: 'outbox', outbox: row.id, kind: row.kind });
    const way = { channel: 'none', reason: '' } as const;
    const change = await this.after(row, way, { kind: 'retry', errcode: null });
    await this.write(row, row.state === 'sending' ? { leasedUntil: row.leasedUntil } : change);
  }

  /** What was withdrawn while it was being sent stays so, but what it has cost is counted. */
  private async conclude(row: OutboxRow, way: Way, outcome: SendOutcome): Promise<void> {
    const change = await this.after(row, way, outcome);
    await this.database.write(async (tx) => {
      const table = tx.global(OutboxRow);
      const mine = { id: row.id, leasedBy: this.me };
      const done = await table.update(
        { ...mine, state: 'sending' },
        { ...change, changedAt: this.clock.now() },
      );
      if (done.affected === 1 || (await table.existsBy({ ...mine, state: 'withdrawn' })))
        await this.deliveries.settle(tx, row, way, outcome);
    });
    this.log.event('message', {
      outbox: row.id,
      kind: row.kind,
      outcome: outcome.kind,
      attempts: row.attempts,
    });
  }

  /** What a row becomes after an attempt. */
  private async after(row: OutboxRow, way: Way, outcome: SendOutcome): Promise<Partial<OutboxRow>> {
    if (outcome.kind === 'sent') return { state: 'sent', reason: null };
    const reason = reasons[outcome.kind];
    if (outcome.kind === 'refused') return { state: 'refused', reason };
    if (outcome.kind === 'permanent') return { state: 'failed', reason: `${reason}（${outcome.errcode}）` };
    if (outcome.kind === 'unknown' && way.channel !== 'template') return { state: 'unknown', reason };
    if (later(row.createdAt, givenUpAfter) <= this.clock.now()) return { state: 'dead', reason };
    const told = outcome.kind === 'retry' ? (outcome.retryAfterSeconds ?? 0) * 1000 : 0;
    const wait = Math.max(told, Math.min(minutes(60), 5000 * 2 ** Math.min(row.attempts, 12)));
    return {
      state: 'waiting',
      dueAt: await this.outsideQuietHours(row, later(this.clock.now(), wait)),
      reason,
      leasedBy: null,
      leasedUntil: null,
    };
  }

  /** A second attempt wakes nobody either. */
  private async outsideQuietHours({ kind, inSchool }: OutboxRow, at: Date): Promise<Date> {
    if (inSchool === null || this.catalogue.get(kind).isUrgent === true) return at;
    const { quietFrom, quietTo } = await this.settings.of(asSchoolId(inSchool));
    return afterQuietHours(at, { from: quietFrom, to: quietTo });
  }

  /** @returns false when the row is no longer ours, or was withdrawn since it was read */
  private async write(row: OutboxRow, change: Partial<OutboxRow>): Promise<boolean> {
    const asRead = { id: row.id, leasedBy: this.me, state: row.state };
    const changed = await this.database.write((tx) =>
      tx.global(OutboxRow).update(asRead, { ...change, changedAt: this.clock.now() }),
    );
    Object.assign(row, change);
    return changed.affected === 1;
  }
}

/** Ends that a person should see. */
export const troubledStates: OutboxState[] = ['refused', 'failed', 'unknown', 'unreachable', 'dead'];
