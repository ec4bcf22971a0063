import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApi } from '../../server/src/api-docs.js';
import { twoColours } from '../media/pictures.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import type { Answer, ApiClient, Json } from '../support/http.js';
import { routeTable } from './route-table.js';
import type { RouteRow } from './routes/route-row.js';
import { givenToVillage } from './support/family-scene.js';
import { roles, Village } from './support/village.js';
import type { Role } from './support/village.js';

const problem = ['code', 'detail', 'status', 'title', 'type'];

describe('who is answered what', () => {
  let house: House;
  let village: Village;
  let photo: Buffer;
  let officer: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    officer = await givenToVillage(village, village.child);
    photo = await twoColours().jpeg().toBuffer();
  });
  afterAll(() => house.close());

  it('has a row for every route, and no row without one', () => {
    const documented = Object.entries(openApi(house.app).paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    expect(routeTable.map((row) => row.route).sort()).toEqual(documented.sort());
  });

  it.each(routeTable.map((row) => [row.route, row] as const))('%s', async (_route, row) => {
    const here = row.alone ? await Village.build(house) : village;
    const expected = row.statuses.split(' ').map(Number);
    expect(expected).toHaveLength(roles.length);
    const shared = await row.subject?.(here);
    const answered: string[] = [];
    const wanted: string[] = [];
    // Who is refused first: if one of them changed something, the next would meet it.
    const likeUnbound = expected[roles.indexOf('unbound')] ?? 0;
    const visitor: { role: Role; status: number } = { role: 'visitor', status: row.visitor ?? likeUnbound };
    const order = [...roles.map((role, at) => ({ role, status: expected[at] ?? 0 })), visitor].sort(
      (a, b) => b.status - a.status,
    );
    for (const { role, status } of order) {
      const changes = status < 300 && !row.route.startsWith('GET');
      const token = changes ? await row.subject?.(here) : shared;
      const answer = await ask(row, here, role, token);
      wanted.push(`${role} ${status} ${keysWanted(row, role, status)}`);
      answered.push(`${role} ${answer.status} ${keysOf(answer)}`);
    }
    expect(answered).toEqual(wanted);
  });

  // Left out: what signs people in, and what a table asks as somebody made for the purpose.
  const asked = routeTable.filter(({ alone, asker }) => alone !== true && asker === undefined);
  it.each(asked.map((row) => [row.route, row] as const))(
    '%s to a 儿童主任 who has been given a child',
    async (_route, row) => {
      const status = row.village ?? Number(row.statuses.split(' ')[roles.indexOf('officer')]);
      const answer = await ask(row, village, 'officer', await row.subject?.(village), officer.api);
      expect(`${answer.status} ${keysOf(answer)}`).toBe(`${status} ${keysWanted(row, 'officer', status)}`);
    },
  );

  async function ask(
    row: RouteRow,
    here: Village,
    role: Role,
    token: string | undefined,
    as: ApiClient | null = null,
  ) {
    const [method = '', path = ''] = row.route.split(' ');
    const address = path.replace(/\{(token|scene)\}/, token ?? '') + (row.query?.(here) ?? '');
    const api: ApiClient = as ?? (await row.asker?.(here, role)) ?? here.as(role);
    const body = (await row.body?.(here, role)) ?? {};
    if (row.upload) return api.upload<Json>(photo, body as Record<string, string>);
    if (method === 'GET') return api.get(address);
    if (method === 'DELETE') return api.delete(address);
    if (method === 'PUT') return api.put(address, body);
    return method === 'PATCH' ? api.patch(address, body) : api.post(address, body);
  }
});

function keysWanted(row: RouteRow, role: Role, status: number): string {
  if (status >= 400) return problem.join();
  if (row.keys === null) return 'nothing';
  return row.keys === 'file' ? 'file' : [...row.keys, ...(row.moreKeys?.[role] ?? [])].sort().join();
}

function keysOf({ body, raw }: Answer<Json>): string {
  if (raw === '') return 'nothing';
  return typeof body === 'string' ? 'file' : Object.keys(body).sort().join();
}
