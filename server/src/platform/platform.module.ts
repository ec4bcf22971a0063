import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditVeils } from './audit/audit-veils.js';
import { Audit } from './audit/audit.js';
import { KeyRegistry } from './auth/key-registry.js';
import { Keyring } from './auth/keyring.js';
import { SchoolDoor } from './auth/school-door.js';
import { SubjectChildren } from './auth/child-bars.js';
import { SecondFactors } from './auth/second-factor.js';
import { Sessions } from './auth/sessions.js';
import { SignInGuard } from './auth/sign-in-guard.js';
import { Clock } from './clock/clock.js';
import { ENV } from './config/env.token.js';
import type { Env } from './config/env.js';
import { Database } from './database/database.js';
import { Reencryption } from './database/reencryption.js';
import { HealthController } from './health/health.controller.js';
import { Metrics } from './health/metrics.js';
import { Idempotency } from './http/idempotency.js';
import { Log } from './http/log.js';
import { RateLimits } from './http/rate-limits.js';
import { Encrypting } from './jobs/encrypting.js';
import { Housekeeping } from './jobs/housekeeping.js';
import { Timers } from './jobs/timers.js';
import { LocalMediaStore } from './media/local-media-store.js';
import { MediaController } from './media/media.controller.js';
import { mediaProviders } from './media/media.providers.js';
import { MediaStore } from './media/media-store.port.js';
import { DeliveriesController } from './outbox/deliveries.controller.js';
import { DeliveryProblems } from './outbox/delivery-problems.js';
import { Deliveries } from './outbox/deliveries.js';
import { MessageCatalogue, SealedRecipients } from './outbox/message-catalogue.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxWorker } from './outbox/outbox-worker.js';
import { CodePictures } from './print/code-pictures.js';
import { SearchIndex } from './search/search-index.js';
import { SettingsStore } from './settings/school-settings.js';
import { TimelineReader } from './timeline/timeline-reader.js';
import { WorkflowEngine } from './timeline/workflow-engine.js';
import { AccessTokenTable, SeenEventTable } from './wechat/wechat-storage.js';
import { makeWeChat } from './wechat/make-wechat.js';
import { WeChatController } from './wechat/wechat.controller.js';
import { WeChat } from './wechat/wechat.provider.js';
import { Workers } from './jobs/workers.js';

/** What stands outside the program: made by who starts it, and by the tests in their own way. */
export interface PlatformParts {
  env: Env;
  database: Database;
  clock: Clock;
  log: Log;
}

const shared = [
  KeyRegistry,
  Reencryption,
  Audit,
  AuditVeils,
  Sessions,
  SignInGuard,
  SecondFactors,
  CodePictures,
  SubjectChildren,
  SchoolDoor,
  Idempotency,
  RateLimits,
  Timers,
  Workers,
  Housekeeping,
  Encrypting,
  Deliveries,
  DeliveryProblems,
  MessageCatalogue,
  SealedRecipients,
  Outbox,
  OutboxWorker,
  SearchIndex,
  SettingsStore,
  TimelineReader,
  WorkflowEngine,
  AccessTokenTable,
  SeenEventTable,
  Metrics,
  ...mediaProviders,
];

/** Everything that features stand on. Global, so that a feature names only the other features it asks. */
@Global()
@Module({})
export class PlatformModule {
  static with({ env, database, clock, log }: PlatformParts): DynamicModule {
    const keyring = new Keyring(env.SECRET_KEY, env.XINQIAO_KEYS);
    database.useKeys(keyring);
    const parts = [
      { provide: ENV, useValue: env },
      { provide: Database, useValue: database },
      { provide: Clock, useValue: clock },
      { provide: Log, useValue: log },
      { provide: Keyring, useValue: keyring },
      { provide: MediaStore, useValue: new LocalMediaStore(path.join(env.DATA_DIR, 'media')) },
      {
        provide: WeChat,
        useFactory: (tokens: AccessTokenTable) => makeWeChat(env, tokens, clock),
        inject: [AccessTokenTable],
      },
    ];
    return {
      module: PlatformModule,
      controllers: [HealthController, MediaController, DeliveriesController, WeChatController],
      providers: [...parts, ...shared],
      exports: [...parts.map((part) => part.provide), ...shared],
    };
  }
}
