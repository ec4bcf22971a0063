import type { LogicContext } from '../logic/context.js';
import type { Json } from '../protocol.js';

/** Options of a wx call, as the program gave them. */
export type WxOptions = Record<string, unknown>;

/** A wx call that fails: the reason stands after `name:fail `, further fields go beside errMsg. */
export class WxFailure extends Error {
  constructor(
    readonly reason: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(reason);
  }
}

/** One call that the program made, for tests that must see it. */
export interface WxCall {
  name: string;
  options: Json;
}

/** Makes functions in the manner of wx: callbacks or a promise, errMsg, success/fail/complete. */
export class WxApi {
  readonly calls: WxCall[] = [];

  constructor(private readonly context: () => LogicContext) {}

  /** An asynchronous call. What `implement` answers is given to success, what it throws to fail. */
  define(name: string, implement: (options: WxOptions) => unknown): (options?: WxOptions) => unknown {
    return (options = {}) => {
      this.note(name, options);
      const wantsCallbacks = ['success', 'fail', 'complete'].some(
        (key) => typeof options[key] === 'function',
      );
      const outcome = this.run(name, options, implement);
      if (wantsCallbacks) {
        void outcome.then((result) => this.giveBack(options, result));
        return undefined;
      }
      return outcome.then((result) => {
        if (result.failed) throw result.value;
        return result.value;
      });
    };
  }

  /** Calls success or fail, then complete, each guarded. */
  giveBack(options: WxOptions, result: { failed: boolean; value: unknown }): void {
    const context = this.context();
    for (const key of [result.failed ? 'fail' : 'success', 'complete']) {
      const callback = options[key];
      if (typeof callback === 'function') context.enter(() => callback(result.value) as unknown);
    }
  }

  /** Turns whatever was thrown into the object that a fail callback receives. */
  failure(name: string, error: unknown): Record<string, unknown> {
    if (!(error instanceof WxFailure)) this.context().log('warn', `${name}: ${String(error)}`);
    const reason = error instanceof Error ? error.message : String(error);
    const fields = error instanceof WxFailure ? error.fields : {};
    return this.context().realm.adopt({ errMsg: `${name}:fail${reason ? ` ${reason}` : ''}`, ...fields });
  }

  note(name: string, options: WxOptions): void {
    this.calls.push({ name, options: safeJson(options) });
  }

  private async run(
    name: string,
    options: WxOptions,
    implement: (options: WxOptions) => unknown,
  ): Promise<{ failed: boolean; value: unknown }> {
    const done = this.context().activity.begin();
    try {
      const result = (await implement(options)) ?? {};
      return {
        failed: false,
        value: this.context().realm.adopt({ errMsg: `${name}:ok`, ...result }),
      };
    } catch (error) {
      return { failed: true, value: this.failure(name, error) };
    } finally {
      // The callbacks run in the next microtask; only then may the phone count as idle.
      setImmediate(done);
    }
  }
}

/** A copy of anything that survives JSON; what does not is left out. */
export function safeJson(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json;
  } catch {
    return null;
  }
}

/** Reads a text option. */
export function textOption(options: WxOptions, key: string, otherwise = ''): string {
  const value = options[key];
  return value === undefined || value === null ? otherwise : String(value);
}
