import type { AppEvents } from './context.js';

/** A plain registry of listeners; one that throws is handed to `guard` and does not stop the others. */
export function createAppEvents(guard: (run: () => unknown) => unknown): AppEvents {
  const listeners = new Map<string, Array<(...args: unknown[]) => unknown>>();
  return {
    on(name, listener) {
      if (typeof listener !== 'function') return;
      const list = listeners.get(name) ?? [];
      list.push(listener as (...args: unknown[]) => unknown);
      listeners.set(name, list);
    },
    off(name, listener) {
      if (listener === undefined) listeners.delete(name);
      else
        listeners.set(
          name,
          (listeners.get(name) ?? []).filter((item) => item !== listener),
        );
    },
    emit(name, ...args) {
      const list = listeners.get(name) ?? [];
      for (const listener of [...list]) guard(() => listener(...args));
      return list.length > 0;
    },
  };
}
