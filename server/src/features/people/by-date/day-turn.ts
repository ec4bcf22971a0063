import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { BarOrders } from '../family/bars.service.js';
import { PeopleChanges } from '../people-changes.port.js';
import { dayTurns, SchoolDays } from '../school-days.js';
import { DayHeard } from './day-heard.entity.js';
import { ByDate } from './turned.js';

/** Before any day of ours: who has heard of nothing yet hears of all that has ever begun or ended. */
const never = '1970-01-01';

/**
 * Makes heard what begins or ends because a day has come: rights, guardianships, orders, roles, places at school.
 * Each of it once: the day up to which a school has heard is written in the transaction that tells of it, so that
 * neither a stop in between nor a second ring doubles or drops anything, and days on which no server ran are caught up.
 */
@Injectable()
export class DayTurn implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly days: SchoolDays,
    private readonly byDate: ByDate,
    private readonly bars: BarOrders,
    private readonly changes: PeopleChanges,
  ) {}

  onModuleInit(): void {
    this.days.register(dayTurns, { hour: 0, startsAtOnce: true }, (tx, school) => this.turn(tx, school));
  }

  private async turn(tx: Tx, school: SchoolId): Promise<void> {
    const today = dayOf(this.clock.now());
    const heard = await this.database.read.of(DayHeard, school).findOne({});
    const since = heard?.day ?? never;
    if (since >= today) return;
    const rows = tx.of(DayHeard, school);
    if (heard) await rows.update({ id: heard.id }, { day: today });
    else await rows.insert({ day: today });
    const turned = await this.byDate.between(school, since, today);
    for (const { childId, personId } of turned.orders) await this.bars.begins(tx, school, childId, personId);
    for (const childId of turned.childIds) await this.changes.family(tx, { school, childId });
    for (const personId of turned.personIds) await this.changes.roles(tx, { school, personId });
  }
}
