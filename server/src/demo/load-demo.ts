import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { Installation, Person } from '../platform/auth/identity.entity.js';
import { EnvError } from '../platform/config/env.js';
import type { Env } from '../platform/config/env.js';
import { ENV } from '../platform/config/env.token.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { asSchoolId } from '../platform/database/ids.js';
import { Log } from '../platform/http/log.js';
import { SettingsStore } from '../platform/settings/school-settings.js';
import { IntegrityCheck } from '../features/people/integrity/integrity-check.js';
import { School } from '../features/people/people.entity.js';
import { DemoCalendar } from './demo-calendar.js';
import { demoPersonas } from './demo-personas.js';
import type { DemoPersona } from './demo-personas.js';
import { playHistory } from './history/play-history.js';
import { loadEvaluations } from './load-evaluations.js';
import { loadCounty } from './load-county.js';
import { ScriptedClock } from './scripted-clock.js';

/** Key of the row that says: everything in this database is invented. */
export const demoMarker = 'demo';

interface Marker {
  state: 'loading' | 'complete';
  at: string;
}

/**
 * Fills an empty database with the demo county and its three months of history; does nothing where that has been done.
 * Takes some seconds; call it before the workers start.
 * @returns whom a visitor of the demo can be
 * @throws EnvError when the database holds anything that is not the demo's
 */
export async function loadDemo(app: INestApplicationContext): Promise<DemoPersona[]> {
  const database = app.get(Database);
  const now = app.get(Clock).now();
  const marker = await markerOf(database);
  if (marker?.state !== 'complete') {
    if (marker) await empty(database);
    else if (!(await isEmpty(database))) {
      throw new EnvError(
        'DATA_DIR / DATABASE_URL: this database holds data that are not the demo’s. Choose another one, or set XINQIAO_MODE=development.',
      );
    }
    await mark(database, { state: 'loading', at: now.toISOString() });
    await fill(app, database, now);
    await mark(database, { state: 'complete', at: now.toISOString() });
  }
  return demoPersonas(database, app.get(Clock));
}

/** The history runs in a house of its own on the same database, so that the clock of the real one never stands still. */
async function fill(app: INestApplicationContext, database: Database, now: Date): Promise<void> {
  const env = app.get<Env>(ENV);
  const log = new Log('silent');
  const clock = new ScriptedClock();
  const calendar = new DemoCalendar(now);
  const county = await loadCounty(database, calendar, env.WECHAT_APP_ID);
  const past = await NestFactory.createApplicationContext(AppModule.with({ env, database, clock, log }), {
    logger: log,
  });
  try {
    await playHistory(past, clock, county, calendar);
    await loadEvaluations(past, county, calendar);
    await wakeUp(past, database);
    await lookThrough(past, database);
  } finally {
    await past.close();
  }
}

/** A visitor who tries the demo at night wants to see messages arrive; in the history the nights were quiet. */
async function wakeUp(past: INestApplicationContext, database: Database): Promise<void> {
  const settings = past.get(SettingsStore, { strict: false });
  const schools = await database.read.global(School).find();
  await database.write(async (tx) => {
    for (const { id } of schools) await settings.change(tx, asSchoolId(id), { quietFrom: 0, quietTo: 0 });
  });
}

/** As the last night left it: what contradicts itself is on the list. */
async function lookThrough(past: INestApplicationContext, database: Database): Promise<void> {
  const check = past.get(IntegrityCheck, { strict: false });
  const schools = await database.read.global(School).find();
  for (const { id } of schools) await database.write((tx) => check.run(tx, asSchoolId(id)));
}

async function markerOf(database: Database): Promise<Marker | null> {
  const row = await database.read.global(Installation).findOneBy({ key: demoMarker });
  return row ? (row.value as Marker) : null;
}

async function mark(database: Database, value: Marker): Promise<void> {
  await database.write(async (tx) => {
    await tx.global(Installation).delete({ key: demoMarker });
    await tx.global(Installation).insert({ key: demoMarker, value });
  });
}

async function isEmpty(database: Database): Promise<boolean> {
  const read = database.read;
  return !(await read.global(Person).exists()) && !(await read.global(School).exists());
}

/** Undoes a loading that was broken off. The marker says that nothing in here was ever anybody's. */
async function empty(database: Database): Promise<void> {
  await database.write(async (tx) => {
    for (const { target } of database.writer.entityMetadatas) {
      await tx.global(target).createQueryBuilder().delete().execute();
    }
  });
}
