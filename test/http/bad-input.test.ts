import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { House } from '../support/house.js';
import type { Answer, Json } from '../support/http.js';
import { routeTable } from './route-table.js';
import { published } from './routes/consultation-routes.js';
import { spoken } from './routes/intake-routes.js';
import { evaluatedService } from './routes/evaluation-routes.js';
import { hungCode } from './routes/service-code-routes.js';
import { makeFamily } from './support/family-scene.js';
import { targets } from './support/body-targets.js';
import type { Target, Tokens } from './support/body-targets.js';
import { rowCounts } from './support/tables.js';
import { password, Village } from './support/village.js';

const json = 'application/json';
const tooLong = '好'.repeat(2001);
const wrongValues: unknown[] = [
  null,
  7,
  true,
  [],
  {},
  '',
  '   ',
  '\ud800',
  '断\udc00了',
  'a\u0000b',
  '\u0007',
  '\u007f',
  tooLong,
  '𬱖'.repeat(2001),
  "'; DROP TABLE issue; --",
  ['x'],
  { $ne: null },
  -1,
  1e308,
];

describe('what cannot be understood is refused in words, and nothing of it is kept', () => {
  let house: House;
  let village: Village;
  let tokens: Tokens;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    await makeFamily(village);
    const rules = await village.people.principal.api.get<{ items: { token: string }[] }>('/routing-rules');
    await house.make.login(village.people.principal, 'head', password);
    tokens = {
      assigned: await village.issueIn('assigned'),
      accepted: await village.issueIn('accepted'),
      waiting: await village.issueIn('waiting_family'),
      resolved: await village.issueIn('resolved'),
      declined: await village.issueIn('declined'),
      merged: await village.issueIn('merged'),
      staff: village.people.otherWorker.token,
      category: village.school.categories['food'] ?? '',
      rule: rules.body.items[0]?.token ?? '',
      code: (await hungCode(village)).token,
      service: await evaluatedService(village),
      scene: (await hungCode(village)).scene,
      answer: await published(village),
      spoken: await spoken(village),
      guardian: village.people.reporter.token,
    };
  });
  afterAll(() => house.close());

  it('tries every route that takes JSON', () => {
    const taking = routeTable
      .filter((row) => /^(POST|PUT|PATCH) /.test(row.route) && !row.upload)
      .map((row) => row.route);
    expect(Object.keys(targets).sort()).toEqual(taking.sort());
  });

  it.each(Object.entries(targets))('%s', async (route, target) => {
    const before = await rowCounts(house);
    const good = target.good(village);
    const send = (payload: string, type: string | null = json) => request(route, target, payload, type);
    const sent = JSON.stringify(good);

    for (const [broken, status, code] of [
      ['{"text":', 400, 'malformed_json'],
      ['', 400, 'malformed_json'],
      ['{"__proto__":{"isAdmin":true}}', 400, 'malformed_json'],
      ['{"constructor":{"prototype":{"isAdmin":true}}}', 400, 'malformed_json'],
      [JSON.stringify({ ...good, filler: 'x'.repeat(257 * 1024) }), 413, 'too_large'],
    ] as const) {
      expectProblem(await send(broken), status, code);
    }
    for (const type of ['text/plain', 'text/xml', 'application/x-www-form-urlencoded', 'application/pdf'])
      expectProblem(await send(sent, type), 415, 'unsupported_media');
    for (const payload of ['null', '[]', '"x"', '7', 'true', JSON.stringify([good])])
      expectProblem(await send(payload), 400, 'invalid_input');
    expectProblem(await send('', null), 400, 'invalid_input');
    for (const extra of [{ unknown: 1 }, { isAdmin: true }, { schoolId: 1 }, { $where: 'x' }])
      expectProblem(await send(JSON.stringify({ ...good, ...extra })), 400, 'invalid_input');
    expect(await rowCounts(house)).toEqual(before);
  });

  it.each(Object.entries(targets))('%s with each field spoilt', async (route, target) => {
    const before = await rowCounts(house);
    for (const field of Object.keys(target.good(village))) {
      for (const value of wrongValues) {
        if (isFine(route, field, value)) continue;
        const spoilt = JSON.stringify({ ...target.good(village), [field]: value });
        const { status, raw } = await request(route, target, spoilt, json);
        const taken = status >= 400 && status < 500 ? null : { field, value, status, raw };
        expect(taken).toBeNull();
      }
    }
    expect(await rowCounts(house)).toEqual(before);
  });

  it('answers a wrong method, a broken address and an endless one with a problem', async () => {
    const { api } = village.people.principal;
    const headers = { authorization: `Bearer ${api.bearer}`, 'content-type': json };
    for (const [method, url] of [
      ['PUT', '/api/v1/issues'],
      ['DELETE', '/api/v1/issues'],
      ['PATCH', `/api/v1/issues/${tokens.assigned}`],
      ['POST', '/api/v1/nowhere'],
      ['GET', '/api/v1/issues/%FF'],
      ['GET', `/api/v1/issues/${'x'.repeat(200)}`],
      ['GET', `/api/v1/issues?q=${'x'.repeat(3000)}`],
      ['GET', '/api/v2/issues'],
    ] as const) {
      const answer = await api.raw<Json>({
        method,
        url,
        headers,
        ...(method === 'GET' ? {} : { payload: '{}' }),
      });
      expect({
        url,
        status: answer.status,
        refused: answer.status >= 400 && answer.status < 500,
      }).toMatchObject({ url, refused: true });
      expectProblem(answer, answer.status);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([
    '/issues?scope=everything',
    '/issues?state=unheard',
    '/issues?limit=0',
    '/issues?limit=51',
    '/issues?limit=ten',
    '/issues?limit=1&limit=2',
    '/issues?cursor=5',
    '/issues?cursor=k%27',
    '/issues?cursor=kzzzzzzzzzzzz',
    '/issues?cursor=',
    `/issues?cursor=${'k'.repeat(300)}`,
    '/issues?q=',
    `/issues?q=${'x'.repeat(51)}`,
    '/issues?category=food',
    '/issues?place=x&place=y',
    '/issues?assignee=1%20OR%201=1',
    '/issues?school=x',
    '/staff?active=maybe',
    '/staff?cursor=1',
    '/deliveries?cursor=ABC',
    '/deliveries?limit=-1',
    '/places?school=%00',
    '/issues/short',
    '/children/1',
    '/service-codes?state=lost',
    '/service-codes?kind=',
    '/service-codes/posters',
    '/service-codes/posters?codes=x',
    '/service-codes/posters?shape=round',
  ])('refuses %s', async (path) => {
    expectProblem(await village.people.principal.api.get(path), 400, 'invalid_input');
  });

  it.each(['short', 'k'.repeat(129), 'with blanks', '编号编号编号编号', 'k'.repeat(6000)])(
    'refuses the idempotency key %.20s',
    async (key) => {
      const before = await rowCounts(house);
      const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
      const answer = await village.people.worker.api.post(
        `/issues/${tokens.assigned}/accept`,
        {},
        { headers },
      );
      expectProblem(answer, 400, 'invalid_input');
      expect(await rowCounts(house)).toEqual(before);
    },
  );

  function request(route: string, target: Target, payload: string, type: string | null) {
    const { api } = village.people[target.by];
    const headers = {
      authorization: `Bearer ${api.bearer}`,
      ...(type === null ? {} : { 'content-type': type }),
    };
    const method = route.split(' ')[0] as 'POST' | 'PUT' | 'PATCH';
    return api.raw<Json>({ method, url: `/api/v1${target.path(tokens)}`, headers, payload });
  }
});

/** Spoilt values that are not spoilt for this field. */
function isFine(route: string, field: string, value: unknown): boolean {
  const optional =
    ['text', 'photos'].includes(field) &&
    /confirm|reject|agree|appeal|similar|divert|suggest|\/answers$|POST \/issues$/.test(route);
  if (optional && (value === '' || value === '   ') && !/POST \/issues$/.test(route)) return true;
  if (field === 'photos' && Array.isArray(value) && value.length === 0) return true;
  if (field === 'accepted' && Array.isArray(value) && value.length === 0) return true;
  if (['category', 'login'].includes(field) && value === null && /routing-rules|POST \/staff$/.test(route))
    return true;
  if (field === 'topic' && value === null && /suggest|\/answers$/.test(route)) return true;
  // No filter at all is a view of the board too.
  if (field === 'query' && JSON.stringify(value) === '{}') return true;
  if (['simpleMode', 'readsAloud'].includes(field) && typeof value === 'boolean') return true;
  if (field === 'silenceDays' && value === 7) return true;
  if (field === 'afterMinutes' && (value === 7 || value === -1)) return true;
  if (field === 'items' && Array.isArray(value) && (value.length === 0 || /nicknames/.test(route)))
    return true;
  if (field === 'dimensions' && JSON.stringify(value) === '["x"]') return true;
  if (field === 'toDay' && value === null) return true;
  // Takes away what was written down.
  if (['number', 'address'].includes(field) && value === null && /\/(phone|identity|address)$/.test(route))
    return true;
  if (field === 'categories' && Array.isArray(value) && value.length === 0) return true;
  if (typeof value !== 'string') return false;
  const isSql = value.startsWith("';");
  if (field === 'text' || field === 'elsewhere' || field === 'address') return isSql;
  if (field === 'name') return isSql && value.length <= 20 + 10;
  return isSql && ['next', 'question'].includes(field);
}

function expectProblem(answer: Answer<Json>, status: number, code?: string): void {
  expect(answer.raw).toMatch(/^\{"type"/);
  expect(answer.raw.length).toBeLessThan(5000);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^urn:xinqiao:problem:/),
    title: expect.stringMatching(/\p{Script=Han}/u),
    status,
    code: code ?? expect.any(String),
    detail: expect.stringMatching(/\p{Script=Han}/u),
  });
  expect(answer.status).toBe(status);
}
