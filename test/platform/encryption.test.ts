import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChildIdentity, PersonPhone } from '../../server/src/features/people/private.entity.js';
import { KeyError, KeyRegistry } from '../../server/src/platform/auth/key-registry.js';
import { Keyring, keyIdOf } from '../../server/src/platform/auth/keyring.js';
import { EnvError, readEnv } from '../../server/src/platform/config/env.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { Reencryption } from '../../server/src/platform/database/reencryption.js';
import { Content } from '../../server/src/platform/timeline/timeline.entity.js';
import type { TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

const secretOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const k2 = { id: 'k2', secret: secretOf(2) };
const k3 = { id: 'k3', secret: secretOf(3) };

describe('several keys', () => {
  const first = new Keyring(secretOf(1));
  const both = new Keyring(secretOf(1), [k2, k3]);

  it('close with the first and open with all of them, each under its own id', () => {
    const old = first.seal('t.c', 'place', '周奶奶');
    expect([keyIdOf(old), keyIdOf(both.seal('t.c', 'place', '周奶奶'))]).toEqual(['k1', 'k2']);
    expect(both.unseal('t.c', 'place', old)).toBe('周奶奶');
    expect(both.decrypt('totp', first.encrypt('totp', 'secret'))).toBe('secret');
    expect(() => first.unseal('t.c', 'place', both.seal('t.c', 'place', 'x'))).toThrow('Unknown key id');
    // A key of its own may take the place of the one that comes from the secret.
    const named = new Keyring(secretOf(9), [k2, { id: 'k1', secret: secretOf(1) }]);
    expect(named.unseal('t.c', 'place', old)).toBe('周奶奶');
  });

  it('open a value only in its column, at its place, and unchanged', () => {
    const sealed = both.seal('t.c', 'place', '枫林村三组');
    expect(() => both.unseal('t.c', 'elsewhere', sealed)).toThrow();
    expect(() => both.unseal('t.d', 'place', sealed)).toThrow();
    for (let at = 'xq1.k2.'.length; at < sealed.length; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(() => both.unseal('t.c', 'place', sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow();
    }
    const nonces = Array.from({ length: 500 }, () => both.seal('t.c', 'p', 'x').slice(7, 23));
    expect(new Set(nonces).size).toBe(500);
  });

  it('find by a hash that differs between columns, scopes and keys', () => {
    const of = (ring: Keyring, column: string, scope: string) =>
      ring.blindIndex(column, scope, '+8613812345678');
    const seen = [of(first, 'a', '1'), of(both, 'a', '1'), of(both, 'a', '2'), of(both, 'b', '1')];
    expect(new Set(seen).size).toBe(4);
    expect(both.blindIndexes('a', '1', '+8613812345678')).toEqual(expect.arrayContaining(seen.slice(0, 2)));
    expect(seen.every((one) => /^k[12]\.[A-Za-z0-9_-]{43}$/.test(one))).toBe(true);
  });

  it('are read from one setting, and refused where it is not clear', () => {
    const env = (keys: string) =>
      readEnv({ XINQIAO_MODE: 'test', SECRET_KEY: secretOf(1), XINQIAO_KEYS: keys }).XINQIAO_KEYS;
    expect(env(`k2:${k2.secret}, k3:${k3.secret}`)).toEqual([k2, k3]);
    for (const wrong of [
      'k2',
      `k2:${k2.secret.slice(4)}`,
      `K 2:${k2.secret}`,
      `k2:${k2.secret},k2:${k3.secret}`,
    ])
      expect(() => env(wrong)).toThrow(EnvError);
  });
});

describe('encrypted columns', () => {
  let house: House;
  let school: TestSchool;
  let other: TestSchool;
  beforeAll(async () => {
    house = await House.open();
    [school, other] = [await house.make.school(), await house.make.school()];
  });
  afterAll(() => house.close());

  /** What a server does first with these keys. */
  const start = (ring: Keyring) =>
    new KeyRegistry(house.database, house.clock, ring, new Reencryption(house.database, ring)).check();
  const number = '+8613812345678';
  const recorded = () => ({ recordedById: 1, recordedAt: house.clock.now() });
  const raw = async (statement: string) => JSON.stringify(await house.database.writer.query(statement));
  const keep = (at: TestSchool, personId: number) =>
    house.database.write((tx) =>
      tx.of(PersonPhone, at.id).insert({ token: newToken(), personId, number, ...recorded() }),
    );

  it('are plain in the program and closed in the database, and found only exactly and within a school', async () => {
    const row = await keep(school, 1);
    await keep(other, 1);
    expect(row.number).toBe(number);
    const stored = await raw('SELECT * FROM person_phone');
    expect(stored).not.toContain('13812345678');
    expect(stored.match(/xq1\.k1\./g)).toHaveLength(2);
    const { read } = house.database;
    const found = await read.of(PersonPhone, school.id).find({ where: { number } });
    expect(found.map(({ id, number: said }) => [id, said])).toEqual([[row.id, number]]);
    expect(await read.of(PersonPhone, school.id).find({ where: { number: '+8613812345679' } })).toEqual([]);
    expect(await read.of(PersonPhone, school.id).exists({ number })).toBe(true);
    const indexes = JSON.parse(await raw('SELECT numberIndex FROM person_phone')) as object[];
    expect(new Set(indexes.map((one) => JSON.stringify(one))).size).toBe(2);
    const chosen = await read.of(PersonPhone, school.id).find({ select: { number: true } });
    expect(chosen.map((one) => ({ ...one }))).toEqual([{ number }]);
  });

  it('open at no other row', async () => {
    const writer = house.database.writer;
    const [here] = await house.database.read.of(PersonPhone, school.id).find();
    const there = await house.database.read.of(PersonPhone, other.id).find();
    await writer.query(
      `UPDATE person_phone SET number = (SELECT number FROM (SELECT number FROM person_phone WHERE id = ${here?.id}) AS one) WHERE id = ${there[0]?.id}`,
    );
    await expect(house.database.read.of(PersonPhone, other.id).find()).rejects.toThrow();
    await writer.query(`DELETE FROM person_phone WHERE id = ${there[0]?.id}`);
  });

  it('take no plain text past the repositories, no change that would lose its place, and no question by value', async () => {
    const plain = house.database.writer.manager.getRepository(PersonPhone);
    const row = {
      schoolId: school.id,
      token: newToken(),
      personId: 2,
      numberIndex: 'x',
      number,
      ...recorded(),
    };
    await expect(plain.insert(row)).rejects.toThrow('Plain text on its way');
    await expect(plain.find()).rejects.toThrow('read past its repository');
    const change = (where: object, to: object) =>
      house.database.write((tx) => tx.of(PersonPhone, school.id).update(where, to));
    await expect(change({ personId: 1 }, { number: '+8613900000000' })).rejects.toThrow('bound to token');
    await expect(change({ personId: 1 }, { token: newToken() })).rejects.toThrow('lose their place');
    await expect(house.database.read.of(Content, school.id).find({ where: { body: 'x' } })).rejects.toThrow();
    const [phone] = await house.database.read.of(PersonPhone, school.id).find();
    expect(await change({ token: phone?.token ?? '' }, { number: '+8613900000000' })).toBe(1);
    expect(await house.database.read.of(PersonPhone, school.id).exists({ number: '+8613900000000' })).toBe(
      true,
    );
  });

  it('keep what looks like cipher text and was written by somebody', async () => {
    const body = `xq1.k1.${'A'.repeat(60)}`;
    const words = { subjectType: 'bench', subjectId: 1, seq: 1, kind: 'report', body, erasedAt: null };
    await house.database.write((tx) => tx.of(Content, school.id).insert(words));
    const [row] = await house.database.read.of(Content, school.id).find({ where: { subjectType: 'bench' } });
    expect(row?.body).toBe(body);
  });

  it('change keys in small steps, with what is found by them, as long as nobody was faster', async () => {
    await house.database.write((tx) =>
      tx
        .of(ChildIdentity, school.id)
        .insert({ token: newToken(), childId: 1, number: '11010519491231002X', ...recorded() }),
    );
    const ring = new Keyring(house.env.SECRET_KEY, [k2]);
    house.database.useKeys(ring);
    const rows = new Reencryption(house.database, ring);
    const { read } = house.database;
    await start(ring);
    // Both keys side by side: found and read under either.
    await keep(school, 5);
    expect(await raw('SELECT number FROM person_phone')).toMatch(/k1\..*k2\.|k2\..*k1\./);
    expect(await read.of(ChildIdentity, school.id).exists({ number: '11010519491231002X' })).toBe(true);
    // A value that no key opens is named, and the key that it was written with stays needed.
    const broken = `xq1.k1.${'B'.repeat(60)}`;
    await house.database.writer.query('UPDATE content SET body = ? WHERE subjectType = ?', [broken, 'bench']);
    const first = await rows.run({ batch: 2 });
    expect(first?.find(({ table }) => table === 'content')).toMatchObject({
      keys: { k1: 1 },
      broken: [expect.any(Number)],
    });
    expect(first?.find(({ table }) => table === 'person_phone')).toMatchObject({
      keys: { k2: 2 },
      changed: 1,
    });
    expect(await rows.isDue()).toBe(true);
    await house.database.write((tx) => tx.of(Content, school.id).delete({ subjectType: 'bench' }));
    await rows.run();
    expect(await rows.isDue()).toBe(false);
    expect(await raw('SELECT * FROM encryption_key')).toMatch(/"k2"/);
    expect(await raw('SELECT * FROM encryption_key')).not.toMatch(/"k1"/);
    const alone = new Keyring(secretOf(8), [k2]);
    house.database.useKeys(alone);
    expect(await read.of(PersonPhone, school.id).exists({ number: '+8613900000000' })).toBe(true);
    expect((await read.of(ChildIdentity, school.id).find())[0]?.number).toBe('11010519491231002X');
  });

  it('are not read by a start without their key, or with another one under its id', async () => {
    await expect(start(new Keyring(house.env.SECRET_KEY))).rejects.toThrow(KeyError);
    await expect(start(new Keyring(house.env.SECRET_KEY))).rejects.toThrow('“k2”');
    await expect(start(new Keyring(house.env.SECRET_KEY, [k3]))).rejects.toThrow('"k2"');
    const wrong = { id: 'k2', secret: secretOf(7) };
    await expect(start(new Keyring(house.env.SECRET_KEY, [wrong]))).rejects.toThrow('is not the one');
    await start(new Keyring(house.env.SECRET_KEY, [k3, k2]));
    expect(await raw('SELECT * FROM encryption_key')).toMatch(/"k3"/);
  });
});
