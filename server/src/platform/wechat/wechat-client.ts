import type { AccessTokenStore } from './access-token.js';
import { findFieldProblems } from './message-fields.js';
import {
  WeChatApi,
  expectBody,
  expectFields,
  textOf,
  type ApiFields,
  type ApiRequest,
  type WeChatApiOptions,
  type WeChatApp,
} from './wechat-api.js';
import { WeChatError, outcomeOf } from './wechat-errors.js';
import type {
  CallOptions,
  ContentScene,
  ContentSuggestion,
  LoginSession,
  MessageData,
  SendOutcome,
  SubscribeMessage,
  TemplateMessage,
  WeChatClock,
  WeChatPort,
} from './wechat.port.js';

export interface WeChatClientOptions extends WeChatApiOptions {
  readonly miniProgram: WeChatApp;
  /** Null where the school has no service account: template messages are then refused with 48001. */
  readonly serviceAccount: WeChatApp | null;
}

const MEDIA_TYPES = { audio: 1, image: 2 } as const;

/** `{thing1: 'x'}` → `{thing1: {value: 'x'}}`, as WeChat wants it. */
function wireData(data: MessageData): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, { value }]));
}

/** Message ids have 64 bits: as a JavaScript number they would lose their last digits. */
function msgIdOf(body: Buffer): string | null {
  return /"msgid"\s*:\s*"?(\d+)/.exec(body.toString('utf8'))?.[1] ?? null;
}

function unionidOf(fields: ApiFields): string | null {
  return textOf(fields, 'unionid') || null;
}

function suggestionOf(fields: ApiFields): { suggest: ContentSuggestion; label: number } {
  const result = fields['result'];
  if (typeof result === 'object' && result !== null && 'suggest' in result && 'label' in result) {
    const { suggest, label } = result;
    if ((suggest === 'pass' || suggest === 'risky') && typeof label === 'number') return { suggest, label };
  }
  // An answer that cannot be read is for a person to judge.
  return { suggest: 'review', label: 0 };
}

/** The real WeChat behind {@link WeChatPort}; with another base address it talks to the emulator. */
export class WeChatClient implements WeChatPort {
  private readonly api: WeChatApi;

  constructor(
    private readonly options: WeChatClientOptions,
    store: AccessTokenStore,
    clock: WeChatClock,
  ) {
    const apps = [options.miniProgram, ...(options.serviceAccount === null ? [] : [options.serviceAccount])];
    this.api = new WeChatApi(options, apps, store, clock);
  }

  async code2Session(code: string, call?: CallOptions): Promise<LoginSession> {
    const { appid, secret } = this.options.miniProgram;
    const query = { appid, secret, js_code: code, grant_type: 'authorization_code' };
    const result = await this.api.request({ path: '/sns/jscode2session', method: 'GET', query }, call);
    const fields = expectFields('jscode2session', result);
    const openid = textOf(fields, 'openid');
    if (openid === '') throw new WeChatError('jscode2session', null, 'unknown');
    return { openid, unionid: unionidOf(fields), sessionKey: textOf(fields, 'session_key') };
  }

  async phoneNumber(code: string, call?: CallOptions): Promise<{ phone: string }> {
    const fields = await this.ask('getuserphonenumber', '/wxa/business/getuserphonenumber', { code }, call);
    const info = fields['phone_info'];
    const phone =
      typeof info === 'object' && info !== null && 'purePhoneNumber' in info
        ? info.purePhoneNumber
        : undefined;
    if (typeof phone !== 'string') throw new WeChatError('getuserphonenumber', null, 'unknown');
    return { phone };
  }

  async sendSubscribe(message: SubscribeMessage, call?: CallOptions): Promise<SendOutcome> {
    const json = {
      touser: message.openid,
      template_id: message.templateId,
      page: message.page,
      miniprogram_state: message.state,
      lang: 'zh_CN',
      data: wireData(message.data),
    };
    const path = '/cgi-bin/message/subscribe/send';
    return this.send(this.options.miniProgram.appid, message.data, { path, method: 'POST', json }, call);
  }

  async sendTemplate(message: TemplateMessage, call?: CallOptions): Promise<SendOutcome> {
    if (this.options.serviceAccount === null) return { kind: 'permanent', errcode: 48001 };
    const json = {
      touser: message.serviceOpenid,
      template_id: message.templateId,
      ...(message.url === undefined ? {} : { url: message.url }),
      miniprogram: { appid: this.options.miniProgram.appid, pagepath: message.pagepath },
      client_msg_id: message.clientMsgId,
      data: wireData(message.data),
    };
    const path = '/cgi-bin/message/template/send';
    return this.send(this.options.serviceAccount.appid, message.data, { path, method: 'POST', json }, call);
  }

  async serviceUser(
    serviceOpenid: string,
    call?: CallOptions,
  ): Promise<{ subscribed: boolean; unionid: string | null }> {
    const account = this.options.serviceAccount;
    if (account === null) throw WeChatError.fromCode('user/info', 48001);
    const query = { openid: serviceOpenid, lang: 'zh_CN' };
    const request: ApiRequest = { path: '/cgi-bin/user/info', method: 'GET', query };
    const fields = expectFields('user/info', await this.api.requestWithToken(account.appid, request, call));
    return { subscribed: fields['subscribe'] === 1, unionid: unionidOf(fields) };
  }

  async wxaCodeUnlimited(
    input: { scene: string; page: string; width?: number },
    call?: CallOptions,
  ): Promise<Buffer> {
    const json = { ...input, check_path: false, env_version: 'release' };
    const request: ApiRequest = { path: '/wxa/getwxacodeunlimit', method: 'POST', json };
    const result = await this.api.requestWithToken(this.options.miniProgram.appid, request, call);
    const { fields, body } = expectBody('getwxacodeunlimit', result);
    if (fields !== null) throw new WeChatError('getwxacodeunlimit', null, 'unknown');
    return body;
  }

  async msgSecCheck(
    input: { openid: string; scene: ContentScene; content: string },
    call?: CallOptions,
  ): Promise<{ suggest: ContentSuggestion; label: number; traceId: string }> {
    const fields = await this.ask('msg_sec_check', '/wxa/msg_sec_check', { ...input, version: 2 }, call);
    return { ...suggestionOf(fields), traceId: textOf(fields, 'trace_id') };
  }

  async mediaCheckAsync(
    input: { openid: string; scene: ContentScene; mediaUrl: string; mediaType: 'audio' | 'image' },
    call?: CallOptions,
  ): Promise<{ traceId: string }> {
    const json = {
      openid: input.openid,
      scene: input.scene,
      version: 2,
      media_url: input.mediaUrl,
      media_type: MEDIA_TYPES[input.mediaType],
    };
    const fields = await this.ask('media_check_async', '/wxa/media_check_async', json, call);
    const traceId = textOf(fields, 'trace_id');
    if (traceId === '') throw new WeChatError('media_check_async', null, 'unknown');
    return { traceId };
  }

  private async ask(
    api: string,
    path: string,
    json: Readonly<Record<string, unknown>>,
    call: CallOptions | undefined,
  ): Promise<ApiFields> {
    const request: ApiRequest = { path, method: 'POST', json };
    return expectFields(api, await this.api.requestWithToken(this.options.miniProgram.appid, request, call));
  }

  private async send(
    appid: string,
    data: MessageData,
    request: ApiRequest,
    call: CallOptions | undefined,
  ): Promise<SendOutcome> {
    const problem = findFieldProblems(data)[0];
    if (problem !== undefined) return { kind: 'permanent', errcode: 47003, field: problem.field };
    try {
      const result = await this.api.requestWithToken(appid, request, call);
      if (result.kind === 'unknown') return { kind: 'unknown' };
      if (result.kind === 'not-sent') return { kind: 'retry', errcode: null };
      if (typeof result.fields?.['errcode'] !== 'number') return { kind: 'unknown' };
      if (result.errcode !== 0) return outcomeOf(result.errcode);
      return { kind: 'sent', msgId: msgIdOf(result.body) };
    } catch (error) {
      // Without a token nothing has left, whatever became of the question for the token.
      if (!(error instanceof WeChatError)) throw error;
      return error.retryAfterSeconds === null
        ? { kind: 'retry', errcode: error.errcode }
        : { kind: 'retry', errcode: error.errcode, retryAfterSeconds: error.retryAfterSeconds };
    }
  }
}
