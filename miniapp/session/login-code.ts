import Taro from '@tarojs/taro';
import { ApiError } from '../api/api-error.js';
import { request } from '../api/request.js';
import { storage } from '../platform/storage.js';

const personaKey = 'xq.persona';

/** The demo persona that the h5 preview plays: `?persona=` of the address, or the one chosen last. */
export function currentPersona(): string | null {
  const asked = new URLSearchParams(window.location.search).get('persona');
  if (asked) {
    storage.set(personaKey, asked);
    return asked;
  }
  return storage.get<string>(personaKey);
}

/** Whose WeChat this is. A phone has one; the preview has as many as there are personas. */
export function currentAccount(): string {
  return XINQIAO_PLATFORM === 'h5' ? (currentPersona() ?? '') : 'wechat';
}

/**
 * A login code that works once, for `account`. Rejects with an ApiError; code `no_wechat` means that this page was
 * opened outside WeChat and no demo persona is chosen.
 */
export async function loginCode(account: string): Promise<string> {
  if (XINQIAO_PLATFORM === 'h5') {
    if (account === '') {
      throw new ApiError('problem', 401, {
        type: 'about:blank',
        title: '请在微信里打开',
        status: 401,
        code: 'no_wechat',
        detail: '请在微信里打开心桥，或者在旁边选一个人来试用。',
      });
    }
    const path = `/emulator/api/personas/${encodeURIComponent(account)}/login-code`;
    const answer = await request<{ code: string }>(path, { method: 'POST', body: {}, absolute: true });
    return answer.code;
  }
  try {
    const answer = await Taro.login();
    if (!answer.code) throw new ApiError('timeout');
    return answer.code;
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError('timeout');
  }
}
