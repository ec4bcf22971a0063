import http from 'node:http';
import type { LogicContext } from '../logic/context.js';
import { textOption, WxFailure, type WxApi } from './wx-api.js';

/** Login, privacy authorisation and subscription dialogs: what WeChat itself decides together with the person. */
export interface SessionApi {
  calls: Record<string, unknown>;
  /** Waits until the person has agreed to the privacy guide; fails when they refuse. */
  requirePrivacy(apiName: string): Promise<void>;
  /** A tap on a button with open-type agreePrivacyAuthorization. */
  agreePrivacy(): void;
  /** Notes that the person has just tapped: some dialogs may only follow a tap. */
  tapped(): void;
}

type PrivacyAnswer = { event: 'agree' | 'disagree' | 'exposureAuthorization'; buttonId?: string };

const tapLifeMs = 5_000;

export function createSessionApi(context: LogicContext, api: WxApi): SessionApi {
  let agreed = context.setup.privacy === 'agreed';
  let lastTap = 0;
  let pending: Array<(answer: PrivacyAnswer) => void> = [];

  const askForPrivacy = async (apiName: string): Promise<PrivacyAnswer> => {
    const answered = new Promise<PrivacyAnswer>((resolve) => pending.push(resolve));
    const resolve = (answer: PrivacyAnswer): void => {
      if (answer.event !== 'exposureAuthorization') pending.splice(0).forEach((item) => item(answer));
    };
    const known = context.events.emit(
      'needPrivacyAuthorization',
      resolve,
      context.realm.adopt({ referrer: apiName }),
    );
    if (!known) {
      const { confirm } = await context.callView('showModal', {
        title: '用户隐私保护提示',
        content: '使用前请阅读并同意《小程序用户隐私保护指引》',
        confirmText: '同意',
        cancelText: '拒绝',
        showCancel: true,
        editable: false,
        placeholderText: '',
      });
      resolve({ event: confirm ? 'agree' : 'disagree' });
    }
    return answered;
  };

  const requirePrivacy = async (apiName: string): Promise<void> => {
    if (agreed) return;
    const answer = await context.activity.forPerson(askForPrivacy(apiName));
    if (answer.event !== 'agree') throw new WxFailure('privacy permission is not authorized', { errno: 104 });
    agreed = true;
  };

  const loginCode = (): Promise<string> =>
    new Promise((resolve, reject) => {
      if (!context.network.online) {
        reject(new WxFailure('system error, error code: -1, no network', { errno: 600001 }));
        return;
      }
      const url = new URL(
        `/emulator/api/personas/${encodeURIComponent(context.setup.openid)}/login-code`,
        context.setup.server,
      );
      const request = http.request(url, { method: 'POST', agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const code =
            (response.statusCode ?? 500) < 300 ? (JSON.parse(text) as { code?: string }).code : undefined;
          if (code) resolve(code);
          else reject(new WxFailure(`emulator answered ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      });
      context.network.track(request);
      request.on('error', (error) => reject(new WxFailure(error.message, { errno: 600001 })));
      request.end();
    });

  return {
    requirePrivacy,
    agreePrivacy: () => {
      agreed = true;
      pending.splice(0).forEach((item) => item({ event: 'agree' }));
      pending = [];
    },
    tapped: () => {
      lastTap = Date.now();
    },
    calls: {
      login: api.define('login', async () => ({ code: await loginCode() })),
      checkSession: api.define('checkSession', () => ({})),
      getPrivacySetting: api.define('getPrivacySetting', () => ({
        needAuthorization: !agreed,
        privacyContractName: '《小程序用户隐私保护指引》',
      })),
      requirePrivacyAuthorize: api.define('requirePrivacyAuthorize', () =>
        requirePrivacy('requirePrivacyAuthorize'),
      ),
      openPrivacyContract: api.define('openPrivacyContract', () => ({})),
      onNeedPrivacyAuthorization: (listener: unknown) => {
        context.events.off('needPrivacyAuthorization');
        context.events.on('needPrivacyAuthorization', listener);
      },
      requestSubscribeMessage: api.define('requestSubscribeMessage', (o) => {
        const ids = Array.isArray(o['tmplIds']) ? o['tmplIds'].map(String) : [];
        if (ids.length === 0 || ids.length > 5)
          throw new WxFailure('No template data return, verify the template id exist', { errCode: 20001 });
        if (Date.now() - lastTap > tapLifeMs) {
          throw new WxFailure('can only be invoked by user TAP gesture.', { errCode: 10005 });
        }
        const answer = context.answers.subscriptions.shift() ?? {};
        return Object.fromEntries(ids.map((id) => [id, answer[id] ?? 'accept']));
      }),
      getSetting: api.define('getSetting', () => ({
        authSetting: {},
        subscriptionsSetting: { mainSwitch: true },
      })),
      openSetting: api.define('openSetting', () => ({ authSetting: {} })),
      authorize: api.define('authorize', (o) => requirePrivacy(textOption(o, 'scope'))),
    },
  };
}
