// WeChat's logic layer has no AbortController, and TanStack Query stays pending for ever without one. The build puts
// this class wherever code names the global on weapp (config/taro/index.mjs); h5 uses the browser's own.

type Listener = () => void;

/** As much of a browser's AbortSignal as requests need. */
export class AbortSignal {
  aborted = false;
  reason: unknown = undefined;
  private readonly listeners = new Set<Listener>();

  addEventListener(_type: 'abort', listener: Listener) {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener) {
    this.listeners.delete(listener);
  }

  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }

  /** For the controller only. */
  fire(reason: unknown) {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of [...this.listeners]) listener();
    this.listeners.clear();
  }
}

/** As much of a browser's AbortController as requests need. */
export class AbortController {
  readonly signal = new AbortSignal();

  abort(reason: unknown = new Error('aborted')) {
    this.signal.fire(reason);
  }
}
