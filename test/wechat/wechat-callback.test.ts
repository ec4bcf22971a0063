import { beforeEach, describe, expect, it } from '@jest/globals';
import { encryptMessage, signatureOf } from '../../server/src/platform/wechat/callback-crypto.js';
import {
  mediaCheckOutcome,
  parseCallbackFields,
  templateSendOutcome,
  toCallbackMessage,
  type CallbackMessage,
} from '../../server/src/platform/wechat/callback-message.js';
import { WeChatCallback, type SeenEvents } from '../../server/src/platform/wechat/wechat-callback.js';
import { TestClock } from './wechat.support.js';

const TOKEN = 'AAAAA';
const APPID = 'wxb11529c136998cb6';
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

const SUBSCRIBE = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[service-1]]></FromUserName>
<CreateTime>1795334400</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event></xml>`;

/** What the database does: the key is remembered if and only if the work succeeded. */
class SeenInMemory implements SeenEvents {
  readonly keys = new Set<string>();

  async once(key: string, work: () => Promise<void>): Promise<boolean> {
    if (this.keys.has(key)) return false;
    await work();
    this.keys.add(key);
    return true;
  }
}

const clock = new TestClock();
const now = String(clock.now().getTime() / 1000);
let handled: CallbackMessage[];
let seen: SeenInMemory;
let failures: unknown[];
let fail: boolean;

function callback(encodingAesKey: string | null): WeChatCallback {
  const handle = (message: CallbackMessage): Promise<void> => {
    if (fail) return Promise.reject(new Error('database away'));
    handled.push(message);
    return Promise.resolve();
  };
  const handlers = ['subscribe', 'wxa_media_check'].map((event) => ({ event, handle }));
  const account = { appid: APPID, token: TOKEN, encodingAesKey };
  return new WeChatCallback(account, clock, seen, handlers, (_event, error) => failures.push(error));
}

function plainQuery(timestamp = now): Record<string, string> {
  return { timestamp, nonce: '42', signature: signatureOf([TOKEN, timestamp, '42']) };
}

function sealed(message: string, appid = APPID): { query: Record<string, string>; body: Buffer } {
  const encrypted = encryptMessage(KEY, appid, message);
  const query = {
    ...plainQuery(),
    encrypt_type: 'aes',
    msg_signature: signatureOf([TOKEN, now, '42', encrypted]),
  };
  return {
    query,
    body: Buffer.from(`<xml><ToUserName>gh_1</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`),
  };
}

beforeEach(() => {
  handled = [];
  failures = [];
  fail = false;
  seen = new SeenInMemory();
});

describe('entering the address (GET)', () => {
  it('answers the echo of the documented vector and refuses it later', () => {
    const query = {
      signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
      timestamp: '1714036504',
      nonce: '1514711492',
      echostr: '8391',
    };
    const account = { appid: APPID, token: TOKEN, encodingAesKey: null };
    const then = new TestClock('2024-04-25T09:15:10Z');
    const reply = new WeChatCallback(account, then, seen, []).handleGet(query);
    expect(reply).toEqual({ status: 200, body: '8391', contentType: 'text/plain; charset=utf-8' });
    then.advanceMinutes(6);
    expect(new WeChatCallback(account, then, seen, []).handleGet(query).status).toBe(403);
  });

  it('refuses a wrong, missing or repeated signature', () => {
    for (const signature of ['0'.repeat(40), undefined, [plainQuery()['signature']]]) {
      expect(callback(KEY).handleGet({ ...plainQuery(), signature, echostr: 'x' }).status).toBe(403);
    }
  });
});

describe('pushed messages (POST)', () => {
  it('decrypts, hands on and answers success', async () => {
    const { query, body } = sealed(SUBSCRIBE);
    const reply = await callback(KEY).handlePost(query, body);
    expect(reply).toMatchObject({ status: 200, body: 'success' });
    expect(handled).toHaveLength(1);
    expect(handled[0]).toMatchObject({
      toUser: 'gh_1',
      fromUser: 'service-1',
      createTime: 1795334400,
      msgType: 'event',
      event: 'subscribe',
      msgId: null,
    });
  });

  it('answers a replay with success and handles it once', async () => {
    const { query, body } = sealed(SUBSCRIBE);
    await callback(KEY).handlePost(query, body);
    const again = sealed(SUBSCRIBE);
    expect(await callback(KEY).handlePost(again.query, again.body)).toMatchObject({
      status: 200,
      body: 'success',
    });
    expect(handled).toHaveLength(1);
  });

  it('keeps two checks of one person apart that are answered in the same second', async () => {
    for (const traceId of ['t1', 't2', 't1']) {
      const event = {
        FromUserName: 'mini-1',
        CreateTime: 1795334400,
        MsgType: 'event',
        Event: 'wxa_media_check',
      };
      const { query, body } = sealed(JSON.stringify({ ...event, trace_id: traceId }));
      await callback(KEY).handlePost(query, body);
    }
    expect(handled.map(({ raw }) => raw['trace_id'])).toEqual(['t1', 't2']);
  });

  it('refuses a wrong signature, a message for another account and one that is not encrypted', async () => {
    const { query, body } = sealed(SUBSCRIBE);
    const wrong = { ...query, msg_signature: signatureOf(['x']) };
    expect((await callback(KEY).handlePost(wrong, body)).status).toBe(403);
    const foreign = sealed(SUBSCRIBE, 'wx-other');
    expect((await callback(KEY).handlePost(foreign.query, foreign.body)).status).toBe(403);
    expect((await callback(KEY).handlePost(plainQuery(), Buffer.from(SUBSCRIBE))).status).toBe(403);
    expect(handled).toHaveLength(0);
  });

  it('refuses a timestamp more than five minutes away', async () => {
    const seconds = Number(now);
    for (const timestamp of [seconds - 301, seconds + 301, 'soon']) {
      const query = plainQuery(String(timestamp));
      expect((await callback(null).handlePost(query, Buffer.from(SUBSCRIBE))).status).toBe(403);
    }
    const reply = await callback(null).handlePost(plainQuery(String(seconds - 299)), Buffer.from(SUBSCRIBE));
    expect(reply.status).toBe(200);
  });

  it('refuses DOCTYPE and ENTITY, outside and inside', async () => {
    const evil = `<!DOCTYPE xml [<!ENTITY a "b">]>${SUBSCRIBE}`;
    expect((await callback(null).handlePost(plainQuery(), Buffer.from(evil))).status).toBe(400);
    const { query, body } = sealed(evil);
    expect((await callback(KEY).handlePost(query, body)).status).toBe(400);
    expect(handled).toHaveLength(0);
  });

  it('refuses what is too long, malformed or lacks its fields', async () => {
    const long = Buffer.from(`<xml>${'<a>1</a>'.repeat(10_000)}</xml>`);
    expect((await callback(null).handlePost(plainQuery(), long)).status).toBe(413);
    const nested = `<xml>${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}</xml>`;
    for (const bad of ['', 'hello', '<xml><a></xml>', '{', '[]', '{"a":1}', '<a/>', nested]) {
      expect((await callback(null).handlePost(plainQuery(), Buffer.from(bad))).status).toBe(400);
    }
  });

  it('asks WeChat to deliver again when a handler fails, and handles that delivery', async () => {
    fail = true;
    const { query, body } = sealed(SUBSCRIBE);
    expect((await callback(KEY).handlePost(query, body)).status).toBe(500);
    expect(failures).toHaveLength(1);
    fail = false;
    expect((await callback(KEY).handlePost(query, body)).status).toBe(200);
    expect(handled).toHaveLength(1);
  });

  it('answers success to what nobody handles', async () => {
    const reply = await callback(null).handlePost(
      plainQuery(),
      Buffer.from(SUBSCRIBE.replace('[subscribe]', '[VIEW]')),
    );
    expect(reply.body).toBe('success');
    expect(seen.keys.size).toBe(0);
  });
});

describe('reading messages', () => {
  it('keeps all digits of a message id in JSON and XML', () => {
    const json =
      '{"FromUserName":"a","CreateTime":1,"MsgType":"text","Content":"\\"MsgId\\":1","MsgId":23637352235060880}';
    expect(toCallbackMessage(parseCallbackFields(json)).msgId).toBe('23637352235060880');
    const xml = SUBSCRIBE.replace('</xml>', '<MsgID>23637352235060880</MsgID></xml>');
    expect(toCallbackMessage(parseCallbackFields(xml)).msgId).toBe('23637352235060880');
  });

  it('does not let names of a body reach prototypes', () => {
    const fields = parseCallbackFields('{"__proto__":{"polluted":1},"FromUserName":"a"}');
    expect(fields['polluted']).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });

  it('reads the result of a media check; what could not be checked is for a person to judge', () => {
    const base = {
      FromUserName: 'a',
      CreateTime: 1,
      MsgType: 'event',
      Event: 'wxa_media_check',
      trace_id: 't',
    };
    const read = (more: object): unknown =>
      mediaCheckOutcome(toCallbackMessage(parseCallbackFields(JSON.stringify({ ...base, ...more }))));
    expect(read({ errcode: 0, result: { suggest: 'pass', label: 100 } })).toEqual({
      traceId: 't',
      suggest: 'pass',
      label: 100,
    });
    expect(read({ errcode: 0, result: { suggest: 'risky', label: 20006 } })).toMatchObject({
      suggest: 'risky',
    });
    expect(read({ errcode: -1008, errmsg: 'download failed' })).toMatchObject({ suggest: 'review' });
  });

  it('reads what became of a template message', () => {
    const read = (status: string): unknown =>
      templateSendOutcome(
        toCallbackMessage(
          parseCallbackFields(
            SUBSCRIBE.replace('[subscribe]', '[TEMPLATESENDJOBFINISH]').replace(
              '</xml>',
              `<MsgID>9</MsgID><Status><![CDATA[${status}]]></Status></xml>`,
            ),
          ),
        ),
      );
    expect(read('success')).toEqual({ msgId: '9', status: 'delivered' });
    expect(read('failed:user block')).toEqual({ msgId: '9', status: 'blocked' });
    expect(read('failed: system failed')).toEqual({ msgId: '9', status: 'failed' });
  });
});
