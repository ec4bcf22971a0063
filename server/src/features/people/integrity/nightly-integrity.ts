import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Clock, dayOf, days, hours, later, startOfDay } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/engine.js';
import { asSchoolId } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Timers } from '../../../platform/jobs/timers.js';
import { School } from '../people.entity.js';
import { IntegrityCheck } from './integrity-check.js';

const timer = 'people.integrity';
/** Hour in Asia/Shanghai at which nobody binds anything. */
const hourOfNight = 2;

/** Lets every school be looked through each night; the timer sets itself again. */
@Injectable()
export class NightlyIntegrity implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly check: IntegrityCheck,
  ) {}

  onModuleInit(): void {
    this.timers.register(timer, async (tx, { school }) => {
      await this.check.run(tx, school);
      await this.set(tx, school);
    });
  }

  /** Schools that have no timer yet get one. */
  async onApplicationBootstrap(): Promise<void> {
    const schools = await this.database.read.global(School).find({ select: { id: true } });
    for (const { id } of schools) await this.ensure(asSchoolId(id));
  }

  /** Sets the timer of a school unless it is set. */
  async ensure(school: SchoolId): Promise<void> {
    if ((await this.timers.dueAt(timer, this.subject(school))) !== null) return;
    try {
      await this.database.write((tx) => this.set(tx, school));
    } catch (error) {
      // Another process was faster.
      if (!isUniqueViolation(error)) throw error;
    }
  }

  private set(tx: Tx, school: SchoolId): Promise<void> {
    const now = this.clock.now();
    const tonight = later(startOfDay(dayOf(now)), hours(hourOfNight));
    const next = tonight > now ? tonight : later(tonight, days(1));
    return this.timers.set(tx, timer, this.subject(school), next);
  }

  private subject(school: SchoolId) {
    return { type: 'school', id: school, school };
  }
}
