import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock, later, minutes } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/engine.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Timers } from '../../../platform/jobs/timers.js';
import { IssueMessages } from '../issue.messages.js';

const digestTimer = 'issue.overdue';
/** Long enough that a school's whole backlog is looked through. */
const gathering = minutes(10);

/** One word of everything that has long been late, instead of one for each issue. */
@Injectable()
export class OverdueDigest implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly messages: IssueMessages,
  ) {}

  onModuleInit(): void {
    this.timers.register(digestTimer, (tx, { id, school }) => this.messages.tellOverdue(tx, school, id));
  }

  /** Somebody will hear of it soon, together with whatever else is found until then. */
  async announce(tx: Tx, school: SchoolId, personId: number): Promise<void> {
    const subject = { type: 'person', id: personId, school };
    if ((await this.timers.dueAt(digestTimer, subject)) !== null) return;
    try {
      await this.timers.set(tx, digestTimer, subject, later(this.clock.now(), gathering));
    } catch (error) {
      // Another transaction has just announced it.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}
