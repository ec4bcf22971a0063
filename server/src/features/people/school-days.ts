import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Clock, dayOf, days, hours, later, startOfDay } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { asSchoolId } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Timers } from '../../platform/jobs/timers.js';
import { School } from './people.entity.js';

/** What `DayTurn` does at the start of each day. */
export const dayTurns = 'people.day';

interface Daily {
  /** Hour in Asia/Shanghai, 0–23. */
  hour: number;
  /** Whether the first time is at once, not at the next such hour. */
  startsAtOnce: boolean;
}

/**
 * What is done at every school once a day. Its timer sets itself again in the transaction of the work; while the server
 * stood still it waits, and rings at the start.
 */
@Injectable()
export class SchoolDays implements OnApplicationBootstrap {
  private readonly kinds = new Map<string, Daily>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  /** @param work runs inside the transaction that sets the timer again */
  register(kind: string, daily: Daily, work: (tx: Tx, school: SchoolId) => Promise<unknown>): void {
    this.kinds.set(kind, daily);
    this.timers.register(kind, async (tx, { school }) => {
      await work(tx, school);
      await this.timers.set(tx, kind, subject(school), this.next(daily.hour));
    });
  }

  /** Schools that have no timer yet get one. */
  async onApplicationBootstrap(): Promise<void> {
    const schools = await this.database.read.global(School).find({ select: { id: true } });
    for (const kind of this.kinds.keys()) {
      const set = await this.timers.subjectsOf(kind, subjectType);
      for (const { id } of schools) if (!set.has(id)) await this.ensure(kind, asSchoolId(id));
    }
  }

  /** Sets the timer of a school unless it is set. */
  async ensure(kind: string, school: SchoolId): Promise<void> {
    if (await this.isSet(kind, school)) return;
    try {
      await this.database.write((tx) => this.ensureIn(tx, kind, school));
    } catch (error) {
      // Another process was faster.
      if (!isUniqueViolation(error)) throw error;
    }
  }

  /**
   * Sets all timers of a school that are not set yet, inside a transaction that writes something which depends on days:
   * a school may have been made while the server ran.
   */
  async ensureAllIn(tx: Tx, school: SchoolId): Promise<void> {
    for (const kind of this.kinds.keys()) await this.ensureIn(tx, kind, school);
  }

  private async ensureIn(tx: Tx, kind: string, school: SchoolId): Promise<void> {
    if (await this.isSet(kind, school)) return;
    const { hour, startsAtOnce } = this.kinds.get(kind) ?? { hour: 0, startsAtOnce: true };
    const first = startsAtOnce ? this.clock.now() : this.next(hour);
    await this.timers.setFirst(tx, kind, subject(school), first);
  }

  private async isSet(kind: string, school: SchoolId): Promise<boolean> {
    return (await this.timers.dueAt(kind, subject(school))) !== null;
  }

  private next(hour: number): Date {
    const now = this.clock.now();
    const today = later(startOfDay(dayOf(now)), hours(hour));
    return today > now ? today : later(today, days(1));
  }
}

const subjectType = 'school';
const subject = (school: SchoolId) => ({ type: subjectType, id: school, school });
