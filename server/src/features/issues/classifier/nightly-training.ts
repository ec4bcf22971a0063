import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { correctionsPerNight, fewestCorrections } from '#shared/issues/classifier-numbers.js';
import { Clock, dayOf, days, hours, later, startOfDay } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Log } from '../../../platform/http/log.js';
import { Timers } from '../../../platform/jobs/timers.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { ClassifierModels } from './classifier-models.service.js';
import { ClassifierTraining } from './classifier-training.service.js';

const timer = 'classifier.night';
/** Hour in Asia/Shanghai at which nobody reports anything. */
const hourOfNight = 3;

/**
 * Lets a school's classifier learn at night, once enough people have decided otherwise or chosen themselves. Each
 * decision sets a timer for the coming night, so a school where nothing happens has none.
 */
@Injectable()
export class NightlyTraining implements OnModuleInit, BeforeApplicationShutdown {
  private readonly underWay = new Map<SchoolId, Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly timers: Timers,
    private readonly models: ClassifierModels,
    private readonly training: ClassifierTraining,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.engine.follow('issue', async (tx, { row, payload }) => {
      if (payload['decidedBy'] === 'staff' || payload['decidedBy'] === 'reporter')
        await this.setTimer(tx, row.schoolId, row.id);
    });
    this.timers.register(timer, (tx, { school }) => {
      // Training is nothing for a transaction. Lost with the process, it is made good by the next decision's night.
      tx.afterCommit(() => this.start(school));
      return Promise.resolve();
    });
  }

  /** Waits until what the last night began has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }

  /** One for each decision: a row that all reports of a school moved would make each wait for the others. */
  private async setTimer(tx: Tx, school: SchoolId, issueId: number): Promise<void> {
    const now = this.clock.now();
    const tonight = later(startOfDay(dayOf(now)), hours(hourOfNight));
    const next = tonight > now ? tonight : later(tonight, days(1));
    await this.timers.set(tx, timer, { type: 'correction', id: issueId, school }, next);
  }

  private start(school: SchoolId): void {
    if (this.underWay.has(school)) return;
    const work = this.learn(school)
      .catch((error: unknown) => this.log.failure(error, { worker: timer }))
      .finally(() => this.underWay.delete(school));
    this.underWay.set(school, work);
  }

  private async learn(school: SchoolId): Promise<void> {
    const { all, fresh } = await this.models.waiting(school, await this.models.newest(school));
    if (fresh < correctionsPerNight || all < fewestCorrections) return;
    await this.training.trainByItself(school);
  }
}
