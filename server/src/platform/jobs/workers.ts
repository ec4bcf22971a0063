import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { minutes } from '../clock/clock.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxWorker } from '../outbox/outbox-worker.js';
import { Encrypting } from './encrypting.js';
import { Housekeeping } from './housekeeping.js';
import { Timers } from './timers.js';

const lookEveryMs = 2000;

/** Starts and stops the background work of this process. Tests leave it off and call the workers themselves. */
@Injectable()
export class Workers implements BeforeApplicationShutdown {
  constructor(
    private readonly outbox: Outbox,
    private readonly outboxWorker: OutboxWorker,
    private readonly timers: Timers,
    private readonly housekeeping: Housekeeping,
    private readonly encrypting: Encrypting,
  ) {}

  start(): void {
    this.outbox.onWork(() => this.outboxWorker.loop.wake());
    this.outboxWorker.loop.start(lookEveryMs);
    this.timers.loop.start(lookEveryMs);
    this.housekeeping.loop.start(minutes(30));
    this.encrypting.loop.start(minutes(30));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.outboxWorker.loop.stop(),
      this.timers.loop.stop(),
      this.housekeeping.loop.stop(),
      this.encrypting.loop.stop(),
    ]);
  }
}
