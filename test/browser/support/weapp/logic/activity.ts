/** Counts what is under way, so that a test can wait for rest instead of waiting for time to pass. */
export class Activity {
  private running = 0;
  private waiting: Array<() => void> = [];

  /** Marks one thing as under way; the returned function ends it (once). */
  begin(): () => void {
    this.running += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.running -= 1;
      if (this.running === 0) setImmediate(() => this.settle());
    };
  }

  /** Waits for something that only a person can end: meanwhile the phone counts as idle. */
  async forPerson<T>(answer: Promise<T>): Promise<T> {
    this.running -= 1;
    setImmediate(() => this.settle());
    try {
      return await answer;
    } finally {
      this.running += 1;
    }
  }

  /** Resolves when nothing is under way and the program has had its turn to start something new. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      setImmediate(() => this.settle());
    });
  }

  private settle(): void {
    if (this.running > 0) return;
    // One more turn: callbacks that have just run may have scheduled the next call with setTimeout(0).
    setTimeout(() => {
      if (this.running > 0) return;
      for (const resolve of this.waiting.splice(0)) resolve();
    }, 4);
  }
}
