import { randomInt, randomUUID } from 'node:crypto';
import { textOf } from './town-issues.js';
import type { Town } from './town.js';

export const works = ['report', 'issue', 'board', 'login'] as const;
export type Work = (typeof works)[number];
/** What is looked at while a school or the number of schools grows. */
export const screens = ['board', 'timeline', 'search', 'home', 'home of a principal'] as const;
export type Screen = (typeof screens)[number];

/** What requests are made of: a town, and which issues there are to read. */
export interface Material extends Town {
  issues: string[];
}

export interface BenchRequest {
  method: 'GET' | 'POST';
  path: string;
  bearer: string | null;
  body: object | null;
}

const pick = <T>(from: readonly T[]): T => from[randomInt(from.length)] as T;

/** The next request of a kind; each comes from another of the town's people, as in life. */
export function requestOf(kind: Work | Screen, material: Material): BenchRequest {
  const { school, principals, carers, places, logins, password, issues } = material;
  const get = (path: string, bearer: string): BenchRequest => ({ method: 'GET', path, bearer, body: null });
  switch (kind) {
    case 'report': {
      const { bearer, child } = pick(carers);
      const body = {
        clientId: randomUUID(),
        school,
        text: textOf(randomInt(490)),
        child,
        place: pick(places),
      };
      return { method: 'POST', path: '/api/v1/issues', bearer, body };
    }
    case 'login':
      return {
        method: 'POST',
        path: '/api/v1/session/password',
        bearer: null,
        body: { login: pick(logins), password },
      };
    case 'issue':
    case 'timeline':
      return get(`/api/v1/issues/${pick(issues)}`, pick(principals));
    case 'board':
      return get(`/api/v1/issues?scope=board&school=${school}`, pick(principals));
    case 'search':
      return get(
        `/api/v1/issues?scope=board&school=${school}&q=${encodeURIComponent(pick(['栏杆松了', '午睡房太冷', '漏水', '饭菜凉']))}`,
        pick(principals),
      );
    case 'home':
      return get('/api/v1/home', pick(carers).bearer);
    case 'home of a principal':
      return get('/api/v1/home', pick(principals));
  }
}
