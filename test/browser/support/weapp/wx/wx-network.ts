import http from 'node:http';
import https from 'node:https';
import type { LogicContext } from '../logic/context.js';
import { resolveHost } from '../resolve-host.js';
import { multipartBody } from './multipart.js';
import { textOption, WxFailure, type WxApi, type WxOptions } from './wx-api.js';

const methods = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'];
const offline = { errno: 600001 };
const chunkBytes = 4096;

interface Exchange {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
  timeoutMs: number;
  canHold: boolean;
  onProgress?: (sent: number, total: number) => void;
  onStart?: (request: http.ClientRequest) => void;
}

interface Reply {
  statusCode: number;
  header: Record<string, string>;
  cookies: string[];
  bytes: Buffer;
}

/** request, uploadFile and downloadFile over real HTTP, and what tells the program about the network. */
export function createNetworkApi(context: LogicContext, api: WxApi): Record<string, unknown> {
  const { network } = context;

  const exchange = async (wanted: Exchange): Promise<Reply> => {
    if (!network.online) {
      throw new WxFailure(
        'errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED',
        offline,
      );
    }
    const giveBack = await network.place();
    try {
      const reply = await send(wanted);
      const { method, url, body } = wanted;
      context.exchanged({
        method,
        path: url.pathname + url.search,
        status: reply.statusCode,
        sent: body?.length ?? 0,
        received: reply.bytes.length,
      });
      return reply;
    } finally {
      giveBack();
    }
  };

  const send = (wanted: Exchange): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const client = wanted.url.protocol === 'https:' ? https : http;
      const request = client.request(wanted.url, {
        method: wanted.method,
        headers: wanted.headers,
        agent: false,
      });
      network.track(request);
      wanted.onStart?.(request);
      request.setTimeout(wanted.timeoutMs, () => request.destroy(new WxFailure('timeout', { errno: 5 })));
      request.on('error', (error) =>
        reject(error instanceof WxFailure ? error : new WxFailure(error.message, offline)),
      );
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => reject(new WxFailure(error.message, offline)));
        response.on('aborted', () => reject(new WxFailure('net::ERR_CONNECTION_RESET', offline)));
        response.on('end', () =>
          resolve({
            statusCode: response.statusCode ?? 0,
            header: Object.fromEntries(
              Object.entries(response.headers).map(([key, value]) => [
                key,
                Array.isArray(value) ? value.join(',') : (value ?? ''),
              ]),
            ),
            cookies: response.headers['set-cookie'] ?? [],
            bytes: Buffer.concat(chunks),
          }),
        );
      });
      void write(request, wanted).catch(reject);
    });

  const write = async (request: http.ClientRequest, wanted: Exchange): Promise<void> => {
    const body = wanted.body ?? Buffer.alloc(0);
    for (let at = 0; at < body.length; at += chunkBytes) {
      if (wanted.canHold && network.holdAfter !== null && at >= network.holdAfter) {
        await context.activity.forPerson(network.hold());
      }
      if (request.destroyed) return;
      const chunk = body.subarray(at, at + chunkBytes);
      await new Promise<void>((resolve) => request.write(chunk, () => resolve()));
      wanted.onProgress?.(Math.min(at + chunkBytes, body.length), body.length);
    }
    request.end();
  };

  const headersOf = (options: WxOptions): Record<string, string> => {
    const given = Object.entries((options['header'] ?? {}) as Record<string, unknown>);
    const headers = Object.fromEntries(given.map(([key, value]) => [key.toLowerCase(), String(value)]));
    delete headers['referer'];
    headers['referer'] = `https://servicewechat.com/${context.setup.appId}/devtools/page-frame.html`;
    headers['user-agent'] = 'Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.50 MiniProgramEnv/android';
    return headers;
  };

  const addressOf = (options: WxOptions): URL => {
    const text = textOption(options, 'url');
    if (!/^https?:\/\//.test(text)) throw new WxFailure('invalid url');
    return resolveHost(new URL(text), context.setup);
  };

  const timeoutOf = (options: WxOptions): number =>
    typeof options['timeout'] === 'number' ? options['timeout'] : 60_000;

  /** Starts an exchange at once and answers the task object that the program may abort. */
  const startTask = (
    name: string,
    options: WxOptions,
    run: (hooks: Pick<Exchange, 'onStart' | 'onProgress'>) => Promise<object>,
  ): unknown => {
    let current: http.ClientRequest | undefined;
    let aborted = false;
    const progress: Array<(event: unknown) => void> = [];
    const finished = api.define(name, () =>
      run({
        onStart: (request) => {
          current = request;
          if (aborted) request.destroy(new WxFailure('abort'));
        },
        onProgress: (sent, total) => {
          const event = context.realm.adopt({
            progress: Math.round((sent / total) * 100),
            totalBytesSent: sent,
            totalBytesExpectedToSend: total,
          });
          for (const listener of progress) context.enter(() => listener(event));
        },
      }),
    )({ ...options, success: undefined, fail: undefined, complete: undefined });
    const task = {
      abort: () => {
        aborted = true;
        current?.destroy(new WxFailure('abort'));
      },
      onHeadersReceived() {},
      offHeadersReceived() {},
      onChunkReceived() {},
      offChunkReceived() {},
      onProgressUpdate: (listener: (event: unknown) => void) => progress.push(listener),
      offProgressUpdate: () => progress.splice(0),
    };
    const outcome = finished as Promise<unknown>;
    const wantsCallbacks = ['success', 'fail', 'complete'].some((key) => typeof options[key] === 'function');
    if (!wantsCallbacks) return Object.assign(outcome, task);
    outcome.then(
      (value) => api.giveBack(options, { failed: false, value }),
      (value: unknown) => api.giveBack(options, { failed: true, value }),
    );
    return task;
  };

  const request = (options: WxOptions = {}): unknown =>
    startTask('request', options, async (hooks) => {
      const method = textOption(options, 'method', 'GET').toUpperCase();
      if (!methods.includes(method)) throw new WxFailure(`method "${method}" is not supported`);
      const url = addressOf(options);
      const headers = headersOf(options);
      headers['content-type'] ??= 'application/json';
      const body = requestBody(options['data'], method, headers['content-type'], url);
      if (body) headers['content-length'] = String(body.length);
      const reply = await exchange({
        url,
        method,
        headers,
        body,
        timeoutMs: timeoutOf(options),
        canHold: false,
        ...hooks,
      });
      const { bytes, ...rest } = reply;
      return { ...rest, data: replyData(bytes, options), errMsg: 'request:ok' };
    });

  const uploadFile = (options: WxOptions = {}): unknown =>
    startTask('uploadFile', options, async (hooks) => {
      const filePath = textOption(options, 'filePath');
      const { body, contentType } = multipartBody({
        name: textOption(options, 'name', 'file'),
        filePath,
        bytes: context.files.read(filePath),
        fields: (options['formData'] ?? {}) as Record<string, unknown>,
      });
      const headers = headersOf(options);
      headers['content-type'] = contentType;
      headers['content-length'] = String(body.length);
      const url = addressOf(options);
      const reply = await exchange({
        url,
        method: 'POST',
        headers,
        body,
        timeoutMs: timeoutOf(options),
        canHold: true,
        ...hooks,
      });
      return {
        statusCode: reply.statusCode,
        header: reply.header,
        cookies: reply.cookies,
        data: reply.bytes.toString('utf8'),
      };
    });

  const downloadFile = (options: WxOptions = {}): unknown =>
    startTask('downloadFile', options, async (hooks) => {
      const url = addressOf(options);
      const headers = headersOf(options);
      const reply = await exchange({
        url,
        method: 'GET',
        headers,
        body: undefined,
        timeoutMs: timeoutOf(options),
        canHold: false,
        ...hooks,
      });
      const extension =
        /\.(\w{2,5})$/.exec(url.pathname)?.[1] ?? (reply.header['content-type'] ?? '').split(/[/;]/)[1] ?? '';
      const tempFilePath = context.files.makeTemporary(reply.bytes, extension);
      return { statusCode: reply.statusCode, header: reply.header, tempFilePath };
    });

  return {
    request,
    uploadFile,
    downloadFile,
    getNetworkType: api.define('getNetworkType', () => ({ networkType: network.type, weakNet: false })),
    onNetworkStatusChange: (listener: unknown) => context.events.on('networkStatusChange', listener),
    offNetworkStatusChange: (listener?: unknown) => context.events.off('networkStatusChange', listener),
    onNetworkWeakChange() {},
    offNetworkWeakChange() {},
  };
}

function requestBody(data: unknown, method: string, contentType: string, url: URL): Buffer | undefined {
  if (data === undefined || data === null) return undefined;
  if (method === 'GET' || method === 'HEAD') {
    if (typeof data === 'object') {
      for (const [key, value] of Object.entries(data)) url.searchParams.append(key, String(value));
    }
    return undefined;
  }
  if (typeof data === 'string') return Buffer.from(data);
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]')
    return Buffer.from(data as ArrayBuffer);
  if (contentType.includes('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(Object.entries(data).map(([key, value]) => [key, String(value)]));
    return Buffer.from(form.toString());
  }
  return Buffer.from(JSON.stringify(data));
}

function replyData(bytes: Buffer, options: WxOptions): unknown {
  if (options['responseType'] === 'arraybuffer') {
    const copy = new ArrayBuffer(bytes.length);
    new Uint8Array(copy).set(bytes);
    return copy;
  }
  const text = bytes.toString('utf8');
  if (textOption(options, 'dataType', 'json') !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
