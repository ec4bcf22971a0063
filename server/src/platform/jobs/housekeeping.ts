import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { BindingCodeRow, Session } from '../auth/identity.entity.js';
import { SignInGuard } from '../auth/sign-in-guard.js';
import { Clock, days, later } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { Idempotency } from '../http/idempotency.js';
import { Log } from '../http/log.js';
import { MediaSweeper } from '../media/media-sweeper.js';
import { BackgroundLoop } from '../outbox/background-loop.js';
import { WeChatSeenRow } from '../outbox/outbox.entity.js';

/** Clears away what has served its time: keys, seen callbacks, dead sessions and codes, photos that belong to nothing. */
@Injectable()
export class Housekeeping {
  readonly loop = new BackgroundLoop(
    () => this.run(),
    (error) => this.log.failure(error, { worker: 'housekeeping' }),
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly signIns: SignInGuard,
    private readonly media: MediaSweeper,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.database.write(async (tx) => {
      // Phones keep what they could not send for weeks; their keys are kept longer.
      await this.idempotency.forget(tx, later(now, -days(60)));
      await tx.global(WeChatSeenRow).delete({ at: LessThan(later(now, -days(2))) });
      await tx.global(Session).delete({ expiresAt: LessThan(later(now, -days(30))) });
      await this.signIns.clear(tx);
      await tx.global(BindingCodeRow).delete({ expiresAt: LessThan(later(now, -days(90))) });
    });
    await this.database.scrub();
    // A report may wait on a phone with its photos already sent.
    await this.media.sweep(later(now, -days(30)));
  }
}
