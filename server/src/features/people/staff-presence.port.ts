import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock, dayOf, days, later, startOfDay } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { holdingOn } from './dated.js';
import { StaffAbsence, StaffHours } from './people.entity.js';

type KeptHours = Pick<StaffHours, 'weekday' | 'fromMinute' | 'toMinute'>;

/** Somebody who is away from today on. */
export interface AbsenceBegun {
  school: SchoolId;
  personId: number;
}

type AbsenceHandler = (tx: Tx, absence: AbsenceBegun) => Promise<void>;

/** What other features may ask about who is there, and where they say what must happen when somebody is not. */
@Injectable()
export class StaffPresence {
  private readonly handlers: AbsenceHandler[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Those of `personIds` who cannot act in time: absent today, or keeping hours of their own of which none lies between
   * now and `until`. Who keeps none has the school's, in which `until` was counted; null: there is no hurry. Once
   * `until` has passed nobody can act in time any more, and hours say nothing.
   */
  async unavailable(
    school: SchoolId,
    personIds: readonly number[],
    until: Date | null,
  ): Promise<Set<number>> {
    if (personIds.length === 0) return new Set();
    const now = this.clock.now();
    const who = { personId: In([...personIds]) };
    const absences = await this.database.read
      .of(StaffAbsence, school)
      .find({ where: holdingOn<StaffAbsence>(dayOf(now), who) });
    const away = new Set(absences.map((row) => row.personId));
    if (until === null || until <= now) return away;
    const kept = await this.database.read.of(StaffHours, school).find({ where: who });
    for (const personId of new Set(kept.map((row) => row.personId))) {
      const hers = kept.filter((row) => row.personId === personId);
      if (!hoursReach(hers, now, until)) away.add(personId);
    }
    return away;
  }

  /** @param handler runs in the transaction with which the absence begins */
  onAbsence(handler: AbsenceHandler): void {
    this.handlers.push(handler);
  }

  /** Runs all handlers one after the other. She is absent already, as seen from `tx`. */
  async begun(tx: Tx, absence: AbsenceBegun): Promise<void> {
    for (const handler of this.handlers) await handler(tx, absence);
  }
}

/** Whether any of the weekly hours lies between two instants, the last of which counts as past them. */
export function hoursReach(hours: readonly KeptHours[], from: Date, until: Date): boolean {
  // Weekly hours come again within a week.
  for (let day = 0; day <= 7; day++) {
    const at = dayOf(later(from, days(day)));
    // China has one time and no daylight saving time.
    const midnight = startOfDay(at);
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay() || 7;
    for (const kept of hours) {
      const begins = later(midnight, kept.fromMinute * 60_000);
      const ends = later(midnight, kept.toMinute * 60_000);
      if (kept.weekday === weekday && ends > from && begins < until) return true;
    }
  }
  return false;
}
