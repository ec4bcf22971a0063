import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import multipart from '@fastify/multipart';
import { Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mediaLimits } from '#shared/media/limits.js';
import { PeopleAffiliations } from '../../server/src/features/people/affiliations.js';
import { Regions } from '../../server/src/features/people/roles/regions.js';
import { VillageScope } from '../../server/src/features/people/village/village-scope.js';
import { Bars } from '../../server/src/features/people/bars.port.js';
import { School, StaffRoleRow } from '../../server/src/features/people/people.entity.js';
import { AffiliationSource } from '../../server/src/platform/auth/actor.js';
import { SubjectChildren } from '../../server/src/platform/auth/child-bars.js';
import { AuthGuard } from '../../server/src/platform/auth/auth.guard.js';
import { PasswordLogin, Person } from '../../server/src/platform/auth/identity.entity.js';
import { Keyring } from '../../server/src/platform/auth/keyring.js';
import { SchoolDoor } from '../../server/src/platform/auth/school-door.js';
import { Sessions } from '../../server/src/platform/auth/sessions.js';
import { Clock, later } from '../../server/src/platform/clock/clock.js';
import { Database } from '../../server/src/platform/database/database.js';
import { asSchoolId, newToken } from '../../server/src/platform/database/ids.js';
import type { SchoolId } from '../../server/src/platform/database/ids.js';
import { Log } from '../../server/src/platform/http/log.js';
import { ProblemFilter } from '../../server/src/platform/http/problem.filter.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import { LocalMediaStore } from '../../server/src/platform/media/local-media-store.js';
import { MediaController } from '../../server/src/platform/media/media.controller.js';
import { Media } from '../../server/src/platform/media/media.entity.js';
import { mediaProviders } from '../../server/src/platform/media/media.providers.js';
import { MediaService } from '../../server/src/platform/media/media.service.js';
import { MediaStore } from '../../server/src/platform/media/media-store.port.js';
import { MediaSweeper } from '../../server/src/platform/media/media-sweeper.js';
import { scratchDatabase } from './scratch-database.js';
import type { ScratchDatabase } from './scratch-database.js';

class SetClock extends Clock {
  instant = new Date('2026-03-02T02:00:00Z');
  now(): Date {
    return this.instant;
  }
  pass(ms: number): void {
    this.instant = later(this.instant, ms);
  }
}

export interface Member {
  personId: number;
  bearer: string;
}
export interface Campus {
  id: SchoolId;
  token: string;
}

/** The part of the house that handles photos, on a database of its own. */
export class MediaHouse {
  private constructor(
    private readonly folder: string,
    private readonly app: NestFastifyApplication,
    private readonly scratch: ScratchDatabase,
    readonly clock: SetClock,
  ) {}

  readonly database = this.scratch.database;
  readonly service = this.app.get(MediaService);
  readonly door = this.app.get(SchoolDoor);
  readonly sweeper = this.app.get(MediaSweeper);
  readonly store = this.app.get(MediaStore);
  readonly mediaFolder = path.join(this.folder, 'media');

  static async open(): Promise<MediaHouse> {
    const folder = await mkdtemp(path.join(tmpdir(), 'xinqiao-media-'));
    const scratch = await scratchDatabase(folder);
    const clock = new SetClock();
    const app = await assemble(scratch.database, clock, path.join(folder, 'media'));
    return new MediaHouse(folder, app, scratch, clock);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.scratch.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  school(): Promise<Campus> {
    return this.database.write(async (tx) => {
      const token = newToken();
      const table = tx.global(School);
      const row = table.create({
        token,
        regionId: 1,
        name: '测试园',
        kind: 'kindergarten',
        createdAt: this.clock.now(),
      });
      await table.insert(row);
      return { id: asSchoolId(row.id), token };
    });
  }

  /** Somebody who works at the schools, signed in. */
  member(...schools: Campus[]): Promise<Member> {
    return this.database.write(async (tx) => {
      const people = tx.global(Person);
      const person = people.create({ token: newToken(), name: '测试员', createdAt: this.clock.now() });
      await people.insert(person);
      for (const school of schools) {
        await tx.of(StaffRoleRow, school.id).insert({
          personId: person.id,
          role: 'class_teacher',
          classroomId: null,
          fromDay: '2026-01-01',
          toDay: null,
        });
      }
      const login = {
        login: newToken(),
        hash: '-',
        mustChange: false,
        endedAt: null,
      };
      await tx.global(PasswordLogin).insert({ ...login, personId: person.id });
      const opened = await this.app
        .get(Sessions)
        .open(tx, { kind: 'password', accountId: null, personId: person.id });
      return { personId: person.id, bearer: opened.token };
    });
  }

  rows(): Promise<Media[]> {
    return this.database.read.acrossSchools(Media).find({ order: { id: 'ASC' } });
  }

  /** Names of all stored files, half-written ones too. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.mediaFolder, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort();
  }

  get inject() {
    return this.app.getHttpAdapter().getInstance().inject.bind(this.app.getHttpAdapter().getInstance());
  }

  /** Listens on a free port; for what only a real connection can do. */
  async listen(): Promise<Server> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getHttpServer();
  }
}

async function assemble(
  database: Database,
  clock: Clock,
  mediaFolder: string,
): Promise<NestFastifyApplication> {
  const keyring = new Keyring(Buffer.alloc(32, 7).toString('base64'));
  database.useKeys(keyring);
  @Module({
    controllers: [MediaController],
    providers: [
      { provide: Database, useValue: database },
      { provide: Clock, useValue: clock },
      { provide: Keyring, useValue: keyring },
      { provide: Log, useValue: new Log('silent') },
      { provide: MediaStore, useValue: new LocalMediaStore(mediaFolder) },
      Bars,
      Regions,
      VillageScope,
      { provide: AffiliationSource, useClass: PeopleAffiliations },
      { provide: APP_GUARD, useClass: AuthGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      Sessions,
      SchoolDoor,
      SubjectChildren,
      RateLimits,
      ...mediaProviders,
    ],
  })
  class House {}

  const app = await NestFactory.create<NestFastifyApplication>(House, new FastifyAdapter(), {
    logger: false,
    // What is missing fails the test that asked for it, not everybody beside it.
    abortOnError: false,
  });
  app.setGlobalPrefix('api/v1');
  const limits = { fileSize: mediaLimits.maxBytes, files: 1, fields: 5, parts: 6, headerPairs: 100 };
  await app.register(multipart, { limits });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
