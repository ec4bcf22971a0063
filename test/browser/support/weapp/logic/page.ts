import type { WindowConfig } from './app-config.js';
import type { Definition } from './bundle.js';
import type { LogicContext } from './context.js';
import { setPath } from './set-path.js';

/** A living page: the program's own object plus what the phone must know of it. */
export interface LivePage {
  id: number;
  route: string;
  config: WindowConfig;
  instance: Definition;
  /** Calls a method of the page if it has it. */
  call(method: string, ...args: unknown[]): unknown;
  /** True when the program defined that method. */
  has(method: string): boolean;
}

/** Makes the object that a page's methods see as `this`. Its setData reaches the screen before its callback runs. */
export function createPage(
  context: LogicContext,
  page: { id: number; route: string; config: WindowConfig; query: Record<string, string> },
  definition: Definition,
  noteSize: (bytes: number) => void,
): LivePage {
  const initial = JSON.stringify(definition['data'] ?? {});
  const data = JSON.parse(initial) as Record<string, unknown>;
  const instance: Definition = {
    ...definition,
    data: context.realm.adopt(data),
    route: page.route,
    __route__: page.route,
    options: context.realm.adopt(page.query),
  };
  const has = (method: string): boolean => typeof instance[method] === 'function';

  instance['setData'] = (patch: Record<string, unknown>, callback?: () => void): void => {
    const text = JSON.stringify(patch);
    noteSize(text.length);
    const copy = JSON.parse(text) as Record<string, unknown>;
    for (const [key, value] of Object.entries(copy))
      setPath(instance['data'] as Record<string, unknown>, key, value);
    const done = context.activity.begin();
    context
      .callView('setData', page.id, text)
      .then(() => {
        if (typeof callback === 'function') context.enter(() => callback.call(instance));
      }, context.fail)
      .finally(done);
  };
  instance['selectComponent'] = () => null;
  instance['selectAllComponents'] = () => context.realm.adopt([]);
  instance['getPageId'] = () => `page-${page.id}`;
  instance['getTabBar'] = () => null;

  return {
    ...page,
    instance,
    has,
    call: (method, ...args) =>
      has(method)
        ? context.enter(() => (instance[method] as (...inner: unknown[]) => unknown).apply(instance, args))
        : undefined,
  };
}
