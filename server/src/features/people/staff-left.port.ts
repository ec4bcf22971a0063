import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** Somebody who holds no role at a school any more, from this moment on. */
export interface Departure {
  school: SchoolId;
  personId: number;
}

type DepartureHandler = (tx: Tx, departure: Departure) => Promise<void>;

/** Where other features say what must happen with the work of somebody who leaves a school. */
@Injectable()
export class StaffDepartures {
  private readonly handlers: DepartureHandler[] = [];

  /** @param handler runs in the transaction that ends the roles; when it fails, she has not left */
  onLeave(handler: DepartureHandler): void {
    this.handlers.push(handler);
  }

  /** Runs all handlers one after the other. Her roles have ended already, as seen from `tx`. */
  async left(tx: Tx, departure: Departure): Promise<void> {
    for (const handler of this.handlers) await handler(tx, departure);
  }
}
