import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { Manifest } from '../../server/src/platform/database/backup-format.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { BackupHouse, photosIn, sealsOf, words } from './backup-house.js';
import type { Place } from './backup-house.js';
import { BuiltServer, settingsOf } from './server-process.js';

let home: BackupHouse;
let built: BuiltServer;
beforeAll(async () => {
  [home, built] = await Promise.all([BackupHouse.furnish(), BuiltServer.build()]);
});
afterAll(async () => {
  await built.remove();
  await home.close();
});

/** Settings of the installation, standing at another place. */
const at = ({ dataDir, url }: Place): Record<string, string> => ({
  ...settingsOf(home.house),
  DATA_DIR: dataDir,
  DATABASE_URL: url ?? '',
});
const newFolder = async (name: string) => path.join((await home.place('embedded')).dataDir, name);

async function backup(place: Place, to: string): Promise<Manifest> {
  const { code, output } = await built.command('backup', ['--to', to], at(place));
  expect([code, output]).toEqual([0, expect.stringContaining('备份里没有密钥')]);
  return JSON.parse(readFileSync(path.join(to, 'manifest.json'), 'utf8')) as Manifest;
}
const restore = (place: Place, from: string, ...more: string[]) =>
  built.command('restore', ['--from', from, ...more], at(place));

/** Without what runs out (the signatures of photo addresses) and what is said of time (the two clocks differ). */
const lasting = (raw: string) =>
  raw
    .replace(/\?[^"]*"/g, '"')
    .replace(/"expiresAt":"[^"]*"/g, '')
    .replace(/"(next|spoken|title)":"[^"]*"/g, '')
    .replace(/"late":(true|false)/g, '');

describe('npm run backup and npm run restore', () => {
  it('carry everything to the other engine and back without losing a bit', async () => {
    const [embedded, back] = [await home.place('embedded'), await home.place()];
    const first = await newFolder('first');
    const manifest = await backup(home.here, first);
    const there = await restore(embedded, first);
    expect([there.code, there.output]).toEqual([0, expect.stringContaining('已恢复')]);
    expect(there.output).toContain('must be erased once more');
    expect(there.output).toContain('所有人要重新登录');
    const second = await newFolder('second');
    expect(sealsOf(await backup(embedded, second))).toEqual(sealsOf(manifest));
    expect((await restore(back, second)).code).toBe(0);
    expect(sealsOf(await backup(back, await newFolder('third')))).toEqual(sealsOf(manifest));
    expect(photosIn(back.dataDir)).toEqual(photosIn(home.here.dataDir));

    const server = await built.start(at(embedded));
    const before = await server.ask(home.granny.api.bearer ?? '', 'GET', `/issues/${home.open}`);
    expect(before?.status).toBe(401);
    const code = home.house.emulator.emulator.issueLoginCode(home.granny.openid);
    const signedIn = await server.ask('', 'POST', '/session/wechat', { code });
    const { token } = (await signedIn?.json()) as { token: string };
    const seen = await server.ask(token, 'GET', `/issues/${home.open}`);
    const original = await home.granny.api.get<IssueDetail>(`/issues/${home.open}`);
    expect(original.body.text).toBe(words.open);
    expect(lasting((await seen?.text()) ?? '')).toBe(lasting(original.raw));
    expect(await server.stop()).toBe(0);
  });

  it('back up beside a running server, but restore only where none runs', async () => {
    const place = await home.place();
    const first = await newFolder('first');
    await backup(home.here, first);
    expect((await restore(place, first)).code).toBe(0);
    const server = await built.start(at(place));
    await backup(place, await newFolder('beside'));
    if (!onMysql) {
      const refused = await restore(place, first, '--replace');
      expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('stop it first')]);
    }
    expect(await server.stop()).toBe(0);
    expect((await restore(place, first)).output).toContain('not empty');
    expect((await restore(place, first, '--replace')).code).toBe(0);
  });

  it('say what is missing, with code 1 and without a stack', async () => {
    const empty = await home.place('embedded');
    for (const [command, args, said] of [
      ['backup', [], 'Where to?'],
      ['restore', [], 'From where?'],
      ['restore', ['--from', 'nowhere.tar.gz'], '找不到这个备份'],
      ['backup', ['--to', path.join(empty.dataDir, 'x')], 'There is no database'],
    ] as const) {
      const { code, output } = await built.command(command, args, at(empty));
      expect([code, output]).toEqual([1, expect.stringContaining(said)]);
      expect(output).not.toMatch(/^\s+at /m);
    }
  });
});
