/** A finger that rests so long holds, and does not tap (ms). */
const holdAfter = 400;
/** A finger that has moved so far scrolls (px). */
const slip = 10;
/** When a holding finger is lifted, a phone reports a tap as well; it comes at once (ms). */
const echo = 600;

export interface HoldActions {
  /** The finger rests: it holds from now on. */
  held(): void;
  /** The finger that held was lifted, or was taken away by a call. */
  released(): void;
}

/** What time it is (ms since 1970), and what happens after a while; the answer of `after` calls it off. */
export interface HoldClock {
  now(): number;
  after(ms: number, then: () => void): () => void;
}

/** One finger on one button: tells holding it from tapping it and from scrolling past it. */
export class Hold {
  private from: { x: number; y: number } | null = null;
  private holds = false;
  private releasedAt = -Infinity;
  private callOff: (() => void) | null = null;

  constructor(
    private readonly actions: HoldActions,
    private readonly clock: HoldClock,
  ) {}

  down(x: number, y: number) {
    if (this.from) return;
    this.from = { x, y };
    this.callOff = this.clock.after(holdAfter, () => {
      this.callOff = null;
      this.holds = true;
      this.actions.held();
    });
  }

  move(x: number, y: number) {
    if (this.from && Math.hypot(x - this.from.x, y - this.from.y) > slip) this.callOff?.();
  }

  up() {
    this.callOff?.();
    this.callOff = null;
    this.from = null;
    if (!this.holds) return;
    this.holds = false;
    this.releasedAt = this.clock.now();
    this.actions.released();
  }

  /** Whether the tap that is reported now is one, and not the end of holding. */
  isTap(): boolean {
    return !this.holds && this.clock.now() - this.releasedAt > echo;
  }
}
