import type { ClientRequest } from 'node:http';

const atOnce = 10;

/** Whether the phone has a network, and what is on its way through it. */
export class NetworkState {
  online: boolean;
  type: string;
  /** Uploads stop after this many bytes until they are let go; null lets everything through. */
  holdAfter: number | null = null;
  private readonly active = new Set<ClientRequest>();
  private readonly queue: Array<() => void> = [];
  private running = 0;
  private heldNow = 0;
  private readonly heldWaiters: Array<() => void> = [];
  private readonly releases: Array<() => void> = [];

  constructor(online: boolean, type: string) {
    this.online = online;
    this.type = online ? type : 'none';
  }

  /** Switches the network; what is on its way breaks when it goes. Answers whether anything changed. */
  set(online: boolean, type: string): boolean {
    const now = online ? type : 'none';
    const changed = this.online !== online || this.type !== now;
    this.online = online;
    this.type = now;
    if (!online) for (const request of [...this.active]) request.destroy(new Error('network lost'));
    return changed;
  }

  /** WeChat runs ten requests at a time; the next ones wait. The answer gives the place back. */
  async place(): Promise<() => void> {
    if (this.running >= atOnce) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.running += 1;
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      this.running -= 1;
      this.queue.shift()?.();
    };
  }

  track(request: ClientRequest): void {
    this.active.add(request);
    request.once('close', () => this.active.delete(request));
  }

  /** Called by an upload that has reached the limit; resolves when it may go on. */
  hold(): Promise<void> {
    this.heldNow += 1;
    for (const resolve of this.heldWaiters.splice(0)) resolve();
    return new Promise((resolve) => this.releases.push(resolve));
  }

  /** Resolves once an upload stands still in the middle. */
  held(): Promise<void> {
    if (this.heldNow > 0) return Promise.resolve();
    return new Promise((resolve) => this.heldWaiters.push(resolve));
  }

  setHold(afterBytes: number | null): void {
    this.holdAfter = afterBytes;
    if (afterBytes !== null) return;
    this.heldNow = 0;
    for (const resolve of this.releases.splice(0)) resolve();
  }
}
