import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { House } from '../support/house.js';
import { Village } from './support/village.js';

describe('answers on a slow line', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const asked = (url: string, encoding?: string) =>
    house.app
      .getHttpAdapter()
      .getInstance()
      .inject({
        url: `/api/v1${url}`,
        headers: {
          authorization: `Bearer ${village.people.principal.api.bearer}`,
          ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
        },
      });

  it('are packed as the asker can unpack them, and hold the same', async () => {
    for (let i = 0; i < 3; i++) await village.report('走廊的灯坏了');
    const plain = await asked('/issues?scope=board');
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await asked('/issues?scope=board', encoding);
      expect([packed.statusCode, packed.headers['content-encoding']]).toEqual([200, encoding]);
      expect(unpack(packed.rawPayload).toString()).toBe(plain.body);
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    }
  });

  it('stay as they are where there is little to save, and where a session is told', async () => {
    expect((await asked('/places', 'gzip')).headers['content-encoding']).toBeUndefined();
    const session = await asked('/session', 'gzip');
    expect([session.statusCode, session.headers['content-encoding']]).toEqual([200, undefined]);
  });

  it('come in unpacked only: a small request cannot become a large one', async () => {
    const { statusCode } = await house.app
      .getHttpAdapter()
      .getInstance()
      .inject({
        method: 'POST',
        url: '/api/v1/session/password',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        payload: Buffer.from('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==', 'base64'),
      });
    expect(statusCode).toBe(400);
  });
});
