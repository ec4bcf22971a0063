import type { Clock } from '../clock/clock.js';
import { emulatedServiceSecret } from '../config/env.js';
import type { Env } from '../config/env.js';
import type { AccessTokenStore } from './access-token.js';
import { WeChatClient } from './wechat-client.js';
import { WeChat } from './wechat.provider.js';

const realWeChat = 'https://api.weixin.qq.com';
const timeoutMs = 10_000;

/** Where WeChat is asked. Without an address of its own, the demo talks to its emulator. */
function addressOf(env: Env): string {
  const usual = env.XINQIAO_MODE === 'production' ? realWeChat : `http://127.0.0.1:${env.PORT}/emulator/wx`;
  return env.WECHAT_API_BASE ?? usual;
}

/** Whether nothing that WeChat gives here works on a real phone. */
export function isEmulated(env: Env): boolean {
  return addressOf(env).includes('/emulator');
}

/** The accounts of this installation behind the port. */
export function makeWeChat(env: Env, tokens: AccessTokenStore, clock: Clock): WeChat {
  const client = new WeChatClient(
    {
      baseUrl: addressOf(env),
      timeoutMs,
      miniProgram: { appid: env.WECHAT_APP_ID, secret: env.WECHAT_APP_SECRET },
      serviceAccount: hasServiceAccount(env)
        ? { appid: env.WECHAT_SERVICE_APP_ID, secret: env.WECHAT_SERVICE_APP_SECRET }
        : null,
    },
    tokens,
    clock,
  );
  const templates = { progress: env.WECHAT_TEMPLATE_PROGRESS, work: env.WECHAT_TEMPLATE_WORK };
  const state = env.XINQIAO_MODE === 'production' ? 'formal' : 'developer';
  return new WeChat(
    client,
    env.WECHAT_APP_ID,
    env.WECHAT_SERVICE_APP_ID,
    templates,
    serviceTemplatesOf(env),
    state,
  );
}

/** Template ids of the service account. The emulator has some by itself; a real account needs none at all. */
export function serviceTemplatesOf(env: Env): Record<'progress' | 'work', string | null> {
  const emulated = (key: string) => (env.XINQIAO_MODE === 'production' ? null : `service-tmpl-${key}`);
  return {
    progress: env.WECHAT_SERVICE_TEMPLATE_PROGRESS ?? emulated('progress'),
    work: env.WECHAT_SERVICE_TEMPLATE_WORK ?? emulated('work'),
  };
}

function hasServiceAccount(env: Env): boolean {
  return env.XINQIAO_MODE !== 'production' || env.WECHAT_SERVICE_APP_SECRET !== emulatedServiceSecret;
}
