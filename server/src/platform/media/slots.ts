import { ProblemError } from '../http/problem-error.js';

/** Lets a few do something dear at once and a bounded number wait in line; everybody else is asked to come back. */
export class Slots {
  private busy = 0;
  private readonly line: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waiting: number,
  ) {}

  /** Runs `work` when a slot is free. Throws `unavailable` when the line is full. */
  async run<R>(work: () => Promise<R>): Promise<R> {
    if (this.busy < this.atOnce) this.busy += 1;
    else if (this.line.length < this.waiting) await new Promise<void>((free) => this.line.push(free));
    else throw new ProblemError('unavailable', { retryAfter: 5 });
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      // The slot goes over to the next in line without ever being free, so that nobody can push in.
      if (next) next();
      else this.busy -= 1;
    }
  }
}
