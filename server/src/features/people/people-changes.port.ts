import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** A child to whom somebody stands otherwise than a moment ago: a right, a guardianship, an order, her place at school. */
export interface FamilyChange {
  school: SchoolId;
  childId: number;
}

/** Somebody of the staff who holds other roles than a moment ago. */
export interface RoleChange {
  school: SchoolId;
  personId: number;
}

type Handler<T> = (tx: Tx, change: T) => Promise<void>;

/**
 * Where others hear that somebody's standing has changed, be it by a person's hand or because a day has come
 * (`by-date/day-turn.ts`). Who works it out afresh at each question needs none of this.
 */
@Injectable()
export class PeopleChanges {
  private readonly ofFamilies: Handler<FamilyChange>[] = [];
  private readonly ofRoles: Handler<RoleChange>[] = [];

  /** @param handler runs in the transaction of the change; when it fails, nothing has changed */
  onFamily(handler: Handler<FamilyChange>): void {
    this.ofFamilies.push(handler);
  }

  /** @param handler as of `onFamily` */
  onRoles(handler: Handler<RoleChange>): void {
    this.ofRoles.push(handler);
  }

  /** Runs all handlers one after the other; the change holds already, as seen from `tx`. */
  async family(tx: Tx, change: FamilyChange): Promise<void> {
    for (const handler of this.ofFamilies) await handler(tx, change);
  }

  /** As `family`. */
  async roles(tx: Tx, change: RoleChange): Promise<void> {
    for (const handler of this.ofRoles) await handler(tx, change);
  }
}
