import type { Failure, FailingApi } from './emulator.types.js';

/** A failure that waits for the next calls; for one person only when `openid` is given. */
export interface PlannedFailure {
  readonly api: FailingApi;
  readonly next: Failure;
  readonly openid: string | null;
  times: number;
}

/** Failures that were ordered, in the order in which they will happen. */
export class FailureQueue {
  private planned: PlannedFailure[] = [];

  /** Makes the next `times` calls fail, after what is already planned. */
  plan(next: Failure, times = 1, options: { api?: FailingApi; openid?: string | null } = {}): void {
    this.planned.push({ api: options.api ?? 'send', next, openid: options.openid ?? null, times });
  }

  /** The failure for a call that happens now, or null when it may work. */
  take(api: FailingApi, openid: string): Failure | null {
    const found = this.planned.find(
      (failure) => failure.api === api && (failure.openid === null || failure.openid === openid),
    );
    if (found === undefined) return null;
    found.times -= 1;
    this.planned = this.planned.filter(({ times }) => times > 0);
    return found.next;
  }

  list(): readonly PlannedFailure[] {
    return this.planned;
  }

  clear(): void {
    this.planned = [];
  }
}
