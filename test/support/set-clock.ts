import { Clock, later } from '../../server/src/platform/clock/clock.js';

/** A clock that stands still until it is told to pass. Begins on a school day at 10:00 in Shanghai. */
export class SetClock extends Clock {
  private instant = new Date('2026-03-04T02:00:00.000Z');

  now(): Date {
    return new Date(this.instant);
  }

  pass(ms: number): void {
    this.instant = later(this.instant, ms);
  }

  set(instant: string): void {
    this.instant = new Date(instant);
  }
}
