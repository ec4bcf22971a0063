import { readFileSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { FoundByPhone } from '#shared/people/private.js';
import { createApp } from '../../server/src/app.js';
import type { Manifest } from '../../server/src/platform/database/backup-format.js';
import { Log } from '../../server/src/platform/http/log.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';
import { ApiClient } from '../support/http.js';
import { BuiltServer, noteMigrations, settingsOf } from './server-process.js';

const secretOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const k2 = { id: 'k2', secret: secretOf(2) };
const withKey2 = { XINQIAO_KEYS: `k2:${k2.secret}` };
/** After how many steps of the command it is killed: drawn once, from a fixed seed. */
const killedAfter = [3, 9, 5];

let house: House;
let built: BuiltServer;
let granny: TestPerson;
let mother: TestPerson;
let principal: TestPerson;
let school: TestSchool;
let child: TestRow;
/** What was reported, by token. */
const reports = new Map<string, string>();
/** The application as it runs with both keys. */
let app: NestFastifyApplication;

async function report(who: ApiClient, text: string): Promise<void> {
  const { status, body, raw } = await who.post<IssueDetail>('/issues', house.make.report(text));
  if (status !== 201) throw new Error(raw);
  reports.set(body.token, text);
}

beforeAll(async () => {
  [house, built] = await Promise.all([House.open(), BuiltServer.build()]);
  await noteMigrations(house);
  // Other processes run by the real clock.
  house.clock.set(new Date().toISOString());
  const { make } = house;
  school = await make.school();
  child = await make.child(school, await make.classroom(school));
  granny = await make.guardian(school, child);
  mother = await make.guardian(school, child, 'mother');
  principal = await make.staff(school, 'principal');
  for (let number = 1; number <= 60; number++) await report(granny.api, `第${number}件：扶手松了`);
  await granny.api.post('/issues', house.make.report('不具名的一件', { sealed: true }));
  const phone = { person: mother.token, number: '13907361234' };
  expect((await principal.api.post(`/children/${child.token}/phone`, phone)).status).toBe(200);
});
afterAll(async () => {
  await app?.close();
  await built.remove();
  await house.close();
});

/** How many values of a table begin with which key. */
async function keysOf(table: string, column: string): Promise<Record<string, number>> {
  const rows = await house.database.writer.query<Record<string, string>[]>(
    `SELECT ${column} AS stored FROM ${table} WHERE ${column} <> ''`,
  );
  const counts: Record<string, number> = {};
  for (const { stored = '' } of rows) {
    const id = /^(?:xq1\.)?([a-z0-9-]+)\./.exec(stored)?.[1] ?? 'plain';
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

const rotate = (...args: string[]) =>
  built.command('keys-rotate', args, { ...settingsOf(house), ...withKey2 });

async function expectEverythingReadable(): Promise<void> {
  const api = new ApiClient(app, granny.api.bearer);
  for (const [token, text] of reports)
    expect((await api.get<IssueDetail>(`/issues/${token}`)).body).toMatchObject({ text, mine: true });
  const office = new ApiClient(app, principal.api.bearer);
  const found = await office.post<FoundByPhone>('/roster/by-phone', { number: '139 0736 1234' });
  expect(found.body.items.map(({ person }) => person.token)).toEqual([mother.token]);
}

describe('npm run keys:rotate', () => {
  let old: string;

  it('is killed again and again in its middle, and nothing is lost', async () => {
    old = path.join(house.env.DATA_DIR, 'old-backup');
    const made = await built.command('backup', ['--to', old], settingsOf(house));
    expect([made.code, made.output]).toEqual([0, expect.stringContaining('XINQIAO_KEYS')]);
    const { keys } = JSON.parse(readFileSync(path.join(old, 'manifest.json'), 'utf8')) as Manifest;
    expect(keys.map(({ id }) => id)).toEqual(['k1']);
    // The server has been started again with both keys.
    const env = { ...house.env, XINQIAO_KEYS: [k2] };
    app = await createApp({ env, database: house.database, clock: house.clock, log: new Log('silent') });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    let done = 0;
    for (const steps of killedAfter) {
      const child = built.begin('keys-rotate', ['--batch', '1'], { ...settingsOf(house), ...withKey2 });
      const ended = once(child, 'close');
      let seen = 0;
      child.stdout?.on('data', (chunk: Buffer) => {
        seen += (chunk.toString().match(/…/g) ?? []).length;
        if (seen >= steps) child.kill('SIGKILL');
      });
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
      const { k1 = 0, k2: renewed = 0, ...others } = await keysOf('content', 'body');
      expect([k1 > 0, renewed >= done, others]).toEqual([true, true, {}]);
      done = renewed;
      // Both keys side by side, and somebody goes on writing.
      await report(new ApiClient(app, granny.api.bearer), `停电以后的第${steps}件`);
      await expectEverythingReadable();
    }
    expect(done).toBeGreaterThan(0);
  });

  it('goes on where it was, while others write, and says what it has looked at', async () => {
    const writing = (async () => {
      for (let number = 1; number <= 5; number++)
        await report(new ApiClient(app, granny.api.bearer), `换密钥的时候第${number}件`);
    })();
    const [{ code, output }] = await Promise.all([rotate('--batch', '3'), writing]);
    expect([code, output]).toEqual([0, expect.stringContaining('Every record is encrypted with "k2"')]);
    expect(output).toMatch(/content: k2 \d+ · changed/);
    expect(output).toMatch(/sealed_reporter: k2 1 · changed/);
    for (const [table, column] of [
      ['content', 'body'],
      ['person_phone', 'number'],
      ['person_phone', 'numberIndex'],
      ['sealed_reporter', 'cipher'],
    ] as const)
      expect([table, Object.keys(await keysOf(table, column))]).toEqual([table, ['k2']]);
    await expectEverythingReadable();
    const again = await rotate();
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('changed / 重新加密 0')]);
  });

  it('leaves a database that says which key it misses, and does not start without it', async () => {
    const without = await built.launch(settingsOf(house));
    expect(without.isRunning).toBe(false);
    expect(without.output).toContain('“k2”');
    expect(without.output).not.toMatch(/^\s+at /m);
    const { code, output } = await built.command('keys-rotate', [], settingsOf(house));
    expect([code, output]).toEqual([1, expect.stringContaining('"k2"')]);
  });

  it('leaves old backups to be opened with the keys of their time', async () => {
    const place = {
      ...settingsOf(house),
      DATA_DIR: path.join(house.env.DATA_DIR, 'restored'),
      DATABASE_URL: '',
    };
    const restore = (keys: string, ...more: string[]) =>
      built.command('restore', ['--from', old, ...more], { ...place, XINQIAO_KEYS: keys });
    const otherFirst = `k2:${k2.secret},k1:${secretOf(9)}`;
    const refused = await restore(otherFirst);
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('k1')]);
    expect((await restore(`k2:${k2.secret}`)).code).toBe(0);
    const rotated = await built.command('keys-rotate', [], { ...place, ...withKey2 });
    expect([rotated.code, rotated.output]).toEqual([0, expect.stringMatching(/content: k2 \d+/)]);
    // Told to go on without the key: what it closed is emptied, and all else stands.
    expect((await restore(otherFirst, '--other-key', '--replace')).code).toBe(0);
    const server = await built.start({ ...place, XINQIAO_KEYS: otherFirst });
    const code = house.emulator.emulator.issueLoginCode(granny.openid);
    const signedIn = await server.ask('', 'POST', '/session/wechat', { code });
    const { token } = (await signedIn?.json()) as { token: string };
    const [first] = reports.keys();
    const seen = await server.ask(token, 'GET', `/issues/${first}`);
    expect([seen?.status, ((await seen?.json()) as IssueDetail).text]).toEqual([200, '']);
    expect(await server.stop()).toBe(0);
  });
});
