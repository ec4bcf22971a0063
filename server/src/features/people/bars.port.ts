import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { AccountPerson } from '../../platform/auth/identity.entity.js';
import { ChildBars } from '../../platform/auth/child-bars.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { holdingOn } from './dated.js';
import { BarOrder } from './family.entity.js';

/** An order that begins to hold now. */
export interface BarPlaced {
  school: SchoolId;
  childId: number;
  personId: number;
}

type BarHandler = (tx: Tx, placed: BarPlaced) => Promise<void>;

/** From which children whom is kept. Every list, page and message about a child asks here or through the actor. */
@Injectable()
export class Bars extends ChildBars {
  private readonly handlers: BarHandler[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** @param handler runs in the transaction that places the order */
  onPlaced(handler: BarHandler): void {
    this.handlers.push(handler);
  }

  /** Runs all handlers one after the other; the order holds already, as seen from `tx`. */
  async placed(tx: Tx, bar: BarPlaced): Promise<void> {
    for (const handler of this.handlers) await handler(tx, bar);
  }

  async childrenKeptFrom(personIds: readonly number[]): Promise<number[]> {
    if (personIds.length === 0) return [];
    // Asked before it is known to which school anybody belongs.
    const rows = await this.database.read
      .acrossSchools(BarOrder)
      .findBy(this.holding({ personId: In([...personIds]) }));
    return [...new Set(rows.map((row) => row.childId))];
  }

  /** Who is kept from a child today. */
  async personsKeptFrom(school: SchoolId, childId: number | null): Promise<number[]> {
    if (childId === null) return [];
    return [...((await this.keptFromEach(school, [childId])).get(childId) ?? [])];
  }

  /** Who is kept from each of these children today; who has no order has no entry. */
  async keptFromEach(school: SchoolId, childIds: readonly number[]): Promise<Map<number, Set<number>>> {
    const kept = new Map<number, Set<number>>();
    if (childIds.length === 0) return kept;
    const where = this.holding({ childId: In([...childIds]) });
    for (const { childId, personId } of await this.database.read.of(BarOrder, school).find({ where }))
      kept.set(childId, new Set([...(kept.get(childId) ?? []), personId]));
    return kept;
  }

  /** Those of these phones on which nothing of the children may be shown: somebody on them is kept from one. */
  async phonesKeptFrom(accountIds: readonly number[], childIds: readonly number[]): Promise<Set<number>> {
    if (accountIds.length === 0 || childIds.length === 0) return new Set();
    const bound = await this.database.read
      .global(AccountPerson)
      .findBy({ accountId: In([...accountIds]), endedAt: IsNull() });
    const who = { personId: In(bound.map((row) => row.personId)), childId: In([...childIds]) };
    const rows = await this.database.read.acrossSchools(BarOrder).findBy(this.holding(who));
    const kept = new Set(rows.map((row) => row.personId));
    return new Set(bound.filter((row) => kept.has(row.personId)).map((row) => row.accountId));
  }

  private holding(which: object) {
    return holdingOn<BarOrder>(dayOf(this.clock.now()), { ...which, liftedAt: IsNull() });
  }
}
