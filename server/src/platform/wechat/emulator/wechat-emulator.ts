import { randomBytes } from 'node:crypto';
import { SystemClock } from '../../clock/clock.js';
import type { WeChatApp } from '../wechat-api.js';
import type { WeChatClock } from '../wechat.port.js';
import { EmulatorCallbacks, type CallbackDelivery } from './emulator-callbacks.js';
import { EmulatorChecks } from './emulator-checks.js';
import { FailureQueue } from './emulator-failures.js';
import { EmulatorPhones } from './emulator-phones.js';
import { EmulatorSends } from './emulator-sends.js';
import { EmulatorTokens, OneTimeCodes } from './emulator-tokens.js';
import {
  asText,
  wxError,
  wxOk,
  type AccountKind,
  type EmulatorOptions,
  type FailingApi,
  type Persona,
  type WxAnswer,
} from './emulator.types.js';
import { drawWxaCode } from './wxa-code.js';

export type WxBody = Readonly<Record<string, unknown>>;
export type WxQuery = Readonly<Record<string, string | undefined>>;

/** A printed code that was made. */
export interface MadeCode {
  readonly scene: string;
  readonly page: string;
  readonly at: string;
}

/** Accounts of the emulator where none are given. The secrets guard nothing. */
export const EMULATED_MINI_PROGRAM: WeChatApp = {
  appid: 'wx0000000000000001',
  secret: 'emulated-mini-program',
};
export const EMULATED_SERVICE_ACCOUNT: WeChatApp = {
  appid: 'wx0000000000000002',
  secret: 'emulated-service-account',
};

/** Characters allowed in `scene`. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;

/** WeChat in memory: answers as its documentation says, and can be told how to fail. */
export class WeChatEmulator {
  readonly apps: Readonly<Record<AccountKind, WeChatApp>>;
  readonly clock: WeChatClock;
  readonly tokens: EmulatorTokens;
  readonly failures = new FailureQueue();
  readonly phones: EmulatorPhones;
  readonly callbacks: EmulatorCallbacks;
  readonly checks: EmulatorChecks;
  readonly sends: EmulatorSends;
  readonly previewUrl: string;
  readonly madeCodes: MadeCode[] = [];
  private readonly loginCodes: OneTimeCodes;
  private readonly phoneCodes: OneTimeCodes;

  constructor(private readonly options: EmulatorOptions) {
    this.clock = options.clock ?? new SystemClock();
    this.apps = {
      miniProgram: options.miniProgram ?? EMULATED_MINI_PROGRAM,
      serviceAccount: options.serviceAccount ?? EMULATED_SERVICE_ACCOUNT,
    };
    this.previewUrl = options.previewUrl ?? '';
    this.tokens = new EmulatorTokens(this.clock);
    this.loginCodes = new OneTimeCodes(this.clock);
    this.phoneCodes = new OneTimeCodes(this.clock);
    this.phones = new EmulatorPhones(this.clock, options.initialCredits ?? 0);
    const appids = {
      miniProgram: this.apps.miniProgram.appid,
      serviceAccount: this.apps.serviceAccount.appid,
    };
    this.callbacks = new EmulatorCallbacks(this.clock, appids, options.callbacks ?? {});
    this.checks = new EmulatorChecks(this.clock, appids.miniProgram, this.callbacks);
    this.sends = new EmulatorSends(options, this.phones, appids.miniProgram);
  }

  personas(): Promise<readonly Persona[]> {
    return this.options.personas.list();
  }

  async persona(openid: string): Promise<Persona | null> {
    return (await this.personas()).find((persona) => persona.openid === openid) ?? null;
  }

  /** What `wx.login` gives on this person's phone. */
  issueLoginCode(openid: string): string {
    return this.loginCodes.issue(openid);
  }

  /** What the phone button gives. */
  issuePhoneCode(openid: string): string {
    return this.phoneCodes.issue(openid);
  }

  /** Follows or leaves the service account and pushes the event. Null for somebody without an openid there. */
  async follow(openid: string, follows: boolean): Promise<CallbackDelivery | null> {
    const serviceOpenid = (await this.persona(openid))?.serviceOpenid ?? null;
    if (serviceOpenid === null) return null;
    this.phones.setFollows(serviceOpenid, follows);
    return this.callbacks.deliver('serviceAccount', {
      ToUserName: 'gh_emulator0serv',
      FromUserName: serviceOpenid,
      CreateTime: Math.floor(this.clock.now().getTime() / 1000),
      MsgType: 'event',
      Event: follows ? 'subscribe' : 'unsubscribe',
      EventKey: '',
    });
  }

  stableToken(body: WxBody): WxAnswer {
    const app = Object.values(this.apps).find(({ appid }) => appid === body['appid']);
    if (app === undefined) return wxError(40013);
    if (app.secret !== body['secret']) return wxError(40125);
    if (body['grant_type'] !== 'client_credential') return wxError(47001);
    return this.tokens.issue(app.appid, body['force_refresh'] === true);
  }

  async code2Session(query: WxQuery): Promise<WxAnswer> {
    if (query['appid'] !== this.apps.miniProgram.appid) return wxError(40013);
    if (query['secret'] !== this.apps.miniProgram.secret) return wxError(40125);
    if (query['grant_type'] !== 'authorization_code') return wxError(47001);
    const openid = this.loginCodes.redeem(query['js_code'] ?? '');
    const persona = openid === null ? null : await this.persona(openid);
    if (persona === null) return wxError(40029);
    const failed = this.planned('login', persona.openid);
    if (failed !== null) return failed;
    const text = JSON.stringify({
      openid: persona.openid,
      session_key: randomBytes(16).toString('base64'),
      ...(persona.unionid === null ? {} : { unionid: persona.unionid }),
    });
    return { kind: 'json', text };
  }

  async phoneNumber(query: WxQuery, body: WxBody): Promise<WxAnswer> {
    const refusal = this.refusal(query, 'miniProgram');
    if (refusal !== null) return refusal;
    const openid = this.phoneCodes.redeem(asText(body['code']));
    const phone = (openid === null ? null : await this.persona(openid))?.phone ?? null;
    if (phone === null) return wxError(40029);
    return wxOk({ phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86' } });
  }

  async sendSubscribe(query: WxQuery, body: WxBody): Promise<WxAnswer> {
    const refusal = this.refusal(query, 'miniProgram');
    if (refusal !== null) return refusal;
    const persona = await this.persona(asText(body['touser']));
    return this.failing(persona, () => this.sends.subscribe(persona, body), body);
  }

  async sendTemplate(query: WxQuery, body: WxBody): Promise<WxAnswer> {
    const refusal = this.refusal(query, 'serviceAccount');
    if (refusal !== null) return refusal;
    const persona =
      (await this.personas()).find(({ serviceOpenid }) => serviceOpenid === body['touser']) ?? null;
    return this.failing(persona, () => this.sends.serviceTemplate(persona, body), body);
  }

  async userInfo(query: WxQuery): Promise<WxAnswer> {
    const refusal = this.refusal(query, 'serviceAccount');
    if (refusal !== null) return refusal;
    const openid = query['openid'] ?? '';
    const persona = (await this.personas()).find(({ serviceOpenid }) => serviceOpenid === openid);
    if (persona === undefined) return wxError(40003);
    const follower = this.phones.follows(openid)
      ? {
          subscribe: 1,
          openid,
          language: 'zh_CN',
          ...(persona.unionid === null ? {} : { unionid: persona.unionid }),
        }
      : { subscribe: 0, openid };
    return { kind: 'json', text: JSON.stringify(follower) };
  }

  async wxaCode(query: WxQuery, body: WxBody): Promise<WxAnswer> {
    const refusal = this.refusal(query, 'miniProgram');
    if (refusal !== null) return refusal;
    const scene = asText(body['scene']);
    const page = asText(body['page']);
    if (!SCENE.test(scene)) return wxError(40169);
    if (page.startsWith('/') || page.includes('?') || !this.sends.hasPage(page)) return wxError(41030);
    this.madeCodes.push({ scene, page, at: this.clock.now().toISOString() });
    const width = Math.min(1280, Math.max(280, Number(body['width'] ?? 430) || 430));
    return { kind: 'png', body: await drawWxaCode(`${this.previewUrl}/#/${page}?scene=${scene}`, width) };
  }

  async checkText(query: WxQuery, body: WxBody): Promise<WxAnswer> {
    return this.check(query, body, () => this.checks.checkText(body));
  }

  async checkMedia(query: WxQuery, body: WxBody): Promise<WxAnswer> {
    return this.check(query, body, (openid) => this.checks.queueMedia(openid, body));
  }

  private async check(query: WxQuery, body: WxBody, work: (openid: string) => WxAnswer): Promise<WxAnswer> {
    const refusal = this.refusal(query, 'miniProgram');
    if (refusal !== null) return refusal;
    const persona = await this.persona(asText(body['openid']));
    if (persona === null) return wxError(40003);
    return this.planned('check', persona.openid) ?? work(persona.openid);
  }

  private refusal(query: WxQuery, account: AccountKind): WxAnswer | null {
    return this.tokens.refusal(query['access_token'] ?? '', this.apps[account].appid);
  }

  /** A planned failure of a call that is no send: nothing of it happens. */
  private planned(api: FailingApi, openid: string): WxAnswer | null {
    const failure = this.failures.take(api, openid);
    if (failure === null) return null;
    if (failure === '500') return { kind: 'http', status: 500 };
    if (failure === 'timeout-lost' || failure === 'timeout-delivered') return { kind: 'drop' };
    return wxError(Number(failure));
  }

  /** A send, unless a failure is planned; `timeout-delivered` does the work and withholds the answer. */
  private failing(persona: Persona | null, work: () => WxAnswer, body: WxBody): WxAnswer {
    const failure = this.failures.take('send', persona?.openid ?? '');
    if (failure === null) return work();
    if (failure === 'timeout-delivered') {
      work();
      return { kind: 'drop' };
    }
    if (failure === 'timeout-lost') return { kind: 'drop' };
    if (failure === '500') return { kind: 'http', status: 500 };
    // Who switched the messages off gets none of this template until they accept again.
    if (failure === '43101' && persona !== null) {
      this.phones.setCredits(persona.openid, asText(body['template_id']), 0);
    }
    return wxError(Number(failure));
  }
}
