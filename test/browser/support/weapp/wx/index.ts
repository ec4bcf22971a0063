import type { LogicContext } from '../logic/context.js';
import type { TabBar } from '../protocol.js';
import type { WxApi } from './wx-api.js';
import { createFileApi } from './wx-files.js';
import { createMediaApi } from './wx-media.js';
import { createNavigationApi } from './wx-navigation.js';
import { createNetworkApi } from './wx-network.js';
import { createScreenApi } from './wx-screen.js';
import { createSessionApi, type SessionApi } from './wx-session.js';
import { createStorageApi } from './wx-storage.js';
import { createSystemApi } from './wx-system.js';

/** The whole simulated `wx`, and the handles by which the phone itself acts on it. */
export interface SimulatedWx {
  wx: Record<string, unknown>;
  session: SessionApi;
  finishAudio: () => void;
}

/** Puts the parts of wx together. `folder` is where this account's storage lies on the disk. */
export function createWx(
  context: LogicContext,
  api: WxApi,
  folder: string,
  tabBar: TabBar | null,
): SimulatedWx {
  const session = createSessionApi(context, api);
  const media = createMediaApi(context, api, session);
  return {
    session,
    finishAudio: media.finishAudio,
    wx: {
      env: { USER_DATA_PATH: context.files.userPath },
      ...createStorageApi(context, api, folder),
      ...createFileApi(context, api),
      ...createNetworkApi(context, api),
      ...createSystemApi(context, api),
      ...createScreenApi(context, api, tabBar),
      ...createNavigationApi(context, api),
      ...session.calls,
      ...media.calls,
    },
  };
}
