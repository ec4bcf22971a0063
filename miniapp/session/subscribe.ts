import Taro from '@tarojs/taro';
import { request } from '../api/request.js';
import { isOnline } from '../platform/network.js';
import { currentPersona } from './login-code.js';
import { grantCredits } from './session-api.js';
import { useSession } from './session-store.js';

/** What a message would tell: how one's own report goes on, or that there is work. */
export type TemplateKey = 'progress' | 'work';

interface Template {
  key: TemplateKey;
  id: string;
}

/** WeChat's own dialog; one tap on 允许 is one message. */
async function askWeChat(template: Template): Promise<boolean> {
  const answer: object = await Taro.requestSubscribeMessage({ tmplIds: [template.id], entityIds: [] });
  const said: unknown = Object.entries(answer).find(([id]) => id === template.id)?.[1];
  return said === 'accept' || said === 'acceptWithAudio';
}

/** The preview has no dialog: the persona is someone who always says yes. */
async function askEmulator(template: Template): Promise<boolean> {
  const body = { openid: currentPersona(), templateId: template.id, count: 1 };
  await request('/emulator/api/credits', { method: 'POST', body, absolute: true });
  return true;
}

/**
 * Asks whether one message may be sent about what was just done. Must be called directly in a tap. Whatever goes
 * wrong here is no matter: without the permission the news waits in the program.
 */
export async function askForMessage(key: TemplateKey): Promise<void> {
  const { session } = useSession.getState();
  const template = session?.view.subscribeTemplates.find((one) => one.key === key);
  if (!session || !template || !isOnline()) return;
  try {
    const accepted = XINQIAO_PLATFORM === 'h5' ? await askEmulator(template) : await askWeChat(template);
    if (accepted) await grantCredits(session.bearer, [key]);
  } catch {
    return;
  }
}
