import { AccessTokens, type AccessTokenStore } from './access-token.js';
import { WeChatError, classOf } from './wechat-errors.js';
import { exchange, jsonObjectOf } from './wechat-http.js';
import type { CallOptions, WeChatClock } from './wechat.port.js';

export interface WeChatApp {
  readonly appid: string;
  readonly secret: string;
}

export interface WeChatApiOptions {
  /** `https://api.weixin.qq.com`, or the address of the emulator; without a slash at the end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** One request to WeChat. `query` and `json` hold what the documentation names, without the token. */
export interface ApiRequest {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: Readonly<Record<string, unknown>>;
}

export type ApiFields = Readonly<Record<string, unknown>>;

/** `errcode` 0 is an answer; an answer that is no JSON object (an image) has `fields` null. */
export type ApiResult =
  | {
      readonly kind: 'answer';
      readonly errcode: number;
      readonly fields: ApiFields | null;
      readonly body: Buffer;
    }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'unknown' };

/** A string field of an answer, or an empty string. */
export function textOf(fields: ApiFields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** Speaks WeChat's HTTP: addresses, tokens, and one more try with a new token where the first was refused. */
export class WeChatApi {
  private readonly tokens: AccessTokens;
  private readonly apps = new Map<string, WeChatApp>();

  constructor(
    private readonly options: WeChatApiOptions,
    apps: readonly WeChatApp[],
    store: AccessTokenStore,
    clock: WeChatClock,
  ) {
    for (const app of apps) this.apps.set(app.appid, app);
    this.tokens = new AccessTokens(store, (appid) => this.fetchToken(appid), clock);
  }

  /** A request without a token. Never throws. */
  async request(request: ApiRequest, call?: CallOptions): Promise<ApiResult> {
    const query = new URLSearchParams(request.query ?? {}).toString();
    const answer = await exchange({
      url: `${this.options.baseUrl}${request.path}${query === '' ? '' : `?${query}`}`,
      method: request.method,
      json: request.json,
      timeoutMs: this.options.timeoutMs,
      signal: call?.signal,
    });
    if (answer.kind !== 'answer') return answer;
    if (!answer.isJson) return { kind: 'answer', errcode: 0, fields: null, body: answer.body };
    const fields = jsonObjectOf(answer.body);
    if (fields === null) return { kind: 'unknown' };
    const errcode = typeof fields['errcode'] === 'number' ? fields['errcode'] : 0;
    return { kind: 'answer', errcode, fields, body: answer.body };
  }

  /**
   * A request with the token of `appid`. A refused token is replaced and the request repeated, once.
   * @throws WeChatError when no token can be had; the request itself has then not been sent.
   */
  async requestWithToken(appid: string, request: ApiRequest, call?: CallOptions): Promise<ApiResult> {
    const token = await this.tokens.get(appid);
    const first = await this.request(withToken(request, token), call);
    if (first.kind !== 'answer' || classOf(first.errcode) !== 'token') return first;
    const another = await this.tokens.replace(appid, token);
    return this.request(withToken(request, another), call);
  }

  private async fetchToken(appid: string): Promise<{ token: string; expiresInSeconds: number }> {
    const app = this.apps.get(appid);
    if (app === undefined) throw WeChatError.fromCode('stable_token', 40013);
    const fields = expectFields(
      'stable_token',
      // The token serves everybody: one caller that gives up must not take it from the others, so no signal here.
      await this.request({
        path: '/cgi-bin/stable_token',
        method: 'POST',
        json: { grant_type: 'client_credential', appid, secret: app.secret, force_refresh: false },
      }),
    );
    const expiresInSeconds = fields['expires_in'];
    const token = textOf(fields, 'access_token');
    if (token === '' || typeof expiresInSeconds !== 'number') {
      throw new WeChatError('stable_token', null, 'unknown');
    }
    return { token, expiresInSeconds };
  }
}

function withToken(request: ApiRequest, token: string): ApiRequest {
  return { ...request, query: { ...request.query, access_token: token } };
}

/**
 * The bytes of a good answer.
 * @throws WeChatError for every other result.
 */
export function expectBody(api: string, result: ApiResult): { fields: ApiFields | null; body: Buffer } {
  if (result.kind === 'not-sent') throw new WeChatError(api, null, 'retry');
  if (result.kind === 'unknown') throw new WeChatError(api, null, 'unknown');
  if (result.errcode !== 0) throw WeChatError.fromCode(api, result.errcode);
  return result;
}

/**
 * The JSON fields of a good answer.
 * @throws WeChatError for every other result.
 */
export function expectFields(api: string, result: ApiResult): ApiFields {
  const { fields } = expectBody(api, result);
  if (fields === null) throw new WeChatError(api, null, 'unknown');
  return fields;
}
