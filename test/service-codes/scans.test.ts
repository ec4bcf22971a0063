import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenedCode, ServiceCodeView } from '#shared/service-codes/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { createApp } from '../../server/src/app.js';
import { days } from '../../server/src/platform/clock/clock.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import { allRows, newRows } from '../http/support/tables.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';
import { KeptLog } from '../support/kept-log.js';
import { ApiClient } from '../support/http.js';

describe('a scan', () => {
  let house: House;
  let village: Village;
  let code: ServiceCodeView;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    const { principal } = village.people;
    const body = { kind: 'feedback', place: village.place.token };
    code = (await principal.api.post<ServiceCodeView>('/service-codes', body)).body;
  });
  afterAll(() => house.close());

  const scan = (scene = code.scene) => house.as(null).post<OpenedCode>(`/codes/${scene}/open`);
  const counted = async (state = 'active') => {
    const { api } = village.people.principal;
    const { body } = await api.get<Page<ServiceCodeView>>(`/service-codes?state=${state}`);
    return body.items.map(({ scans }) => scans);
  };

  it('is counted by the day, each one, also when many scan at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => scan()));
    expect(answers.map(({ status }) => status)).toEqual(Array(25).fill(200));
    expect(await counted()).toEqual([{ week: 25, all: 25 }]);
    house.clock.pass(days(6));
    await scan();
    expect(await counted()).toEqual([{ week: 26, all: 26 }]);
    house.clock.pass(days(1));
    await Promise.all([scan(), scan()]);
    expect(await counted()).toEqual([{ week: 3, all: 28 }]);
    const rows = (await allRows(house)).get('service_code_scan') ?? [];
    expect(rows.map((row) => Object.keys(row).sort())).toEqual(
      rows.map(() => ['codeId', 'count', 'day', 'id', 'schoolId']),
    );
  });

  it('of an old print is counted at the old print', async () => {
    await scan();
    await village.people.principal.api.post(`/service-codes/${code.token}/renew`);
    await scan();
    expect([await counted('active'), await counted('ended')]).toEqual([
      [{ week: 0, all: 0 }],
      [{ week: 2, all: 2 }],
    ]);
  });

  it('leaves a number and nothing of who scanned, in no table and in no line of the log', async () => {
    const { env, database, clock } = house;
    const log = new KeptLog('silent');
    const app = await createApp({ env, database, clock, log });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    try {
      const { reporter } = village.people;
      const before = await allRows(house);
      // Who is signed in sends her session along; the route does not look at it.
      const opened = await new ApiClient(app, reporter.api.bearer).raw({
        method: 'POST',
        url: `/api/v1/codes/${code.scene}/open`,
        headers: {
          authorization: `Bearer ${reporter.api.bearer}`,
          'content-type': 'application/json',
          'idempotency-key': 'a-key-of-hers-1',
          'user-agent': 'MicroMessenger 8.0 iPhone of hers',
        },
        payload: '{}',
        remoteAddress: '203.0.113.77',
      });
      expect(opened.status).toBe(200);
      const rows = newRows(before, await allRows(house));
      expect([...rows].filter(([, texts]) => texts.length > 0).map(([table]) => table)).toEqual([
        'service_code_scan',
      ]);
      const lines = log.lines.join('\n');
      expect(lines).toContain('/api/v1/codes/:scene/open');
      const secrets = [code.scene, code.token, '203.0.113.77', 'iPhone', 'a-key-of-hers', reporter.token];
      for (const secret of [...secrets, reporter.api.bearer ?? '', reporter.name])
        expect({ secret, stands: lines.includes(secret) }).toEqual({ secret, stands: false });
    } finally {
      await app.close();
    }
  });

  it('is held back when somebody scans as no hand can, without being counted', async () => {
    const limits = house.app.get(RateLimits);
    const wide = { points: 1_000_000, duration: 60 };
    limits.configure({ address: wide, session: wide, scan: { points: 3, duration: 60 } });
    try {
      const statuses: number[] = [];
      for (let at = 0; at < 5; at++) statuses.push((await scan()).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      const refused = await scan();
      expect([refused.body, refused.headers['retry-after']]).toMatchObject([
        { code: 'rate_limited' },
        expect.stringMatching(/^\d+$/),
      ]);
      expect(await counted()).toEqual([{ week: 3, all: 3 }]);
    } finally {
      limits.configure({ address: wide, session: wide, login: wide, binding: wide, scan: wide });
    }
  });
});
