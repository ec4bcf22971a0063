import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoPersonas } from './demo/demo-personas.js';
import type { Env } from './platform/config/env.js';
import { Database } from './platform/database/database.js';
import { emulatorPlugin } from './platform/wechat/emulator/emulator-http.js';
import type { EmulatedCallback, EmulatedTemplate } from './platform/wechat/emulator/emulator.types.js';
import { WeChatEmulator } from './platform/wechat/emulator/wechat-emulator.js';
import { WeChat } from './platform/wechat/wechat.provider.js';

const fields = {
  fields: ['thing1', 'phrase2', 'time3'],
  labels: { thing1: '事项', phrase2: '进展', time3: '时间' },
};

/** The templates that the program sends, as an account would have them. */
function templatesOf(ids: { progress: string | null; work: string | null }): EmulatedTemplate[] {
  const titles = { progress: '事项进展提醒', work: '待办提醒' };
  return (['progress', 'work'] as const).flatMap((key) => {
    const id = ids[key];
    return id === null ? [] : [{ id, title: titles[key], ...fields }];
  });
}

/** Serves the WeChat emulator and its page at `/emulator`. Never in production. */
export async function mountEmulator(app: NestFastifyApplication, env: Env): Promise<void> {
  const database = app.get(Database);
  const { templates, serviceTemplates } = app.get(WeChat);
  const callback: EmulatedCallback = {
    url: `http://127.0.0.1:${env.PORT}/wechat/callback`,
    token: env.WECHAT_CALLBACK_TOKEN,
    encodingAesKey: env.WECHAT_ENCODING_AES_KEY,
    format: 'xml',
  };
  const emulator = new WeChatEmulator({
    personas: { list: () => demoPersonas(database) },
    miniProgram: { appid: env.WECHAT_APP_ID, secret: env.WECHAT_APP_SECRET },
    serviceAccount: { appid: env.WECHAT_SERVICE_APP_ID, secret: env.WECHAT_SERVICE_APP_SECRET },
    templates: { miniProgram: templatesOf(templates), serviceAccount: templatesOf(serviceTemplates) },
    // The server keeps the ledger of what was allowed; the emulator starts generous, so that a restart forgets nothing.
    initialCredits: 50,
    callbacks: { serviceAccount: callback },
  });
  await app.getHttpAdapter().getInstance().register(emulatorPlugin, { prefix: '/emulator', emulator });
}
