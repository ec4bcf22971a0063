import { SystemClock } from '../platform/clock/clock.js';

/** The demo's clock: stands where the history puts it while that is written, and is the system's clock otherwise. */
export class ScriptedClock extends SystemClock {
  private standing: Date | null = null;

  override now(): Date {
    return this.standing === null ? super.now() : new Date(this.standing);
  }

  /** Stops the clock at `instant`. */
  standAt(instant: Date): void {
    this.standing = instant;
  }

  /** Lets it run with the system's clock again. */
  release(): void {
    this.standing = null;
  }
}
