import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { Clock, later } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { WeChatSeenRow, WeChatTokenRow } from '../outbox/outbox.entity.js';
import type { AccessTokenStore, StoredAccessToken } from './access-token.js';
import type { SeenEvents } from './wechat-callback.js';

/** Longer than the client's time-out; a lease that ends belongs to a process that died. */
const leaseMs = 30_000;
const waitMs = 200;

/** Access tokens in the database: one row per app, one refresher among all processes. */
@Injectable()
export class AccessTokenTable implements AccessTokenStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async read(appId: string): Promise<StoredAccessToken | null> {
    const row = await this.database.read.global(WeChatTokenRow).findOneBy({ appId });
    return row && row.token !== '' ? { token: row.token, expiresAt: row.expiresAt } : null;
  }

  async write(appId: string, token: string, expiresAt: Date): Promise<void> {
    await this.database.write((tx) => tx.global(WeChatTokenRow).update({ appId }, { token, expiresAt }));
  }

  async withRefreshLock<T>(appId: string, fn: () => Promise<T>): Promise<T> {
    let lockedUntil = await this.lock(appId);
    while (lockedUntil === null) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      lockedUntil = await this.lock(appId);
    }
    const mine = { appId, lockedUntil };
    try {
      return await fn();
    } finally {
      // Only our own lease: it may have run out and be another's by now.
      await this.database.write((tx) => tx.global(WeChatTokenRow).update(mine, { lockedUntil: null }));
    }
  }

  /** The end of the lease, or null where another holds it. */
  private lock(appId: string): Promise<Date | null> {
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      const table = tx.global(WeChatTokenRow);
      if (!(await table.existsBy({ appId }))) {
        try {
          await table.insert({ appId, token: '', expiresAt: now, lockedUntil: null });
        } catch (error) {
          // Another process made the row in this moment: then it is there.
          if (!isUniqueViolation(error)) throw error;
        }
      }
      const lockedUntil = later(now, leaseMs);
      const free = await table.update({ appId, lockedUntil: IsNull() }, { lockedUntil });
      if (free.affected === 1) return lockedUntil;
      const orphaned = await table.update({ appId, lockedUntil: LessThanOrEqual(now) }, { lockedUntil });
      return orphaned.affected === 1 ? lockedUntil : null;
    });
  }
}

/** Callbacks that were handled, so that WeChat's repetition is not. */
@Injectable()
export class SeenEventTable implements SeenEvents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Outside any transaction, because a handler asks WeChat. A process that dies in between is sent the event again,
   * so handlers must bear being run twice.
   */
  async once(key: string, work: () => Promise<void>): Promise<boolean> {
    if (await this.database.read.global(WeChatSeenRow).existsBy({ key })) return false;
    await work();
    try {
      await this.database.write((tx) => tx.global(WeChatSeenRow).insert({ key, at: this.clock.now() }));
    } catch (error) {
      // The same event arrived twice at once; the other one has noted it.
      if (!isUniqueViolation(error)) throw error;
    }
    return true;
  }
}
