import type { LogicContext } from '../logic/context.js';
import { textOption, type WxApi } from './wx-api.js';

type Listener = (value: unknown) => void;

/** Two ends of a channel between a page and the one it opened; what is sent before anyone listens is kept. */
function createChannels(
  context: LogicContext,
  handlers: Record<string, Listener>,
): { opener: object; opened: object } {
  const makeEnd = (): { on: Map<string, Listener[]>; kept: Array<[string, unknown]> } => ({
    on: new Map(),
    kept: [],
  });
  const opener = makeEnd();
  const opened = makeEnd();
  for (const [name, listener] of Object.entries(handlers)) opener.on.set(name, [listener]);
  const face = (mine: typeof opener, other: typeof opener): object => ({
    emit: (name: string, value: unknown) => {
      const listeners = other.on.get(name) ?? [];
      if (listeners.length === 0) other.kept.push([name, value]);
      for (const listener of listeners) context.enter(() => listener(value));
    },
    on: (name: string, listener: Listener) => {
      mine.on.set(name, [...(mine.on.get(name) ?? []), listener]);
      for (const [, value] of mine.kept.filter(([key]) => key === name)) context.enter(() => listener(value));
      mine.kept = mine.kept.filter(([key]) => key !== name);
    },
    once: (name: string, listener: Listener) => {
      mine.on.set(name, [
        (value) => {
          mine.on.delete(name);
          listener(value);
        },
      ]);
    },
    off: (name: string) => mine.on.delete(name),
  });
  return { opener: face(opener, opened), opened: face(opened, opener) };
}

/** navigateTo and its family. */
export function createNavigationApi(context: LogicContext, api: WxApi): Record<string, unknown> {
  const { pages } = context;
  return {
    navigateTo: api.define('navigateTo', async (o) => {
      const channels = createChannels(context, (o['events'] ?? {}) as Record<string, Listener>);
      await pages.navigateTo(textOption(o, 'url'), channels.opened);
      return { eventChannel: channels.opener };
    }),
    redirectTo: api.define('redirectTo', (o) => pages.redirectTo(textOption(o, 'url'))),
    reLaunch: api.define('reLaunch', (o) => pages.reLaunch(textOption(o, 'url'))),
    switchTab: api.define('switchTab', (o) => pages.switchTab(textOption(o, 'url'))),
    navigateBack: api.define('navigateBack', (o) =>
      pages.navigateBack(typeof o['delta'] === 'number' ? o['delta'] : 1),
    ),
    navigateToMiniProgram: api.define('navigateToMiniProgram', () => ({})),
    exitMiniProgram: api.define('exitMiniProgram', () => ({})),
    preloadSubpackage: () => ({ onProgressUpdate() {} }),
  };
}
