import { Injectable } from '@nestjs/common';
import { defaultWeek } from '#shared/calendar/vocabulary.js';
import { addFamilyDays } from '#shared/calendar/working-time.js';
import type { CalendarRules } from '#shared/calendar/working-time.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { TransactionMemory } from '../../platform/database/transaction-memory.js';
import { CalendarDay, SchoolTerm, SchoolWeekday } from './calendar.entity.js';

/** What other features may ask about a school's working time. */
@Injectable()
export class SchoolCalendar {
  private readonly memory = new TransactionMemory<CalendarRules>();

  constructor(private readonly database: Database) {}

  /** The rules as they stand now; read once in a transaction. */
  of(school: SchoolId): Promise<CalendarRules> {
    return this.memory.of(this.database.read, school, () => this.read(school));
  }

  /**
   * The instant at which `days` whole days have passed on which a family can answer. Holidays and farming weeks do not
   * count; far in the future where the calendar has no such days.
   */
  async familyDaysLater(school: SchoolId, from: Date, days: number): Promise<Date> {
    return addFamilyDays(await this.of(school), from, days);
  }

  /** To be called by whoever has changed the calendar in `tx`. */
  forget(tx: Tx, school: SchoolId): void {
    this.memory.forget(tx, school);
  }

  private async read(school: SchoolId): Promise<CalendarRules> {
    const { read } = this.database;
    const weekdays = await read.of(SchoolWeekday, school).find();
    return {
      week: weekOf(weekdays),
      terms: await read.of(SchoolTerm, school).find({ order: { fromDay: 'ASC', id: 'ASC' } }),
      days: await read.of(CalendarDay, school).find({ order: { id: 'ASC' } }),
    };
  }
}

/** Monday to Sunday; a day without a row keeps the hours every school begins with. */
export function weekOf(rows: readonly SchoolWeekday[]): CalendarRules['week'] {
  return defaultWeek.map((periods, index) => {
    const row = rows.find(({ weekday }) => weekday === index + 1);
    return row ? row.periods : periods;
  });
}

type ChangeHandler = (tx: Tx, school: SchoolId) => Promise<void>;

/** Where other features say what must happen when a school's working time changes. */
@Injectable()
export class CalendarChanges {
  private readonly handlers: ChangeHandler[] = [];

  /** @param handler runs in the transaction of the change */
  onChange(handler: ChangeHandler): void {
    this.handlers.push(handler);
  }

  async changed(tx: Tx, school: SchoolId): Promise<void> {
    for (const handler of this.handlers) await handler(tx, school);
  }
}
