import { Injectable } from '@nestjs/common';
import { Reencryption } from '../database/reencryption.js';
import { Log } from '../http/log.js';
import { BackgroundLoop } from '../outbox/background-loop.js';

/** Rest between two small transactions, so that requests come first. */
const restMs = 50;

/**
 * Encrypts what an earlier version left plain, and what lies under a key that is not the first any more, while the
 * server goes on working.
 */
@Injectable()
export class Encrypting {
  readonly loop = new BackgroundLoop(
    (isStopping) => this.run(isStopping),
    (error) => this.log.failure(error, { worker: 'encrypting' }),
  );

  constructor(
    private readonly rows: Reencryption,
    private readonly log: Log,
  ) {}

  private async run(isStopping: () => boolean): Promise<void> {
    if (!(await this.rows.isDue())) return;
    for (const { table, changed, broken } of (await this.rows.run({ restMs, isStopping })) ?? []) {
      if (changed > 0) this.log.event('encrypted', { table, values: changed });
      if (broken.length > 0) this.log.trouble('unreadable', { table, rows: broken.length });
    }
  }
}
