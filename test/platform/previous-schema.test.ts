import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import type { IssueDetail } from '#shared/issues/contract.js';
import { createApp } from '../../server/src/app.js';
import { BarOrder } from '../../server/src/features/people/family.entity.js';
import { GuardianshipRightRow } from '../../server/src/features/people/people.entity.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { entities } from '../../server/src/entities.js';
import { SystemClock } from '../../server/src/platform/clock/clock.js';
import { readEnv } from '../../server/src/platform/config/env.js';
import type { Database } from '../../server/src/platform/database/database.js';
import { describeSources, onMysql } from '../../server/src/platform/database/engine.js';
import { migrations } from '../../server/src/platform/database/migrations/index.js';
import { openDatabase, unlockFolder } from '../../server/src/platform/database/open-database.js';
import { Reencryption } from '../../server/src/platform/database/reencryption.js';
import { Log } from '../../server/src/platform/http/log.js';
import { Timers } from '../../server/src/platform/jobs/timers.js';
import { createMysql, dropMysql } from '../support/database.js';
import { ApiClient } from '../support/http.js';
import {
  agreedWords,
  courtsWords,
  earlierIssue,
  earlierMerged,
  earlierReply,
  earlierRows,
  grannysBearer,
  reportedWords,
} from './earlier-rows.js';
import { describeSchema } from './schema.js';

/**
 * What each migration leaves behind, as a checksum of the schema on the embedded engine and on a server. A migration
 * that has run somewhere is never edited: the databases out there would stay as they are. For a new migration add a
 * line with the checksums that the failing test prints on each engine.
 */
const released: Readonly<Record<string, { embedded: string; server: string }>> = {
  Foundation1763800000000: {
    embedded: 'e8915ff05029c59d784bbd17026cec9b',
    server: '920c3b6a156ef3013b8ad7a8638138b7',
  },
  RepeatedRequests1763900000000: {
    embedded: 'b15dd1b116605e61923d39f4b87fbb1f',
    server: 'f6dc5180baaf78e01151eaaaf9544374',
  },
  ThreeCodes1764000000000: {
    embedded: 'b02ac8c75b6299fdb0d1336893cfdf7a',
    server: '8e9c16c5eace6a6459c2203e8903bb94',
  },
  MergedWithoutClocks1764050000000: {
    embedded: 'b02ac8c75b6299fdb0d1336893cfdf7a',
    server: '8e9c16c5eace6a6459c2203e8903bb94',
  },
  PreferencesAndConsents1764110000000: {
    embedded: 'eb6a6fe65e85c0d6f6498a2fd972a669',
    server: '45adb53eb6ed0f4a3a151952f4036eb3',
  },
  SharedPhone1764120000000: {
    embedded: '3703b42f409ffaf8269e5493e8910ee1',
    server: '894b7f94eb91bf25d82f572da836d57b',
  },
  Consultations1764130000000: {
    embedded: '333d7b26410ee7b789ceb7f3bed9532a',
    server: '6cb5a6d0550bd2f3b64a27bebd9c171b',
  },
  Evaluations1764140000000: {
    embedded: '607c32b8799db57869d36f91a4432967',
    server: 'f3d8afb1a9c9a45847c0d2c4b7a41e28',
  },
  People1764160000000: {
    embedded: '1e4f89f73406dbd9c6d0736e35cb398b',
    server: 'f935b140d2a664134a72ae6d7333505c',
  },
  BoardIndexes1764170000000: {
    embedded: '9f86f9e971c30d17aca7948611113542',
    server: '2422ccfd77fdafc31cd4547411726a67',
  },
  ChildConsents1764180000000: {
    embedded: 'ac610108ae3a0838c059e22439dfce5e',
    server: 'c1c7faabfcb1a4e24c686099cc2cb157',
  },
  StaffAccounts1764190000000: {
    embedded: '5fb1404f8c69ce6e451eb6d0988feaae',
    server: 'ad3c706245e7f2088a6b8b8d7f006a01',
  },
  BreakGlass1764195000000: {
    embedded: '65113dfa062571fa1249f80b70164dd3',
    server: '1f1a6b6849bf5a83bffff6afbb9dee8c',
  },
  Encryption1764200000000: {
    embedded: '7c3ed447707027cf878c51da3b5f9cd3',
    server: '634d542ec08123eefc6a53dbd0c828c3',
  },
  PrivateDetails1764205000000: {
    embedded: '01f3acb9833861bb0e7a644dd5e866ea',
    server: 'cdeb92e0bbc70e7f8d32437df47c5728',
  },
  Roles1764210000000: {
    embedded: '16731ee98fa70bdabbffde4d82b9f88b',
    server: '49b1f720371961893bb6552acf00f659',
  },
  GivenToVillage1764211000000: {
    embedded: 'c1bfb9b1b933af90dac4ecf90a806f82',
    server: '350f8d5f62a97ba300a4a06731db0680',
  },
  DayHeard1764212000000: {
    embedded: 'fea72d539125dc6e831a77d2b1ba26f2',
    server: 'f7872e330cb7b55c02b3f313350df159',
  },
  ChildHealth1764212100000: {
    embedded: 'c09111c10ffccb9f381f5921d8c1e759',
    server: 'df80a40df1d8ecec45da2516dd4d8cdd',
  },
};

const engine = onMysql ? 'server' : 'embedded';
let folder: string;
let name: string | undefined;
let url: string | undefined;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-previous-'));
  name = onMysql ? `xinqiao_previous_${process.pid}` : undefined;
  url = name === undefined ? undefined : await createMysql(name);
});
afterAll(async () => {
  if (name !== undefined) await dropMysql(name);
  rmSync(folder, { recursive: true, force: true });
});

const nameOf = (migration: (typeof migrations)[number]): string => new migration().name;

/** Opens the database as a server did that knew only the first `count` migrations. */
async function asOf<R>(count: number, work: (source: DataSource) => Promise<R>): Promise<R> {
  const known = migrations.slice(0, count);
  const { writer } = await describeSources({ url, dataDir: folder, entities: [], migrations: known });
  const source = await new DataSource(writer).initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
    return await work(source);
  } finally {
    await source.destroy();
  }
}

async function write(source: DataSource, migration: string): Promise<void> {
  for (const { table, values } of earlierRows[migration] ?? []) {
    const columns = Object.keys(values);
    const marks = columns.map(() => '?').join(', ');
    const names = columns.map((column) => source.driver.escape(column)).join(', ');
    const statement = `INSERT INTO ${table} (${names}) VALUES (${marks})`;
    await source.query(statement, Object.values(values));
  }
}

/** What earlier versions kept plain is encrypted, a look through all of it after the start. */
async function becomesCipherText(app: NestFastifyApplication, database: Database): Promise<void> {
  const stored = async () =>
    JSON.stringify([
      await database.writer.query('SELECT body FROM content'),
      await database.writer.query('SELECT evidence FROM bar_order'),
      await database.writer.query('SELECT evidence FROM guardianship_right WHERE evidence IS NOT NULL'),
    ]);
  const words = [reportedWords, courtsWords, agreedWords];
  const plain = await stored();
  expect(words.filter((one) => plain.includes(one))).toEqual(words);
  const rows = app.get(Reencryption);
  expect(await rows.isDue()).toBe(true);
  const reports = await rows.run({ batch: 1 });
  expect(reports?.filter(({ changed }) => changed > 0).map(({ table }) => table)).toEqual([
    'bar_order',
    'content',
    'guardianship_right',
  ]);
  expect(await rows.isDue()).toBe(false);
  const closed = await stored();
  expect(words.filter((one) => closed.includes(one))).toEqual([]);
  const order = await database.read.acrossSchools(BarOrder).findOneByOrFail({ childId: 1 });
  const right = await database.read.acrossSchools(GuardianshipRightRow).findOneByOrFail({ id: 7 });
  expect([order.evidence, right.evidence]).toEqual([courtsWords, agreedWords]);
}

describe('an installation that has come all the way', () => {
  it('walks through every schema there was, with the rows of its time', async () => {
    const wrong: string[] = [];
    for (const [index, migration] of migrations.entries()) {
      const known = nameOf(migration);
      const schema = await asOf(index + 1, async (source) => {
        await write(source, known);
        return describeSchema(source);
      });
      const checksum = createHash('sha256').update(schema.join('\n')).digest('hex').slice(0, 32);
      const noted = released[known]?.[engine];
      const words =
        noted === undefined
          ? `${known} is new: note its checksum in previous-schema.test.ts (${engine}: '${checksum}').`
          : `${known} leaves another schema (${engine}: '${checksum}') than when it was released. Undo the change and write a migration of its own.`;
      if (noted !== checksum) wrong.push(words);
    }
    expect(wrong).toEqual([]);
  });

  it('notes no migration that is gone', () => {
    expect(Object.keys(released)).toEqual(migrations.map(nameOf));
    expect(Object.keys(earlierRows).filter((known) => !(known in released))).toEqual([]);
  });

  it('is read by the application of today', async () => {
    const database = await openDatabase({ url, dataDir: folder, entities });
    const env = readEnv({ XINQIAO_MODE: 'test', DATA_DIR: folder });
    const app = await createApp({ env, database, clock: new SystemClock(), log: new Log('silent') });
    try {
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      const granny = new ApiClient(app, grannysBearer);
      const { status, body } = await granny.get<IssueDetail>(`/issues/${earlierIssue}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ text: reportedWords, state: 'assigned', mine: true });
      expect(body.assignee?.name).toBe('王建国');
      expect(body.child?.name).toBe('王梓涵');
      expect(body.timeline.map(({ event }) => event).slice(0, 2)).toEqual(['submitted', 'assign']);
      const again = await granny.post<IssueDetail>(
        `/issues/${earlierIssue}/reply`,
        earlierReply.body,
        earlierReply,
      );
      expect([again.status, again.body.state]).toEqual([200, 'assigned']);
      const list = await granny.get<{ items: { token: string }[] }>('/issues?scope=mine');
      expect(list.body.items.map(({ token }) => token)).toEqual([earlierIssue]);
      // What was open before issues had clocks has them now.
      await app.get(Timers).ring();
      const clocked = await granny.get<IssueDetail>(`/issues/${earlierIssue}`);
      expect(clocked.body.due).toMatchObject({ clock: 'response', late: true });
      const merged = await database.read.acrossSchools(Issue).findOneByOrFail({ token: earlierMerged });
      expect(merged).toMatchObject({ state: 'merged', pausedSince: null, resolutionDueAt: null });
      await becomesCipherText(app, database);
      const still = await granny.get<IssueDetail>(`/issues/${earlierIssue}`);
      expect(still.body.text).toBe(reportedWords);
    } finally {
      await app.close();
      await database.close();
      unlockFolder();
    }
  });
});
