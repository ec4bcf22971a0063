import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Account } from '../../server/src/platform/auth/identity.entity.js';
import { House } from '../support/house.js';
import type { Json } from '../support/http.js';

describe('routes outside the documented API', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());
  const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    house.as(null).raw<Json>({ method: 'GET', url, headers, remoteAddress });

  it('say that the server lives and can work', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('measure for the machine itself, coarsely, and for nobody else', async () => {
    await house.as(null).get('/children');
    const measured = await get('/metrics');
    expect(measured.status).toBe(200);
    expect(measured.raw).toMatch(/http_requests_total\{status="4xx"\} \d+/);
    expect(measured.raw).toContain('outbox_waiting 0');
    expect(measured.raw).not.toMatch(/children|issue|divert|school|route=/);
    const outside = await get('/metrics', {}, '203.0.113.7');
    expect([outside.status, outside.body['code']]).toEqual([404, 'not_found']);
    expect((await get('/metrics', { 'x-forwarded-for': '127.0.0.1' }, '203.0.113.7')).status).toBe(404);
  });

  it('answer WeChat’s check of the address only with the right signature', async () => {
    const { query, signature } = signed();
    const right = await get(`/wechat/callback?${query}&signature=${signature}&echostr=12345`);
    expect([right.status, right.raw]).toEqual([200, '12345']);
    for (const wrong of [
      '',
      '&signature=x',
      `&signature=${signature}x`,
      `&signature=${signature}&signature=${signature}`,
    ])
      expect((await get(`/wechat/callback?${query}${wrong}&echostr=12345`)).status).toBe(403);
    const old = signed(-3600);
    expect((await get(`/wechat/callback?${old.query}&signature=${old.signature}&echostr=1`)).status).toBe(
      403,
    );
  });

  it('take no event that WeChat has not signed and encrypted', async () => {
    const granny = await house.make.person();
    const { query, signature } = signed();
    const event = `<xml><FromUserName>${granny.serviceOpenid}</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>`;
    const bodies = [
      '',
      event,
      `<!DOCTYPE x [<!ENTITY a "b">]>${event}`,
      '<xml><Encrypt>x</Encrypt></xml>',
      'x'.repeat(100_000),
    ];
    for (const payload of bodies) {
      for (const type of ['text/xml', 'text/plain', 'application/xml']) {
        const answer = await house.as(null).raw({
          method: 'POST',
          url: `/wechat/callback?${query}&signature=${signature}&msg_signature=${signature}`,
          headers: { 'content-type': type },
          payload,
        });
        expect({
          type,
          payload: payload.slice(0, 40),
          refused: [400, 403, 413].includes(answer.status),
        }).toMatchObject({ refused: true });
      }
    }
    const account = await house.database.read.global(Account).findOneByOrFail({ id: granny.accountId });
    expect(account.serviceOpenid).toBeNull();
  });

  it('carry headers that keep browsers safe, and no trace of what serves them', async () => {
    for (const answer of [await get('/healthz'), await get('/api/v1/session'), await get('/nowhere')]) {
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(answer.headers).not.toHaveProperty('x-powered-by');
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  function signed(offsetSeconds = 0): { query: string; signature: string } {
    const timestamp = String(Math.floor(house.clock.now().getTime() / 1000) + offsetSeconds);
    const parts = [house.env.WECHAT_CALLBACK_TOKEN, timestamp, 'nonce1'].sort().join('');
    return {
      query: `timestamp=${timestamp}&nonce=nonce1`,
      signature: createHash('sha1').update(parts).digest('hex'),
    };
  }
});
