import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  mediaCheckOutcome,
  type CallbackMessage,
} from '../../server/src/platform/wechat/callback-message.js';
import { WeChatCallback } from '../../server/src/platform/wechat/wechat-callback.js';
import { GRANDMOTHER, MOTHER, startRig, type Rig } from './wechat.support.js';

let rig: Rig;

beforeEach(async () => {
  rig = await startRig({
    pages: ['packages/issues/detail'],
    templates: {
      miniProgram: [{ id: 'T1', title: '进度提醒', fields: ['thing1'], labels: { thing1: '事项' } }],
    },
  });
});
afterEach(() => rig.close());

async function api(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${rig.url}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? null : JSON.parse(text) };
}

async function wx(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${rig.apiUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

function send(data: Record<string, string> = { thing1: '好' }, page = 'packages/issues/detail?id=1') {
  return rig.client.sendSubscribe({ openid: MOTHER.openid, templateId: 'T1', page, data, state: 'formal' });
}

describe('login', () => {
  it('takes a code once', async () => {
    const { json } = await api('POST', `/personas/${MOTHER.openid}/login-code`);
    const code = String(Object(json)['code']);
    expect(await rig.client.code2Session(code)).toMatchObject({
      openid: MOTHER.openid,
      unionid: MOTHER.unionid,
    });
    await expect(rig.client.code2Session(code)).rejects.toMatchObject({
      errcode: 40029,
      errorClass: 'permanent',
    });
    await expect(rig.client.code2Session('invented')).rejects.toMatchObject({ errcode: 40029 });
  });

  it('takes a code for five minutes', async () => {
    const code = rig.emulator.issueLoginCode(MOTHER.openid);
    rig.clock.advanceMinutes(5);
    await expect(rig.client.code2Session(code)).rejects.toMatchObject({ errcode: 40029 });
  });

  it('gives no unionid where there is none', async () => {
    const code = rig.emulator.issueLoginCode(GRANDMOTHER.openid);
    expect(await rig.client.code2Session(code)).toMatchObject({ openid: GRANDMOTHER.openid, unionid: null });
  });

  it('gives a phone number once, and none to who has none', async () => {
    const code = rig.emulator.issuePhoneCode(MOTHER.openid);
    expect(await rig.client.phoneNumber(code)).toEqual({ phone: MOTHER.phone });
    await expect(rig.client.phoneNumber(code)).rejects.toMatchObject({ errcode: 40029 });
    const none = rig.emulator.issuePhoneCode(GRANDMOTHER.openid);
    await expect(rig.client.phoneNumber(none)).rejects.toMatchObject({ errcode: 40029 });
  });

  it('knows nobody else', async () => {
    expect((await api('POST', '/personas/nobody/login-code')).status).toBe(404);
  });
});

describe('tokens', () => {
  const ask = async (force = false): Promise<Record<string, unknown>> =>
    Object(
      await wx('/cgi-bin/stable_token', {
        grant_type: 'client_credential',
        ...rig.emulator.apps.miniProgram,
        force_refresh: force,
      }),
    );
  const use = async (token: unknown): Promise<unknown> =>
    Object(await wx(`/wxa/msg_sec_check?access_token=${String(token)}`, {}))['errcode'];

  it('stay the same until five minutes before the end, then two are good', async () => {
    const first = await ask();
    rig.clock.advanceMinutes(114);
    expect((await ask())['access_token']).toBe(first['access_token']);
    rig.clock.advanceMinutes(1.5);
    const second = await ask();
    expect(second['access_token']).not.toBe(first['access_token']);
    expect([await use(first['access_token']), await use(second['access_token'])]).toEqual([40003, 40003]);
    rig.clock.advanceMinutes(5);
    expect([await use(first['access_token']), await use(second['access_token'])]).toEqual([42001, 40003]);
  });

  it('are withdrawn by a forced refresh, which is rationed', async () => {
    const first = await ask();
    const forced = await ask(true);
    expect([await use(first['access_token']), await use(forced['access_token'])]).toEqual([40001, 40003]);
    expect((await ask(true))['errcode']).toBe(45011);
    for (let i = 0; i < 19; i += 1) {
      rig.clock.advanceMinutes(0.5);
      await ask(true);
    }
    rig.clock.advanceMinutes(0.5);
    expect((await ask(true))['errcode']).toBe(45009);
  });

  it('belong to one account and one secret', async () => {
    const { appid } = rig.emulator.apps.miniProgram;
    const asked = { grant_type: 'client_credential', appid, secret: 'x' };
    expect(await wx('/cgi-bin/stable_token', asked)).toMatchObject({ errcode: 40125 });
    expect(await wx('/cgi-bin/stable_token', { ...asked, appid: 'x' })).toMatchObject({ errcode: 40013 });
    const { access_token: token } = await ask();
    expect(await wx(`/cgi-bin/message/template/send?access_token=${String(token)}`, {})).toMatchObject({
      errcode: 48001,
    });
    expect(await use('')).toBe(41001);
  });
});

describe('subscribe messages', () => {
  it('need one credit each', async () => {
    expect(await send()).toEqual({ kind: 'refused', errcode: 43101 });
    await api('POST', '/credits', { openid: MOTHER.openid, templateId: 'T1', count: 1 });
    expect(await send()).toMatchObject({ kind: 'sent' });
    expect(await send()).toEqual({ kind: 'refused', errcode: 43101 });
  });

  it('lose all credits when the person switches them off', async () => {
    rig.emulator.phones.addCredits(MOTHER.openid, 'T1', 3);
    await api('POST', '/failures', { next: '43101' });
    expect(await send()).toMatchObject({ kind: 'refused' });
    expect(rig.emulator.phones.creditsOf(MOTHER.openid, 'T1')).toBe(0);
  });

  it('are checked as WeChat checks them', async () => {
    rig.emulator.phones.addCredits(MOTHER.openid, 'T1', 3);
    expect(await send({ thing9: '好' })).toMatchObject({ kind: 'permanent', errcode: 47003 });
    expect(await send({ thing1: '好' }, 'packages/nowhere')).toMatchObject({ errcode: 41030 });
    const message = { templateId: 'T1', page: '', data: { thing1: '好' }, state: 'formal' as const };
    expect(await rig.client.sendSubscribe({ ...message, openid: 'nobody' })).toMatchObject({
      errcode: 40003,
    });
    expect(
      await rig.client.sendSubscribe({ ...message, openid: MOTHER.openid, templateId: 'T9' }),
    ).toMatchObject({ errcode: 40037 });
    expect(rig.emulator.phones.list()).toHaveLength(0);
  });

  it('can be read, marked as read and wiped', async () => {
    rig.emulator.phones.addCredits(MOTHER.openid, 'T1', 1);
    await send();
    const overview = async (): Promise<unknown> =>
      (await api('GET', `/overview?openid=${MOTHER.openid}`)).json;
    expect(await overview()).toMatchObject({
      personas: [
        { openid: MOTHER.openid, unread: 1, follows: true },
        { unread: 0, follows: null },
      ],
      messages: [{ title: '进度提醒', fields: [{ label: '事项', value: '好' }] }],
    });
    expect((await api('POST', '/messages/read', { openid: MOTHER.openid })).status).toBe(204);
    expect(await overview()).toMatchObject({ personas: [{ unread: 0 }, { unread: 0 }] });
    await api('DELETE', '/messages');
    expect((await api('GET', `/messages?openid=${MOTHER.openid}`)).json).toEqual([]);
  });

  it('fail in the order that was asked for, and only for the person that was named', async () => {
    rig.emulator.phones.addCredits(MOTHER.openid, 'T1', 3);
    await api('POST', '/failures', { next: '45009', times: 1 });
    await api('POST', '/failures', { next: '500', openid: GRANDMOTHER.openid });
    expect(await send()).toMatchObject({ errcode: 45009 });
    expect(await send()).toMatchObject({ kind: 'sent' });
    expect((await api('GET', '/failures')).json).toMatchObject([{ next: '500', times: 1 }]);
    await api('DELETE', '/failures');
    expect((await api('GET', '/failures')).json).toEqual([]);
    expect((await api('POST', '/failures', { next: 'nonsense' })).status).toBe(400);
  });
});

describe('template messages', () => {
  it('arrive again with the same client id after ten minutes', async () => {
    const message = { serviceOpenid: MOTHER.serviceOpenid ?? '', templateId: 'S1', clientMsgId: 'row-1' };
    const again = () =>
      rig.client.sendTemplate({ ...message, pagepath: 'packages/issues/detail', data: { thing1: '好' } });
    await again();
    rig.clock.advanceMinutes(9);
    await again();
    expect(rig.emulator.phones.list()).toHaveLength(1);
    rig.clock.advanceMinutes(2);
    await again();
    expect(rig.emulator.phones.list()).toHaveLength(2);
  });
});

describe('printed codes', () => {
  it('are PNG pictures that differ by what they hold', async () => {
    const page = 'packages/issues/detail';
    const one = await rig.client.wxaCodeUnlimited({ scene: 'abc', page });
    const two = await rig.client.wxaCodeUnlimited({ scene: 'abd', page });
    expect(one.subarray(1, 4).toString()).toBe('PNG');
    expect(one.equals(two)).toBe(false);
    expect(rig.emulator.madeCodes.map(({ scene }) => scene)).toEqual(['abc', 'abd']);
  });

  it('refuse scenes and pages that WeChat refuses', async () => {
    const page = 'packages/issues/detail';
    for (const scene of ['', 'a'.repeat(33), 'a%20', '中']) {
      await expect(rig.client.wxaCodeUnlimited({ scene, page })).rejects.toMatchObject({ errcode: 40169 });
    }
    for (const wrong of [`/${page}`, `${page}?a=1`, 'packages/nowhere']) {
      await expect(rig.client.wxaCodeUnlimited({ scene: 'a', page: wrong })).rejects.toMatchObject({
        errcode: 41030,
      });
    }
  });
});

describe('content checks', () => {
  it('judge texts at once', async () => {
    const check = (content: string) => rig.client.msgSecCheck({ openid: MOTHER.openid, scene: 2, content });
    expect(await check('扶手松了')).toMatchObject({ suggest: 'pass', label: 100 });
    expect(await check('【测试违规】')).toMatchObject({ suggest: 'risky' });
    expect(await check('【测试复核】')).toMatchObject({ suggest: 'review' });
    await expect(check('长'.repeat(2501))).rejects.toMatchObject({ errcode: 47001 });
    rig.emulator.failures.plan('61010', 1, { api: 'check' });
    await expect(check('扶手松了')).rejects.toMatchObject({ errcode: 61010 });
  });

  it.each([
    ['json', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
    ['xml', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
    ['json', null],
  ] as const)('answer media by a signed callback (%s, key %s)', async (format, encodingAesKey) => {
    const received: CallbackMessage[] = [];
    const seen = { once: (_key: string, work: () => Promise<void>) => work().then(() => true) };
    const handle = (message: CallbackMessage) => Promise.resolve(void received.push(message));
    const callback = new WeChatCallback(
      { appid: rig.emulator.apps.miniProgram.appid, token: 'AAAAA', encodingAesKey },
      rig.clock,
      seen,
      [{ event: 'wxa_media_check', handle }],
    );
    const server = fastify({ forceCloseConnections: true });
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    server.post('/callback', async (request, reply) => {
      const answer = await callback.handlePost(Object(request.query), Buffer.from(Object(request.body)));
      return reply.code(answer.status).type(answer.contentType).send(answer.body);
    });
    const url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/callback`;

    const mediaUrl = 'https://school.example/photo.jpg';
    const asked = { openid: MOTHER.openid, scene: 2, mediaUrl, mediaType: 'image' } as const;
    const { traceId } = await rig.client.mediaCheckAsync(asked);
    expect((await api('POST', `/checks/${traceId}`, { suggest: 'risky' })).json).toEqual({
      delivered: false,
      status: null,
    });
    rig.emulator.callbacks.configure('miniProgram', { url, token: 'AAAAA', encodingAesKey, format });
    expect((await api('POST', `/checks/${traceId}`, { suggest: 'risky' })).json).toEqual({
      delivered: true,
      status: 200,
    });
    expect(received.map(mediaCheckOutcome)).toEqual([{ traceId, suggest: 'risky', label: 20006 }]);
    expect((await api('GET', '/checks')).json).toMatchObject([{ traceId, answer: 'risky', delivered: true }]);
    expect((await api('POST', '/checks/unknown', { suggest: 'pass' })).status).toBe(404);

    rig.emulator.callbacks.configure('miniProgram', { url, token: 'wrong', encodingAesKey, format });
    const refused = await api('POST', `/checks/${traceId}`, { suggest: 'pass' });
    expect(refused.json).toEqual({ delivered: false, status: 403 });
    await server.close();
  });
});

describe('page', () => {
  it('needs nothing inline and nothing from elsewhere', async () => {
    const html = await (await fetch(rig.url)).text();
    expect(html).toContain('src="/emulator/emulator.js"');
    expect(html).not.toMatch(/<style|style=|onclick|https?:\/\//);
    for (const file of ['emulator.js', 'emulator.css']) {
      expect((await fetch(`${rig.url}/${file}`)).status).toBe(200);
    }
  });
});
