import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../server/src/app.js';
import type { Env } from '../../server/src/platform/config/env.js';
import { readEnv } from '../../server/src/platform/config/env.js';
import type { Database } from '../../server/src/platform/database/database.js';
import { Log } from '../../server/src/platform/http/log.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import type { RateRules } from '../../server/src/platform/http/rate-limits.js';
import { Timers } from '../../server/src/platform/jobs/timers.js';
import { OutboxWorker } from '../../server/src/platform/outbox/outbox-worker.js';
import type { Persona } from '../../server/src/platform/wechat/emulator/emulator.types.js';
import { startEmulator } from '../../server/src/platform/wechat/emulator/start-emulator.js';
import type { StartedEmulator } from '../../server/src/platform/wechat/emulator/start-emulator.js';
import { freshDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { Factory } from './factory.js';
import { ApiClient } from './http.js';
import { SetClock } from './set-clock.js';
import { shareStartingModel } from './starting-model.js';

/** Wide enough that a suite never meets them; a test of the limits sets its own. */
const noLimits = { points: 1_000_000, duration: 60 };
const testRules: RateRules = {
  address: noLimits,
  session: noLimits,
  login: noLimits,
  binding: noLimits,
  pin: noLimits,
  scan: noLimits,
  names: noLimits,
  answers: noLimits,
  visitor: noLimits,
  asking: noLimits,
};

/** The real application on a database of its own, with a clock that is set and WeChat emulated. */
export class House {
  readonly make: Factory;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: SetClock,
    readonly env: Env,
    readonly emulator: StartedEmulator,
    readonly personas: Persona[],
    private readonly stored: TestDatabase,
    private readonly folder: string,
  ) {
    this.make = new Factory(app, stored.database, clock, env, emulator.emulator, personas);
  }

  static async open(): Promise<House> {
    shareStartingModel();
    const folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-test-'));
    const stored = await freshDatabase(folder);
    const clock = new SetClock();
    const personas: Persona[] = [];
    const accounts = {
      WECHAT_APP_ID: 'wxtestmini',
      WECHAT_APP_SECRET: 'mini-secret',
      WECHAT_SERVICE_APP_ID: 'wxtestservice',
      WECHAT_SERVICE_APP_SECRET: 'service-secret',
    };
    const emulator = await startEmulator({
      personas: { list: () => Promise.resolve(personas) },
      clock,
      miniProgram: { appid: accounts.WECHAT_APP_ID, secret: accounts.WECHAT_APP_SECRET },
      serviceAccount: { appid: accounts.WECHAT_SERVICE_APP_ID, secret: accounts.WECHAT_SERVICE_APP_SECRET },
    });
    const env = readEnv({
      XINQIAO_MODE: 'test',
      DATA_DIR: folder,
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      WECHAT_API_BASE: emulator.apiUrl,
      ...accounts,
    });
    const app = await createApp({ env, database: stored.database, clock, log: new Log(env.LOG_LEVEL) });
    app.get(RateLimits).configure(testRules);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new House(app, clock, env, emulator, personas, stored, folder);
  }

  get database(): Database {
    return this.stored.database;
  }

  /** The API as somebody who holds this bearer token; null: as nobody. */
  as(bearer: string | null): ApiClient {
    return new ApiClient(this.app, bearer);
  }

  /** Lets the outbox send all that is due. */
  async deliver(): Promise<void> {
    await this.app.get(OutboxWorker).drain();
  }

  /** Rings all timers that are due. */
  async ring(): Promise<void> {
    await this.app.get(Timers).ring();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.emulator.close();
    await this.stored.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
