import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryAccessTokenStore } from '../../server/src/platform/wechat/access-token.js';
import type { Failure } from '../../server/src/platform/wechat/emulator/emulator.types.js';
import { WeChatClient } from '../../server/src/platform/wechat/wechat-client.js';
import { WECHAT_ERRORS, WeChatError, outcomeOf } from '../../server/src/platform/wechat/wechat-errors.js';
import type { SendOutcome, SubscribeMessage } from '../../server/src/platform/wechat/wechat.port.js';
import { MOTHER, TestClock, startRig, startServer, type Rig } from './wechat.support.js';

const APP = { appid: 'wx1', secret: 's' };

const MESSAGE: SubscribeMessage = {
  openid: MOTHER.openid,
  templateId: 'T1',
  page: 'packages/issues/detail?id=1',
  data: { thing1: '楼梯扶手松了', phrase2: '正在修' },
  state: 'formal',
};

const TEMPLATE = {
  serviceOpenid: MOTHER.serviceOpenid ?? '',
  templateId: 'S1',
  pagepath: 'packages/issues/detail?id=1',
  data: { thing1: '楼梯扶手松了' },
  clientMsgId: 'row-1',
};

function clientAt(baseUrl: string, timeoutMs = 5000, store = new MemoryAccessTokenStore()): WeChatClient {
  const options = { baseUrl, timeoutMs, miniProgram: APP, serviceAccount: null };
  return new WeChatClient(options, store, new TestClock());
}

describe('sending', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await startRig({ initialCredits: 5 });
  });
  afterEach(() => rig.close());

  const arrived = (): number => rig.emulator.phones.list(MOTHER.openid).length;
  const failNext = async (next: Failure): Promise<SendOutcome> => {
    rig.emulator.failures.plan(next);
    return rig.client.sendSubscribe(MESSAGE);
  };

  it('arrives, and every digit of the message id comes back', async () => {
    expect(await rig.client.sendSubscribe(MESSAGE)).toEqual({ kind: 'sent', msgId: '3000000000000000001' });
    expect(rig.emulator.phones.list()[0]).toMatchObject({
      kind: 'subscribe',
      openid: MOTHER.openid,
      page: MESSAGE.page,
      read: false,
      fields: [{ name: 'thing1', value: '楼梯扶手松了' }, { name: 'phrase2' }],
    });
  });

  it('says by class what an error asks for', async () => {
    expect(await failNext('43101')).toEqual({ kind: 'refused', errcode: 43101 });
    expect(await failNext('40003')).toEqual({ kind: 'permanent', errcode: 40003 });
    expect(await failNext('40037')).toEqual({ kind: 'permanent', errcode: 40037 });
    expect(await failNext('45011')).toEqual({ kind: 'retry', errcode: 45011, retryAfterSeconds: 60 });
    expect(await failNext('45009')).toMatchObject({ kind: 'retry', errcode: 45009 });
    expect(await failNext('-1')).toMatchObject({ kind: 'retry', errcode: -1 });
    expect(await failNext('500')).toEqual({ kind: 'retry', errcode: null });
    expect(arrived()).toBe(0);
  });

  it('knows nothing after a broken connection, whether the message arrived or not', async () => {
    expect(await failNext('timeout-lost')).toEqual({ kind: 'unknown' });
    expect(arrived()).toBe(0);
    expect(await failNext('timeout-delivered')).toEqual({ kind: 'unknown' });
    expect(arrived()).toBe(1);
  });

  it('refuses a bad field before anything is sent', async () => {
    rig.emulator.failures.plan('-1');
    const outcome = await rig.client.sendSubscribe({ ...MESSAGE, data: { thing1: '好', phrase2: '' } });
    expect(outcome).toEqual({ kind: 'permanent', errcode: 47003, field: 'phrase2' });
    expect(rig.emulator.failures.list()).toHaveLength(1);
  });

  it('replaces a token that WeChat has withdrawn, once', async () => {
    await rig.client.sendSubscribe(MESSAGE);
    rig.emulator.tokens.revokeAll();
    expect(await rig.client.sendSubscribe(MESSAGE)).toMatchObject({ kind: 'sent' });
    expect(arrived()).toBe(2);
  });

  it('stops after the second refusal of a token and keeps the message', async () => {
    rig.emulator.failures.plan('40001', 5);
    expect(await rig.client.sendSubscribe(MESSAGE)).toEqual({ kind: 'retry', errcode: 40001 });
    expect(rig.emulator.failures.list()).toMatchObject([{ times: 3 }]);
  });

  it('repeats a template message without doubling it', async () => {
    rig.emulator.failures.plan('timeout-delivered');
    expect(await rig.client.sendTemplate(TEMPLATE)).toEqual({ kind: 'unknown' });
    expect(await rig.client.sendTemplate(TEMPLATE)).toMatchObject({ kind: 'sent' });
    expect(arrived()).toBe(1);
    expect(await rig.client.sendTemplate({ ...TEMPLATE, clientMsgId: 'row-2' })).toMatchObject({
      kind: 'sent',
    });
    expect(arrived()).toBe(2);
  });

  it('cannot reach who left the service account', async () => {
    await rig.emulator.follow(MOTHER.openid, false);
    expect(await rig.client.sendTemplate(TEMPLATE)).toEqual({ kind: 'permanent', errcode: 43004 });
    expect(await rig.client.serviceUser(TEMPLATE.serviceOpenid)).toEqual({
      subscribed: false,
      unionid: null,
    });
    await rig.emulator.follow(MOTHER.openid, true);
    expect(await rig.client.serviceUser(TEMPLATE.serviceOpenid)).toEqual({
      subscribed: true,
      unionid: MOTHER.unionid,
    });
  });
});

describe('answers that are none', () => {
  it('a refused connection surely delivered nothing', async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    const store = new MemoryAccessTokenStore();
    await store.write(APP.appid, 'token', new Date('2026-11-22T10:00:00Z'));
    for (const client of [clientAt(gone.url), clientAt(gone.url, 5000, store)]) {
      expect(await client.sendSubscribe(MESSAGE)).toEqual({ kind: 'retry', errcode: null });
    }
    await expect(clientAt(gone.url).code2Session('x')).rejects.toMatchObject({
      errcode: null,
      errorClass: 'retry',
    });
  });

  /** Hands out a token and leaves the send to `send`. */
  async function outcomeOfSend(
    send: (response: import('node:http').ServerResponse) => void,
    timeoutMs?: number,
    signal?: AbortSignal,
  ): Promise<SendOutcome> {
    const server = await startServer((request, response) => {
      request.resume();
      if (request.url?.startsWith('/cgi-bin/stable_token'))
        response.end('{"access_token":"t","expires_in":7200}');
      else send(response);
    });
    try {
      return await clientAt(server.url, timeoutMs).sendSubscribe(
        MESSAGE,
        signal === undefined ? {} : { signal },
      );
    } finally {
      await server.close();
    }
  }

  it('no answer in time is unknown', async () => {
    expect(await outcomeOfSend(() => undefined, 150)).toEqual({ kind: 'unknown' });
  });

  it('giving up while the request is out is unknown', async () => {
    const giveUp = new AbortController();
    expect(await outcomeOfSend(() => giveUp.abort(), 5000, giveUp.signal)).toEqual({ kind: 'unknown' });
  });

  it('an answer that cannot be read, and a gateway that lost it, are unknown', async () => {
    expect(await outcomeOfSend((response) => response.end('<html>'))).toEqual({ kind: 'unknown' });
    expect(await outcomeOfSend((response) => response.end('{"errc'))).toEqual({ kind: 'unknown' });
    expect(await outcomeOfSend((response) => response.end('{}'))).toEqual({ kind: 'unknown' });
    expect(await outcomeOfSend((response) => response.writeHead(504).end())).toEqual({ kind: 'unknown' });
    expect(await outcomeOfSend((response) => response.writeHead(302, { location: '/x' }).end())).toEqual({
      kind: 'unknown',
    });
  });

  it('a server that answers 503 did not take it', async () => {
    expect(await outcomeOfSend((response) => response.writeHead(503).end())).toEqual({
      kind: 'retry',
      errcode: null,
    });
  });

  it('without a token nothing leaves, whatever became of the question for it', async () => {
    const silent = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await clientAt(`http://127.0.0.1:${port}`).sendSubscribe(MESSAGE)).toEqual({
      kind: 'retry',
      errcode: null,
    });
    await new Promise((resolve) => silent.close(resolve));
  });

  it('an account set up wrongly keeps its messages', async () => {
    const rig = await startRig();
    const { emulator, apiUrl, store, clock } = rig;
    const miniProgram = { ...emulator.apps.miniProgram, secret: 'wrong' };
    const client = new WeChatClient(
      { baseUrl: apiUrl, timeoutMs: 5000, miniProgram, serviceAccount: null },
      store,
      clock,
    );
    expect(await client.sendSubscribe(MESSAGE)).toEqual({ kind: 'retry', errcode: 40125 });
    expect(await client.sendTemplate(TEMPLATE)).toEqual({ kind: 'permanent', errcode: 48001 });
    await rig.close();
  });
});

describe('table of errors', () => {
  it('gives every listed code exactly one fate, and an unlisted one an end', () => {
    for (const [code, entry] of Object.entries(WECHAT_ERRORS)) {
      const kind = {
        token: 'retry',
        configuration: 'retry',
        retry: 'retry',
        refused: 'refused',
        permanent: 'permanent',
      };
      const expected = Object.entries(kind).find(([name]) => name === entry.class)?.[1];
      expect(outcomeOf(Number(code))).toMatchObject({ kind: expected, errcode: Number(code) });
    }
    expect(outcomeOf(99999)).toEqual({ kind: 'permanent', errcode: 99999 });
  });

  it('never quotes what was sent', () => {
    expect(WeChatError.fromCode('jscode2session', 40029).message).toBe(
      'WeChat jscode2session: 40029 code wrong, expired or used',
    );
  });
});
