import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { entities, globalTables } from '../../server/src/entities.js';
import { describeSources } from '../../server/src/platform/database/engine.js';
import { migrations } from '../../server/src/platform/database/migrations/index.js';
import { createMysql, dropMysql } from '../support/database.js';
import { describeSchema } from './schema.js';

/**
 * Indexes of school tables that do not begin with the school, each with the reason. Everything else a school asks, it
 * asks behind its wall, and the index must stand behind the same wall.
 */
const crossingIndexes: Readonly<Record<string, string>> = {
  child_token: 'random public name, unique everywhere; the school is learnt from the row',
  classroom_token: 'random public name, unique everywhere',
  place_token: 'random public name, unique everywhere',
  category_token: 'random public name, unique everywhere',
  routing_rule_token: 'random public name, unique everywhere',
  issue_token: 'random public name, unique everywhere',
  issue_client:
    'random name made by a phone; posting it twice gives the first answer again, whatever the school',
  media_token: 'random public name, unique everywhere',
  media_client: 'random name made by a phone, together with a keyed hash of its owner',
  bar_order_token: 'random public name, unique everywhere',
  person_phone_token: 'random public name, unique everywhere',
  child_identity_token: 'random public name, unique everywhere',
  child_health_token: 'random public name, unique everywhere',
  household_address_token: 'random public name, unique everywhere',
  bar_order_person: 'from which children a person is kept, before it is known at which schools',
  given_to_village_person: 'which children a 儿童主任 has, before it is known at which schools',
  break_glass_token: 'random public name, unique everywhere',
  break_glass_office: 'what was handed up to the office of a region, from all of its schools',
  binding_request_token: 'random public name, unique everywhere',
  binding_request_account: 'what became of the codes that a phone used, before it is known at which schools',
  child_binding_code_hash: 'a random code says to which child it leads, and so at which school',
  integrity_finding_token: 'random public name, unique everywhere',
  guardianship_person: 'which children a person has, before it is known at which schools',
  staff_role_person: 'where a person works, before it is known at which schools',
  issue_reporter: 'what a person has reported, at all schools of her children',
  issue_office: 'what was handed up to the office of a region, from all of its schools',
  calendar_day_token: 'random public name, unique everywhere',
  classifier_model_token: 'random public name, unique everywhere',
  escalation_level_token: 'random public name, unique everywhere',
  evaluated_service_token: 'random public name, unique everywhere',
  published_answer_token: 'random public name, unique everywhere',
  saved_filter_token: 'random public name, unique everywhere',
  school_term_token: 'random public name, unique everywhere',
  service_code_token: 'random public name, unique everywhere',
  service_code_scene: 'what a print carries, before it is known which school it hangs in',
  staff_absence_token: 'random public name, unique everywhere',
  issue_seal: 'what a person has reported under seal, at all schools of her children',
  sealed_reporter_mine: 'what a person has reported under seal, at all schools of her children',
};

let folder: string;
let source: DataSource;
let name: string | undefined;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-drift-'));
  name = process.env['DATABASE_URL'] ? `xinqiao_drift_${process.pid}` : undefined;
  const url = name === undefined ? undefined : await createMysql(name);
  const { writer } = await describeSources({ url, dataDir: folder, entities, migrations });
  source = await new DataSource(writer).initialize();
});
afterAll(async () => {
  await source.destroy();
  if (name !== undefined) await dropMysql(name);
  rmSync(folder, { recursive: true, force: true });
});

describe('the schema', () => {
  it('is after the migrations exactly what the entities say', async () => {
    await source.runMigrations({ transaction: 'each' });
    const wanted = await source.driver.createSchemaBuilder().log();
    expect(wanted.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be taken down to nothing and built up again to the same', async () => {
    const before = await describeSchema(source);
    for (const _ of migrations) await source.undoLastMigration({ transaction: 'each' });
    expect(await describeSchema(source)).toEqual([]);
    await source.runMigrations({ transaction: 'each' });
    expect(await describeSchema(source)).toEqual(before);
  });

  it('would show a difference if there were one', async () => {
    const runner = source.createQueryRunner();
    await runner.dropIndex('person', 'person_token');
    const wanted = await source.driver.createSchemaBuilder().log();
    expect(wanted.upQueries.map(({ query }) => query).join()).toContain('person_token');
  });
});

describe('the wall between schools', () => {
  const tables = () => source.entityMetadatas;
  const isTenant = (columns: { propertyName: string }[]) =>
    columns.some(({ propertyName }) => propertyName === 'schoolId');

  it('runs through every table but those that are named as global, with a reason', () => {
    const open = tables()
      .filter(({ columns }) => !isTenant(columns))
      .map(({ tableName }) => tableName);
    expect(open.sort()).toEqual(Object.keys(globalTables).sort());
    expect(Object.values(globalTables).every((reason) => reason.length > 10)).toBe(true);
  });

  it('never lets a row be without its school', () => {
    const loose = tables()
      .flatMap(({ columns }) => columns)
      .filter(({ propertyName, isNullable }) => propertyName === 'schoolId' && isNullable);
    expect(loose).toEqual([]);
  });

  it('stands at the beginning of every index, but for a list with a reason each', () => {
    const crossing = tables()
      .filter(({ columns }) => isTenant(columns))
      .flatMap(({ indices }) => indices)
      .filter(({ columns }) => columns[0]?.propertyName !== 'schoolId')
      .map((index) => index.name);
    expect(crossing.sort()).toEqual(Object.keys(crossingIndexes).sort());
  });

  it('has an index for every table of a school', () => {
    const bare = tables().filter(
      ({ columns, indices }) =>
        isTenant(columns) && !indices.some((index) => index.columns[0]?.propertyName === 'schoolId'),
    );
    expect(bare.map(({ tableName }) => tableName)).toEqual([]);
  });
});
