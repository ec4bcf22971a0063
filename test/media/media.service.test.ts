import { randomUUID } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignedMediaQuery } from '#shared/media/contract.js';
import { days, hours } from '../../server/src/platform/clock/clock.js';
import type { Media } from '../../server/src/platform/media/media.entity.js';
import { fileKeyOf, newStorageKey } from '../../server/src/platform/media/storage-key.js';
import { MediaHouse } from './media-house.js';
import type { Campus, Member } from './media-house.js';
import { noise, twoColours } from './pictures.js';

describe('photos', () => {
  let house: MediaHouse;
  let school: Campus;
  let other: Campus;
  let mother: Member;
  let stranger: Member;
  let photo: Buffer;
  let anotherPhoto: Buffer;
  let subjectId = 0;

  beforeAll(async () => {
    house = await MediaHouse.open();
    [school, other] = [await house.school(), await house.school()];
    [mother, stranger] = [await house.member(school, other), await house.member(school)];
    photo = await twoColours().jpeg().toBuffer();
    anotherPhoto = await noise(40, 30);
  });
  afterAll(() => house.close());
  beforeEach(() => {
    subjectId += 1;
  });

  const upload = (
    owner: Member,
    clientId: string = randomUUID(),
    bytes = photo,
    at = school,
  ): Promise<Media> => house.service.upload({ owner, schoolId: at.id, clientId }, bytes);

  const attach = (
    owner: Member,
    tokens: string[],
    change: { at?: Campus; seq?: number; subjectId?: number } = {},
  ) =>
    house.database.write((tx) =>
      house.service.attach(tx, {
        owner,
        schoolId: (change.at ?? school).id,
        tokens,
        subjectType: 'issue',
        subjectId: change.subjectId ?? subjectId,
        seq: change.seq ?? 1,
      }),
    );
  const refused = { code: 'not_found' };

  describe('upload', () => {
    it('stores a photo once, however often it arrives', async () => {
      const clientId = randomUUID();
      const filesBefore = (await house.files()).length;
      const first = await upload(mother, clientId);
      const again = await upload(mother, clientId);
      const atOnce = await Promise.all([1, 2, 3].map(() => upload(mother, clientId)));
      for (const row of [again, ...atOnce]) expect(row).toEqual(first);
      expect((await house.files()).length - filesBefore).toBe(2);
    });

    it('stores it once when all copies arrive at the same moment', async () => {
      const clientId = randomUUID();
      const filesBefore = (await house.files()).length;
      const rows = await Promise.all([1, 2, 3, 4].map(() => upload(mother, clientId)));
      expect(new Set(rows.map((row) => row.token)).size).toBe(1);
      expect((await house.files()).length - filesBefore).toBe(2);
    });

    it('refuses other bytes or another school under the same client id', async () => {
      const clientId = randomUUID();
      await upload(mother, clientId);
      await expect(upload(mother, clientId, anotherPhoto)).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
      await expect(upload(mother, clientId, photo, other)).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
    });

    it('gives a client id that two people happen to use to each of them', async () => {
      const clientId = randomUUID();
      const [hers, his] = [await upload(mother, clientId), await upload(stranger, clientId)];
      expect(hers.token).not.toBe(his.token);
    });

    it('stores nothing that tells who sent it, or that two photos are of the same person', async () => {
      const [one, two] = [await upload(mother), await upload(mother)];
      expect(one.ownerHash).toMatch(/^[\w-]{43}$/);
      expect(one.ownerHash).not.toBe(two.ownerHash);
      const row = (await house.rows()).find((each) => each.id === one.id);
      expect(Object.keys(row ?? {}).sort()).toEqual(
        [
          'bytes',
          'clientId',
          'createdAt',
          'height',
          'id',
          'mime',
          'ownerHash',
          'schoolId',
          'seconds',
          'seq',
          'sourceSha256',
        ]
          .concat(['storageKey', 'subjectId', 'subjectType', 'token', 'width'])
          .sort(),
      );
    });

    it('leaves nothing behind when the photo is refused', async () => {
      const [rows, files] = [await house.rows(), await house.files()];
      await expect(upload(mother, randomUUID(), photo.subarray(0, 200))).rejects.toMatchObject({
        code: 'broken_media',
      });
      expect(await house.rows()).toEqual(rows);
      expect(await house.files()).toEqual(files);
    });
  });

  describe('attach', () => {
    it('binds photos to an event, in the order asked for, and may be repeated', async () => {
      const [a, b] = [await upload(mother), await upload(mother)];
      const bound = await attach(mother, [b.token, a.token, b.token]);
      expect(bound.map((row) => row.token)).toEqual([b.token, a.token]);
      expect(
        bound.every((row) => row.subjectType === 'issue' && row.subjectId === subjectId && row.seq === 1),
      ).toBe(true);
      expect((await attach(mother, [a.token, b.token])).map((row) => row.id)).toEqual([a.id, b.id]);
      expect(await attach(mother, [])).toEqual([]);
    });

    it('answers alike for unknown, foreign and used photos, and binds none of them', async () => {
      const [mine, foreign, used, elsewhere] = [
        await upload(mother),
        await upload(stranger),
        await upload(mother),
        await upload(mother, randomUUID(), photo, other),
      ];
      await attach(mother, [used.token], { subjectId: 9000 + subjectId });
      for (const token of ['AbCdEfGhIjKlMnOpQrStUv', foreign.token, used.token, elsewhere.token]) {
        await expect(attach(mother, [mine.token, token])).rejects.toMatchObject(refused);
      }
      const unbound = (await house.rows()).filter((row) => row.subjectId === null).map((row) => row.id);
      expect(unbound).toEqual(expect.arrayContaining([mine.id, foreign.id, elsewhere.id]));
    });

    it('does not let a photo of one event stand for another', async () => {
      const { token } = await upload(mother);
      await attach(mother, [token], { seq: 1 });
      await expect(attach(mother, [token], { seq: 4 })).rejects.toMatchObject(refused);
    });

    it('gives a photo to one of two that reach for it', async () => {
      const { token } = await upload(mother);
      const results = await Promise.allSettled([
        attach(mother, [token], { subjectId: 7001 }),
        attach(mother, [token], { subjectId: 7002 }),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('lists the photos of a subject by event, for its own school only', async () => {
      const [a, b, c] = [await upload(mother), await upload(mother), await upload(stranger)];
      await attach(mother, [a.token, b.token], { seq: 1 });
      await attach(stranger, [c.token], { seq: 5 });
      const found = await house.service.forSubject(school.id, 'issue', subjectId);
      expect([...found].map(([seq, rows]) => [seq, rows.map((row) => row.token)])).toEqual([
        [1, [a.token, b.token]],
        [5, [c.token]],
      ]);
      expect((await house.service.forSubject(other.id, 'issue', subjectId)).size).toBe(0);
      expect((await house.service.forSubject(school.id, 'notice', subjectId)).size).toBe(0);
    });
  });

  describe('view and open', () => {
    const queryOf = (url: string) =>
      SignedMediaQuery.parse(Object.fromEntries(new URL(url, 'https://school.example').searchParams));

    it('gives addresses that open both sizes until they end', async () => {
      const row = await upload(mother);
      const view = house.service.view(row);
      expect(view).toMatchObject({ token: row.token, width: 80, height: 40 });
      for (const url of [view.url, view.thumbnailUrl]) {
        const file = await house.service.open(row.token, queryOf(url));
        const bytes = await buffer(file.stream);
        expect(bytes.length).toBe(file.size);
        expect(file.mime).toBe('image/jpeg');
      }
      house.clock.pass(hours(1));
      await expect(house.service.open(row.token, queryOf(view.url))).rejects.toMatchObject(refused);
      expect(Date.parse(view.expiresAt)).toBeLessThan(house.clock.now().getTime());
    });

    it('answers the same when the photo is gone', async () => {
      const row = await upload(mother);
      const { url } = house.service.view(row);
      await house.store.delete(fileKeyOf(row.storageKey, 'full'));
      await expect(house.service.open(row.token, queryOf(url))).rejects.toMatchObject(refused);
    });
  });

  describe('sweep', () => {
    it('removes photos that nobody used for a day, with their files, and no others', async () => {
      const [unused, used] = [await upload(mother), await upload(mother)];
      await attach(mother, [used.token]);
      house.clock.pass(days(1) + 1);
      const fresh = await upload(mother);
      await house.sweeper.sweep(new Date(house.clock.now().getTime() - days(1)));
      const left = (await house.rows()).map((row) => row.id);
      expect(left).toEqual(expect.arrayContaining([used.id, fresh.id]));
      expect(left).not.toContain(unused.id);
      for (const size of ['full', 'thumb'] as const) {
        expect(await house.files()).not.toContain(fileKeyOf(unused.storageKey, size));
        expect(await house.files()).toContain(fileKeyOf(used.storageKey, size));
      }
    });

    it('removes old files without a row, whatever folder they are in', async () => {
      const longAgo = new Date('2020-01-01T00:00:00Z');
      const old = async (key: string) =>
        utimes(path.join(house.mediaFolder, key.slice(0, 2), key.slice(2, 4), key), longAgo, longAgo);
      const stray = fileKeyOf(newStorageKey(), 'full');
      await house.store.put(stray, photo, 'image/jpeg');
      const young = fileKeyOf(stray.slice(0, 32), 'thumb');
      await house.store.put(young, photo, 'image/jpeg');
      const kept = await upload(mother);
      await Promise.all([old(stray), old(fileKeyOf(kept.storageKey, 'full'))]);
      const before = new Date('2021-01-01T00:00:00Z');
      let removed = 0;
      for (let hour = 0; hour < 256; hour++) {
        removed += (await house.sweeper.sweep(new Date(before.getTime() + hours(hour)))).strayFiles;
      }
      expect(removed).toBe(1);
      expect(await house.files()).not.toContain(stray);
      expect(await house.files()).toEqual(
        expect.arrayContaining([young, fileKeyOf(kept.storageKey, 'full')]),
      );
    });
  });
});
