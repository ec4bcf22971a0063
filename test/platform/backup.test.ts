import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IsNull } from 'typeorm';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { Installation, Person, Session } from '../../server/src/platform/auth/identity.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { isBackupFile } from '../../server/src/platform/database/backup-format.js';
import type { Manifest } from '../../server/src/platform/database/backup-format.js';
import type { Tables } from '../../server/src/platform/database/database.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { encodedGrams } from '../../server/src/platform/search/search-index.js';
import { Content, SearchGram } from '../../server/src/platform/timeline/timeline.entity.js';
import { password } from '../http/support/village.js';
import { ApiClient } from '../support/http.js';
import { BackupHouse, photosIn, sealsOf, tamper, words } from './backup-house.js';
import type { Place } from './backup-house.js';

let home: BackupHouse;
beforeAll(async () => {
  home = await BackupHouse.furnish();
});
afterAll(() => home.close());

/** What both readers of both reports see, as it goes over the wire. */
const answers = (place: Place) =>
  home.within(place, async (app) => {
    const seen: string[] = [];
    for (const person of [home.granny, home.wang]) {
      const api = await home.signIn(app, person);
      for (const token of [home.open, home.sealed]) seen.push((await api.get(`/issues/${token}`)).raw);
    }
    return seen;
  });

describe('a backup', () => {
  it('is the state of one moment while others go on writing', async () => {
    const { database } = home.house;
    let pairs = 0;
    let running = true;
    const pair = () =>
      database.write(async (tx) => {
        const name = `pair-${pairs}`;
        await tx.global(Installation).insert({ key: name, value: pairs });
        await tx.global(Person).insert({ token: newToken(), name, createdAt: home.house.clock.now() });
        pairs += 1;
      });
    const writing = (async () => {
      while (running) {
        await pair();
        // Requests come from the network: between them the loop turns.
        await new Promise(setImmediate);
      }
    })();
    const before = pairs;
    const { to } = await home.backup(home.here, 'while-writing');
    expect(pairs).toBeGreaterThan(before);
    running = false;
    await writing;
    const lines = (table: string) =>
      readFileSync(path.join(to, `tables/${table}.jsonl`), 'utf8').match(/"pair-\d+"/g) ?? [];
    expect(lines('person').sort()).toEqual(lines('installation').sort());
  });

  it('is restored byte for byte: rows, photos and what people see', async () => {
    const { to, manifest } = await home.backup(home.here);
    const place = await home.place();
    const { notRepeated, erasedAgain } = await home.restore(to, place);
    expect([notRepeated, erasedAgain]).toEqual([0, 0]);
    expect(sealsOf((await home.backup(place)).manifest)).toEqual(sealsOf(manifest));
    expect(photosIn(place.dataDir)).toEqual(photosIn(home.here.dataDir));
    expect(Object.keys(photosIn(place.dataDir))).toHaveLength(2);
    const original: string[] = [];
    for (const { api } of [home.granny, home.wang])
      for (const token of [home.open, home.sealed]) original.push((await api.get(`/issues/${token}`)).raw);
    expect(original.map((raw) => (JSON.parse(raw) as IssueDetail).text)).toContain(words.open);
    // Addresses of photos are made for one session, and no session comes back.
    const unsigned = (raw: string) => raw.replaceAll(/&who=[^"]*/g, '');
    expect((await answers(place)).map(unsigned)).toEqual(original.map(unsigned));
    await home.within(place, async (app) => {
      const granny = await home.signIn(app, home.granny);
      const { body } = await granny.get<IssueDetail>(`/issues/${home.open}`);
      expect((await granny.raw({ method: 'GET', url: body.photos[0]?.url ?? '' })).status).toBe(200);
      // Ids go on behind those that were restored.
      expect((await granny.post('/issues', home.house.make.report('水龙头漏水'))).status).toBe(201);
    });
  });

  it('appears under its name only when it is whole, and never over another one', async () => {
    const { to, manifest } = await home.backup(home.here, 'folder');
    await expect(home.backup({ ...home.here, dataDir: '/nowhere', url: undefined })).rejects.toThrow(
      'There is no database',
    );
    expect(readdirSync(to).sort()).toEqual(['manifest.json', 'media', 'tables']);
    expect(manifest.tables.length).toBe(readdirSync(path.join(to, 'tables')).length);
    const again = home.backup(home.here, path.join('..', path.relative(path.dirname(path.dirname(to)), to)));
    await expect(again).rejects.toThrow('exists already');
  });

  it('holds no key', async () => {
    const { to, manifest } = await home.backup(home.here, 'no-key');
    const names = readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
    expect(names.filter((name) => !isBackupFile(name.split(path.sep).join('/')))).toEqual([]);
    expect(JSON.stringify(manifest)).not.toContain(home.house.env.SECRET_KEY);
  });
});

describe('a restoration refuses', () => {
  const isEmpty = (place: Place) =>
    home.within(place, async (_app, database) => (await database.read.global(Person).count()) === 0);

  it('an archive with a broken byte, a cut-off end or nothing in it', async () => {
    const { to } = await home.backup(home.here);
    const place = await home.place();
    const bytes = readFileSync(to);
    const variants = [
      ...[0.3, 0.6, 0.9].map((share) => {
        const copy = Buffer.from(bytes);
        const at = Math.floor(copy.length * share);
        copy[at] = (copy[at] ?? 0) ^ 0x55;
        return copy;
      }),
      bytes.subarray(0, Math.floor(bytes.length / 2)),
      Buffer.from('not an archive'),
      Buffer.alloc(0),
    ];
    for (const variant of variants) {
      writeFileSync(`${to}.broken`, variant);
      await expect(home.restore(`${to}.broken`, place)).rejects.toThrow(/damaged/);
    }
    expect(await isEmpty(place)).toBe(true);
    expect(readdirSync(place.dataDir)).not.toContain('.restoring');
  });

  it('rows that were changed, rows that are missing, and a newer program’s backup', async () => {
    const place = await home.place();
    const change = async (how: (to: string) => Promise<void> | void) => {
      const { to } = await home.backup(home.here, 'changed');
      await how(to);
      return home.restore(to, place);
    };
    const rewrite = (to: string) => {
      const file = path.join(to, 'tables/content.jsonl');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"report"', '"repost"'));
    };
    await expect(change(rewrite)).rejects.toThrow('damaged: tables/content.jsonl');
    const shorten = { name: 'audit', edit: (text: string) => text.slice(text.indexOf('\n') + 1) };
    await expect(change((to) => tamper(to, { table: shorten }))).rejects.toThrow('Not all rows of audit');
    const newer = (manifest: Manifest) => ({ ...manifest, schema: 'Later9999999999999' });
    await expect(change((to) => tamper(to, { manifest: newer }))).rejects.toThrow('newer schema');
    const format = (manifest: Manifest) => ({ ...manifest, version: 3 });
    await expect(change((to) => tamper(to, { manifest: format }))).rejects.toThrow('newer program');
    const fewer = (manifest: Manifest) => ({ ...manifest, tables: manifest.tables.slice(1) });
    await expect(change((to) => tamper(to, { manifest: fewer }))).rejects.toThrow('not those of its schema');
    expect(await isEmpty(place)).toBe(true);
  });

  it('names that lead out of the folder', async () => {
    const bad = ['../outside', 'tables/../../x.jsonl', '/etc/passwd', 'media/../a', 'tables/x.sql'];
    expect(bad.filter(isBackupFile)).toEqual([]);
  });

  it('another secret key, unless it is told to go on', async () => {
    const { to } = await home.backup(home.here);
    const place = await home.place();
    const secretKey = Buffer.alloc(32, 7).toString('base64');
    await expect(home.restore(to, place, { secretKey })).rejects.toThrow('another secret key');
    await home.restore(to, place, { secretKey, otherKey: true });
  });

  it('a database with rows; told to replace them, it gives them up only when all has arrived', async () => {
    const { to } = await home.backup(home.here, 'good');
    const place = await home.place();
    await home.restore(to, place);
    const later = await home.within(place, async (_app, database) => {
      const token = newToken();
      const createdAt = home.house.clock.now();
      await database.write((tx) => tx.global(Person).insert({ token, name: '后来的人', createdAt }));
      return token;
    });
    const hasLater = () =>
      home.within(place, (_app, database) => database.read.global(Person).existsBy({ token: later }));
    await expect(home.restore(to, place)).rejects.toThrow('not empty');
    const { to: broken } = await home.backup(home.here, 'twice');
    const twice = { name: 'person', edit: (text: string) => text + text.slice(0, text.indexOf('\n') + 1) };
    await tamper(broken, { table: twice });
    // By its code: the driver's errors come from the realm of whichever test file loaded it first.
    const failed = home.restore(broken, place, { replace: true });
    await expect(failed).rejects.toMatchObject({ code: expect.stringMatching(/CONSTRAINT|DUP_ENTRY/) });
    expect(await hasLater()).toBe(true);
    await home.restore(to, place, { replace: true });
    expect(await hasLater()).toBe(false);
  });
});

describe('what has happened since', () => {
  /** The words of the open report. They lie encrypted: nothing is found by what it says. */
  const reported = async (tables: Tables): Promise<Content> => {
    const rows = await tables.acrossSchools(Content).findBy({ kind: 'report' });
    const row = rows.find(({ body }) => body === words.open);
    if (!row) throw new Error('The report is not there');
    return row;
  };

  it('stays erased, and is not found by what it said', async () => {
    const { to } = await home.backup(home.here);
    const place = await home.place();
    await home.restore(to, place);
    await home.within(place, (_app, database) =>
      database.write(async (tx) => {
        const { id, subjectId } = await reported(tx);
        await tx.acrossSchools(Content).update({ id }, { body: '', erasedAt: home.house.clock.now() });
        await tx.acrossSchools(SearchGram).delete({ subjectId });
      }),
    );
    expect(await home.restore(to, place, { replace: true })).toMatchObject({ erasedAgain: 1 });
    await home.within(place, async (app, database) => {
      const granny = await home.signIn(app, home.granny);
      const detail = await granny.get<IssueDetail>(`/issues/${home.open}`);
      expect([detail.status, detail.body.text]).toEqual([200, '']);
      const other = await granny.get<IssueDetail>(`/issues/${home.sealed}`);
      expect(other.body.text).toContain(words.sealed);
      const read = database.read;
      expect((await read.acrossSchools(Content).find()).map(({ body }) => body)).not.toContain(words.open);
      const grams = encodedGrams(words.open).map((gram) => ({ gram }));
      expect(await read.acrossSchools(SearchGram).countBy(grams)).toBe(0);
      expect(await read.acrossSchools(SearchGram).count()).toBeGreaterThan(0);
      expect(await read.global(AuditRow).countBy({ action: 'backup.erased_again' })).toBe(1);
    });
  });

  it('stays signed out: no phone, no browser and no binding code of then opens anything', async () => {
    const { house, granny, wang, principal } = home;
    await house.make.login(wang, 'wang.jianguo', password);
    const browser = await house
      .as(null)
      .post<SessionView>('/session/password', { login: 'wang.jianguo', password });
    const slip = await principal.api.post<{ code: string }>(`/staff/${wang.token}/binding-code`);
    const { to } = await home.backup(home.here);
    const place = await home.place();
    const open = await house.database.read.global(Session).countBy({ endedAt: IsNull() });
    expect(await home.restore(to, place)).toMatchObject({ signedOut: open });
    await home.within(place, async (app, database) => {
      for (const bearer of [granny.api.bearer, wang.api.bearer, browser.body.token ?? '']) {
        const refused = await new ApiClient(app, bearer).get('/session');
        expect([refused.status, refused.body['code']]).toEqual([401, 'signed_out']);
      }
      expect(await database.read.global(Session).countBy({ endedAt: IsNull() })).toBe(0);
      const again = await home.signIn(app, granny);
      expect((await again.get('/children')).status).toBe(200);
      const bound = await again.post('/session/binding', { code: slip.body.code });
      expect([bound.status, bound.body['code']]).toEqual([422, 'binding_refused']);
      const known = await new ApiClient(app, null).post('/session/password', {
        login: 'wang.jianguo',
        password,
      });
      expect(known.status).toBe(201);
    });
    // Where nothing was restored, they are as they were.
    expect((await granny.api.get('/session')).status).toBe(200);
  });

  it('does not erase other words that stand under the same number', async () => {
    const { to } = await home.backup(home.here);
    const place = await home.place();
    await home.restore(to, place);
    await home.within(place, (_app, database) =>
      database.write(async (tx) => {
        const { id } = await reported(tx);
        const erasedAt = home.house.clock.now();
        await tx.acrossSchools(Content).update({ id }, { kind: 'answer', body: '', erasedAt });
      }),
    );
    expect(await home.restore(to, place, { replace: true })).toMatchObject({ erasedAgain: 0 });
  });

  it('is not said twice: what was due when the backup was made is shown to a person instead', async () => {
    const { house, wang } = home;
    const now = house.clock.now();
    const message = {
      inSchool: null,
      kind: 'issue.assigned',
      channel: 'subscribe' as const,
      personId: wang.id,
      seal: null,
      subjectType: null,
      subjectId: null,
      payload: { issue: home.open },
      attempts: 0,
      leasedBy: null,
      leasedUntil: null,
      reason: null,
      createdAt: now,
      changedAt: now,
    };
    const due = { ...message, token: newToken(), state: 'sending' as const, dueAt: now };
    const later = { ...message, token: newToken(), state: 'waiting' as const };
    await house.database.write(async (tx) => {
      await tx.global(OutboxRow).insert(due);
      await tx.global(OutboxRow).insert({ ...later, dueAt: new Date(now.getTime() + 60_000) });
    });
    const { to } = await home.backup(home.here);
    await house.database.write((tx) =>
      tx.global(OutboxRow).delete([{ token: due.token }, { token: later.token }]),
    );
    const place = await home.place();
    expect(await home.restore(to, place)).toMatchObject({ notRepeated: 1 });
    const states = await home.within(place, (_app, database) =>
      Promise.all(
        [due, later].map(
          async ({ token }) => (await database.read.global(OutboxRow).findOneByOrFail({ token })).state,
        ),
      ),
    );
    expect(states).toEqual(['unknown', 'waiting']);
  });
});
