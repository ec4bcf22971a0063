import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { In } from 'typeorm';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { UploadedMedia } from '#shared/media/contract.js';
import { createApp } from '../../server/src/app.js';
import { Account } from '../../server/src/platform/auth/identity.entity.js';
import { Log } from '../../server/src/platform/http/log.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { phonePhoto } from '../media/pictures.js';
import { identityOf } from '../http/support/family-scene.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';
import { ApiClient } from '../support/http.js';
import { BuiltServer, noteMigrations, settingsOf } from './server-process.js';
import type { ServerProcess } from './server-process.js';

const said = {
  school: '桃源镇中心幼儿园',
  child: '欧阳梓涵',
  staff: '司徒建国',
  text: '东楼扶手松了，我的电话一三八，请打13812345678',
  sealed: '孩子在食堂挨骂了',
  answer: '明天换新的螺丝',
  search: '扶手松了',
  login: 'situ.jianguo',
  password: '山水有相逢2026!',
  address: '枫林垭口七组老槐树旁',
  identity: identityOf(417),
};

let house: House;
let built: BuiltServer;
let server: ServerProcess;
let school: TestSchool;
let granny: TestPerson;
let worker: TestPerson;
let principal: TestPerson;
let child: TestRow;
/** What must stand in no log line, with a name for the failure. */
const secrets: Record<string, string> = {};

beforeAll(async () => {
  [house, built] = await Promise.all([House.open(), BuiltServer.build()]);
  await noteMigrations(house);
  house.clock.set(new Date().toISOString());
  const { make } = house;
  school = await make.school(said.school);
  child = await make.child(school, await make.classroom(school), said.child);
  granny = await make.guardian(school, child);
  worker = await make.staff(school, 'logistics', null, said.staff);
  principal = await make.staff(school, 'principal');
  await make.login(worker, said.login, said.password);
  await make.credits(granny, 'progress', 5);
  await house.database.write((tx) =>
    tx.global(Account).update({ id: worker.accountId }, { serviceOpenid: worker.serviceOpenid }),
  );
  await principal.api.patch('/settings', { quietFrom: 0, quietTo: 0 });
  await principal.api.post('/routing-rules', {
    category: school.categories['facility'],
    person: worker.token,
  });
  for (const [name, person] of Object.entries({ granny, worker }))
    Object.assign(secrets, {
      [`bearer of ${name}`]: person.api.bearer,
      [`openid of ${name}`]: person.openid,
      [`service openid of ${name}`]: person.serviceOpenid,
      [`name of ${name}`]: person.name,
    });
  server = await built.start({ ...settingsOf(house), LOG_LEVEL: 'trace' });
});
afterAll(async () => {
  await built.remove();
  await house.close();
});

const upload = async (bytes: Buffer) => {
  const form = new FormData();
  form.append('clientId', randomUUID());
  form.append('file', new Blob([bytes], { type: 'image/jpeg' }), `${said.child}.jpg`);
  const headers = { authorization: `Bearer ${granny.api.bearer}` };
  return fetch(`${server.url}/api/v1/media`, { method: 'POST', headers, body: form });
};
async function ask<Body>(
  person: TestPerson,
  method: 'GET' | 'POST',
  route: string,
  body?: object,
): Promise<Body> {
  const answer = await server.ask(person.api.bearer ?? '', method, route, body);
  expect([route, answer?.ok]).toEqual([route, true]);
  return (await answer?.json()) as Body;
}
const lines = () => server.output.split('\n').filter((line) => line.startsWith('{'));
/** A line of the log, which travels through a pipe and may come after the answer. */
async function lineWith(...parts: string[]): Promise<string> {
  for (;;) {
    const line = lines().find((one) => parts.every((part) => one.includes(part)));
    if (line !== undefined) return line;
    await pause(20);
  }
}

describe('the log of a whole day, at its most talkative', () => {
  let detail: IssueDetail;
  let broken: { status: number; type: string | null; body: Record<string, unknown> };

  beforeAll(async () => {
    const photo = (await (await upload(await phonePhoto())).json()) as UploadedMedia;
    const report = { text: said.text, photos: [photo.token], category: school.categories['facility'] };
    const { token } = await ask<IssueDetail>(granny, 'POST', '/issues', {
      clientId: randomUUID(),
      ...report,
    });
    await ask(granny, 'POST', '/issues', { clientId: randomUUID(), text: said.sealed, sealed: true });
    await ask(granny, 'GET', `/issues?scope=mine&q=${encodeURIComponent(said.search)}`);
    const family = `/children/${child.token}`;
    await ask(principal, 'POST', `${family}/household`, { adults: [granny.token], votes: true });
    await ask(principal, 'POST', `${family}/phone`, { person: granny.token, number: '13812345678' });
    await ask(principal, 'POST', `${family}/identity`, { number: said.identity });
    await ask(principal, 'POST', `${family}/address`, { address: said.address });
    await ask(principal, 'POST', '/roster/by-phone', { number: '13812345678' });
    await ask(worker, 'POST', `/issues/${token}/accept`, {});
    await ask(worker, 'POST', `/issues/${token}/answer`, { text: said.answer });
    detail = await ask<IssueDetail>(granny, 'GET', `/issues/${token}`);
    for (const name of ['url', 'thumbnailUrl'] as const) {
      const address = detail.photos[0]?.[name] ?? '';
      expect((await fetch(new URL(address, server.url))).status).toBe(200);
      secrets[`signature of ${name}`] = new URL(address, server.url).search;
    }
    const open = { state: In(['waiting', 'sending']) };
    while ((await house.database.read.global(OutboxRow).countBy(open)) > 0)
      await new Promise((resolve) => setTimeout(resolve, 20));

    // What goes wrong must be as silent: wrong passwords, foreign tokens, broken bodies, unknown addresses.
    const post = (route: string, body: string, type = 'application/json') =>
      fetch(`${server.url}${route}`, { method: 'POST', body, headers: { 'content-type': type } });
    const right = { login: said.login, password: said.password };
    const session = await post('/api/v1/session/password', JSON.stringify(right));
    secrets['bearer of the browser'] = ((await session.json()) as { token?: string }).token ?? '';
    await post('/api/v1/session/password', JSON.stringify({ ...right, password: `${said.password}x` }));
    await post('/api/v1/session/wechat', JSON.stringify({ code: said.child }));
    await post('/api/v1/issues', `{"text": "${said.text}`);
    await post(
      `/api/v1/nowhere/${encodeURIComponent(said.child)}?name=${said.child}`,
      said.text,
      'text/plain',
    );
    await post('/wechat/callback?signature=x&openid=y', `<xml>${said.text}</xml>`, 'text/xml');
    await fetch(`${server.url}/api/v1/issues`, {
      headers: { authorization: `Bearer ${granny.api.bearer}x` },
    });
    await server.ask(granny.api.bearer ?? '', 'POST', '/issues', { clientId: said.child, text: 7 });

    const media = path.join(house.env.DATA_DIR, 'media');
    renameSync(media, `${media}-away`);
    writeFileSync(media, '');
    const answer = await upload(await phonePhoto());
    broken = {
      status: answer.status,
      type: answer.headers.get('content-type'),
      body: (await answer.json()) as Record<string, unknown>,
    };
  });

  it('tells what an operator needs', () => {
    const routes = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(routes).toContainEqual(
      expect.objectContaining({ msg: 'answer', method: 'GET', route: '/api/v1/issues/:token', status: 200 }),
    );
    expect(routes).toContainEqual(
      expect.objectContaining({ msg: 'message', kind: 'issue.assigned', outcome: 'sent' }),
    );
    expect(new Set(routes.map(({ level }) => level))).toContain(20);
  });

  it('names nobody and repeats nothing that anybody wrote', () => {
    const { text, sealed, answer, ...short } = said;
    const all = {
      ...secrets,
      ...short,
      phone: '13812345678',
      issue: detail.token,
      photo: detail.photos[0]?.token ?? '',
      ...Object.fromEntries([text, sealed, answer].map((one, n) => [`words ${n}`, one.slice(0, 4)])),
    };
    const found = Object.entries(all).filter(
      ([, secret]) => secret.length < 2 || server.output.includes(secret),
    );
    expect(found.map(([name]) => name)).toEqual([]);
  });

  it('holds no address that was asked, in particular no query', () => {
    const withQuery = lines().filter((line) => /\?[a-z]+=|%E[0-9]%|signature=|scope=/i.test(line));
    expect(withQuery).toEqual([]);
  });

  it('leads from a 500 to its place in the program, while the answer says nothing of it', async () => {
    expect([broken.status, broken.type]).toEqual([500, 'application/problem+json; charset=utf-8']);
    expect(Object.keys(broken.body).sort()).toEqual([
      'code',
      'detail',
      'instance',
      'status',
      'title',
      'type',
    ]);
    expect(JSON.stringify(broken.body)).not.toMatch(/ENOTDIR|media|mkdir|\/tmp|\.ts|\.js| at /);
    const id = String(broken.body['instance']).replace('urn:xinqiao:request:', '');
    const entry = JSON.parse(await lineWith(id, '"failure"')) as { frames?: string[] };
    expect(entry).toMatchObject({ level: 50, code: 'ENOTDIR', route: '/api/v1/media' });
    expect(entry).not.toHaveProperty('message');
    expect(entry.frames?.length).toBeGreaterThan(0);
  });

  it('leaves the metrics coarse: no school, no person, no address', async () => {
    const answer = await fetch(`${server.url}/metrics`);
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toMatch(/http_requests_total\{status="2xx"\} \d+/);
    expect(text).toMatch(/outbox_waiting 0/);
    for (const secret of [...Object.values(secrets), ...Object.values(said), school.token, detail.token])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/divert|safeguard|school|issue|\/api/i);
  });
});

describe('the doors of the operator', () => {
  const from = (client: ApiClient, remoteAddress: string, url = '/metrics', headers = {}) =>
    client.raw({ method: 'GET', url, remoteAddress, headers });
  const far = '203.0.113.7';

  it('show the metrics to this machine only, whatever a stranger claims to be', async () => {
    const client = house.as(null);
    for (const near of ['127.0.0.1', '::1']) expect((await from(client, near)).status).toBe(200);
    expect((await from(client, far)).status).toBe(404);
    expect((await from(client, far, '/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
    const nothing = await from(client, far, '/nothing-here');
    expect((await from(client, far)).body).toEqual(nothing.body);
  });

  it('show them elsewhere to who has the token, and then to nobody without it', async () => {
    const { database, clock, env } = house;
    const METRICS_TOKEN = 'a-token-for-the-operator';
    const app = await createApp({ env: { ...env, METRICS_TOKEN }, database, clock, log: new Log('silent') });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const client = new ApiClient(app, null);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect((await from(client, far, '/metrics', bearer(METRICS_TOKEN))).status).toBe(200);
    for (const wrong of ['', 'x', `${METRICS_TOKEN}x`, METRICS_TOKEN.toUpperCase()])
      expect((await from(client, far, '/metrics', bearer(wrong))).status).toBe(404);
    expect((await from(client, '127.0.0.1')).status).toBe(404);
    await app.close();
  });

  it('say when the database is gone, and what broke to nobody', async () => {
    const other = await House.open();
    const person = await other.make.person();
    const client = other.as(person.api.bearer);
    expect((await from(client, '127.0.0.1', '/readyz')).status).toBe(200);
    await other.database.close();
    expect((await from(client, '127.0.0.1', '/healthz')).status).toBe(200);
    expect((await from(client, '127.0.0.1', '/readyz')).status).toBe(503);
    const answer = await client.get<{ code: string; detail: string }>('/session');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(answer.raw).not.toMatch(/sql|select|database|connection|driver/i);
    await other.close();
  });
});
