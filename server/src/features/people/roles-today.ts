import { Injectable } from '@nestjs/common';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { TransactionMemory } from '../../platform/database/transaction-memory.js';
import { holdingOn } from './dated.js';
import { StaffRoleRow } from './people.entity.js';

/**
 * Who holds which role at a school today. A report asks for it half a dozen times, so inside a transaction it is read
 * once; outside of one it is read each time, because a role that has ended must not be held a moment longer.
 */
@Injectable()
export class RolesToday {
  private readonly memory = new TransactionMemory<StaffRoleRow[]>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the order in which they were given. */
  today(school: SchoolId): Promise<readonly StaffRoleRow[]> {
    const { read } = this.database;
    return this.memory.of(read, school, () =>
      read
        .of(StaffRoleRow, school)
        .find({ where: holdingOn<StaffRoleRow>(dayOf(this.clock.now()), {}), order: { id: 'ASC' } }),
    );
  }

  /** For who has just given or ended one in this transaction. */
  forget(tx: Tx, school: SchoolId): void {
    this.memory.forget(tx, school);
  }
}
