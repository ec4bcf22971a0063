import { createServer, type RequestListener } from 'node:http';
import { MemoryAccessTokenStore } from '../../server/src/platform/wechat/access-token.js';
import type { Persona } from '../../server/src/platform/wechat/emulator/emulator.types.js';
import {
  startEmulator,
  type StartEmulatorOptions,
  type StartedEmulator,
} from '../../server/src/platform/wechat/emulator/start-emulator.js';
import { WeChatClient } from '../../server/src/platform/wechat/wechat-client.js';

/** A clock that stands until it is moved. */
export class TestClock {
  private time: number;

  constructor(iso = '2026-11-22T08:00:00Z') {
    this.time = Date.parse(iso);
  }

  now(): Date {
    return new Date(this.time);
  }

  advanceMinutes(minutes: number): void {
    this.time += minutes * 60_000;
  }
}

export const MOTHER: Persona = {
  openid: 'mini-mother',
  serviceOpenid: 'service-mother',
  unionid: 'union-mother',
  name: '刘芳',
  label: '小二班 王梓涵的妈妈',
  group: '家长',
  phone: '13800000001',
};

export const GRANDMOTHER: Persona = {
  openid: 'mini-grandmother',
  serviceOpenid: null,
  unionid: null,
  name: '周秀英',
  label: '小二班 王梓涵的奶奶',
  group: '在家照护人',
};

export interface Rig extends StartedEmulator {
  readonly clock: TestClock;
  readonly client: WeChatClient;
  readonly store: MemoryAccessTokenStore;
}

/** An emulator on a port of its own and the real client in front of it. */
export async function startRig(options: Partial<StartEmulatorOptions> = {}): Promise<Rig> {
  const clock = new TestClock();
  const started = await startEmulator({ personas: [MOTHER, GRANDMOTHER], clock, ...options });
  const store = new MemoryAccessTokenStore();
  const { miniProgram, serviceAccount } = started.emulator.apps;
  const client = new WeChatClient(
    { baseUrl: started.apiUrl, timeoutMs: 5000, miniProgram, serviceAccount },
    store,
    clock,
  );
  return { ...started, clock, client, store };
}

/** A bare HTTP server, for answers that no WeChat would give. */
export async function startServer(
  listener: RequestListener,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
