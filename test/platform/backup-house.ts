import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { UploadedMedia } from '#shared/media/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { createApp } from '../../server/src/app.js';
import { entities } from '../../server/src/entities.js';
import { sealOf, tableFile } from '../../server/src/platform/database/backup-format.js';
import type { Manifest } from '../../server/src/platform/database/backup-format.js';
import { restoreBackup } from '../../server/src/platform/database/backup-restore.js';
import type { RestoreOrder } from '../../server/src/platform/database/backup-restore.js';
import { writeBackup } from '../../server/src/platform/database/backup-write.js';
import type { Database } from '../../server/src/platform/database/database.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { openDatabase, unlockFolder } from '../../server/src/platform/database/open-database.js';
import { Log } from '../../server/src/platform/http/log.js';
import { createMysql, dropMysql } from '../support/database.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { ApiClient } from '../support/http.js';
import { phonePhoto } from '../media/pictures.js';
import { noteMigrations, settingsOf } from './server-process.js';

export const words = { open: '楼梯的扶手松了，晃得厉害', sealed: '食堂的菜是凉的，孩子说肚子疼' };

/** An empty place to restore into: a folder and, on a server, a database of its own. */
export interface Place {
  dataDir: string;
  url: string | undefined;
}

/** A house in which things have happened, and empty places beside it. */
export class BackupHouse {
  private readonly folders: string[] = [];
  private readonly databases: string[] = [];

  private constructor(
    readonly house: House,
    readonly granny: TestPerson,
    readonly wang: TestPerson,
    readonly principal: TestPerson,
    readonly open: string,
    readonly sealed: string,
  ) {}

  static async furnish(): Promise<BackupHouse> {
    const house = await House.open();
    await noteMigrations(house);
    // Other processes run by the real clock: sessions must not have ended there.
    house.clock.set(new Date().toISOString());
    const school = await house.make.school();
    const child = await house.make.child(school, await house.make.classroom(school));
    const granny = await house.make.guardian(school, child);
    const wang = await house.make.staff(school, 'logistics');
    const principal = await house.make.staff(school, 'principal');
    const photo = await granny.api.upload<UploadedMedia>(await phonePhoto(), { clientId: randomUUID() });
    const report = async (text: string, more: object) => {
      const answer = await granny.api.post<IssueDetail>('/issues', house.make.report(text, more));
      if (answer.status !== 201) throw new Error(answer.raw);
      return answer.body.token;
    };
    const category = school.categories['facility'];
    const open = await report(words.open, { photos: [photo.body.token], category, child: child.token });
    // With what a line separator, quotes and a character beyond 16 bits could break.
    const sealed = await report(`${words.sealed}\u2028“引号”\\ 😀`, { sealed: true });
    // Nothing may wait: what waits is not sent again after a restoration, and is tested on its own.
    house.clock.pass(24 * 3_600_000);
    await house.deliver();
    return new BackupHouse(house, granny, wang, principal, open, sealed);
  }

  place(engine: 'own' | 'embedded' = 'own'): Promise<Place> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'xinqiao-restored-'));
    this.folders.push(dataDir);
    if (!onMysql || engine === 'embedded') return Promise.resolve({ dataDir, url: undefined });
    const name = `xinqiao_restored_${process.pid}_${this.databases.length}`;
    this.databases.push(name);
    return createMysql(name).then((url) => ({ dataDir, url }));
  }

  /** The place of the house itself. */
  get here(): Place {
    const { DATA_DIR, DATABASE_URL } = settingsOf(this.house);
    return { dataDir: DATA_DIR ?? '', url: DATABASE_URL };
  }

  async backup(place: Place, name = `${randomUUID()}.tar.gz`): Promise<{ to: string; manifest: Manifest }> {
    const to = path.join((await this.place('embedded')).dataDir, name);
    const manifest = await writeBackup({
      ...place,
      to,
      mediaDir: path.join(place.dataDir, 'media'),
      secretKey: this.house.env.SECRET_KEY,
      now: this.house.clock.now(),
    });
    return { to, manifest };
  }

  restore(from: string, place: Place, more: Partial<RestoreOrder> = {}) {
    return restoreBackup({
      ...place,
      from,
      mediaDir: path.join(place.dataDir, 'media'),
      secretKey: this.house.env.SECRET_KEY,
      replace: false,
      otherKey: false,
      now: this.house.clock.now(),
      ...more,
    });
  }

  /** The application on what was restored, at the same instant as the house. */
  async within<R>(
    place: Place,
    work: (app: NestFastifyApplication, database: Database) => Promise<R>,
  ): Promise<R> {
    const database = await openDatabase({ ...place, entities });
    const env = { ...this.house.env, DATA_DIR: place.dataDir };
    const app = await createApp({ env, database, clock: this.house.clock, log: new Log('silent') });
    try {
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      return await work(app, database);
    } finally {
      await app.close();
      await database.close();
      unlockFolder();
    }
  }

  /** She opens the program again on what was restored: WeChat knows her, and she is signed in anew. */
  async signIn(app: NestFastifyApplication, person: TestPerson): Promise<ApiClient> {
    const code = this.house.emulator.emulator.issueLoginCode(person.openid);
    const answer = await new ApiClient(app, null).post<SessionView>('/session/wechat', { code });
    if (answer.status !== 201) throw new Error(answer.raw);
    return new ApiClient(app, answer.body.token ?? null);
  }

  async close(): Promise<void> {
    await this.house.close();
    for (const name of this.databases) await dropMysql(name);
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** What a restoration ends on purpose; every other table is brought back as it was. */
const endedByRestoring = ['session', 'binding_code'];

/** The tables of a backup with their rows, and the seal of each that a restoration leaves as it was. */
export const sealsOf = (manifest: Manifest) =>
  manifest.tables.map(({ name, rows, sha256 }) => [
    name,
    rows,
    endedByRestoring.includes(name) ? '' : sha256,
  ]);

/** All stored photos of a data folder with their bytes. */
export function photosIn(dataDir: string): Record<string, string> {
  const folder = path.join(dataDir, 'media');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(full|thumb)$/.test(name),
  );
  return Object.fromEntries(
    files.sort().map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]),
  );
}

/** Changes a backup that lies as a folder, and seals it again as if it had been made so. */
export async function tamper(
  folder: string,
  change: {
    manifest?: (manifest: Manifest) => unknown;
    table?: { name: string; edit(text: string): string };
  },
): Promise<void> {
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const entry = manifest.tables.find(({ name }) => name === change.table?.name);
  if (change.table && entry) {
    const rows = path.join(folder, tableFile(entry.name));
    writeFileSync(rows, change.table.edit(readFileSync(rows, 'utf8')));
    entry.sha256 = (await sealOf(rows)).sha256;
  }
  writeFileSync(file, JSON.stringify(change.manifest ? change.manifest(manifest) : manifest));
}
