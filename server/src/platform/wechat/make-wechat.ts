import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import type { AccessTokenStore } from './access-token.js';
import { WeChatClient } from './wechat-client.js';
import { WeChat } from './wechat.provider.js';

const realWeChat = 'https://api.weixin.qq.com';
const timeoutMs = 10_000;

/** The accounts of this installation behind the port. Without an address of its own, the demo talks to its emulator. */
export function makeWeChat(env: Env, tokens: AccessTokenStore, clock: Clock): WeChat {
  const emulated =
    env.XINQIAO_MODE === 'production' ? realWeChat : `http://127.0.0.1:${env.PORT}/emulator/wx`;
  const client = new WeChatClient(
    {
      baseUrl: env.WECHAT_API_BASE ?? emulated,
      timeoutMs,
      miniProgram: { appid: env.WECHAT_APP_ID, secret: env.WECHAT_APP_SECRET },
      serviceAccount: { appid: env.WECHAT_SERVICE_APP_ID, secret: env.WECHAT_SERVICE_APP_SECRET },
    },
    tokens,
    clock,
  );
  const templates = { progress: env.WECHAT_TEMPLATE_PROGRESS, work: env.WECHAT_TEMPLATE_WORK };
  const state = env.XINQIAO_MODE === 'production' ? 'formal' : 'developer';
  return new WeChat(client, env.WECHAT_APP_ID, env.WECHAT_SERVICE_APP_ID, templates, state);
}
