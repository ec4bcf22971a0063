import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newToken } from '../../server/src/platform/database/ids.js';
import { twoColours } from '../media/pictures.js';
import { House } from '../support/house.js';
import type { Answer, ApiClient, Json } from '../support/http.js';
import { routeTable } from './route-table.js';
import { undelivered } from './routes/people-routes.js';
import { Village } from './support/village.js';
import type { Member } from './support/village.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Kind =
  'issue' | 'place' | 'category' | 'classroom' | 'child' | 'staff' | 'rule' | 'delivery' | 'school' | 'photo';

/** A request that names a row, and who asks. `path` and `body` get the token. */
interface Naming {
  route: string;
  kind: Kind;
  by: Member[];
  path: (token: string, here: Village) => string;
  body?: (token: string, here: Village) => object;
}

const words = () => ({ text: '看过了' });
const everyone: Member[] = ['reporter', 'principal', 'worker', 'teacher', 'lead', 'officer'];
const issueAction = (action: string, body?: Naming['body']): Naming => ({
  route: `POST /issues/{token}/${action}`,
  kind: 'issue',
  by: ['reporter', 'principal', 'worker', 'lead'],
  path: (token) => `/issues/${token}/${action}`,
  ...(body ? { body } : {}),
});
const inSchool = (route: string, by: Member[], body?: Naming['body']): Naming => ({
  route,
  kind: 'school',
  by,
  path: (token) => `${route.split(' ')[1]}?school=${token}`,
  ...(body ? { body } : {}),
});

/** Tokens in paths: every route of the table that has one must stand here. */
const inPaths: Naming[] = [
  { route: 'GET /issues/{token}', kind: 'issue', by: everyone, path: (token) => `/issues/${token}` },
  issueAction('accept'),
  issueAction('answer', words),
  issueAction('ask', words),
  issueAction('reply', words),
  issueAction('resolve', words),
  issueAction('confirm'),
  issueAction('reject'),
  issueAction('assign', (_, { people }) => ({ assignee: people.otherWorker.token })),
  issueAction('recategorise', (_, { school }) => ({ category: school.categories['food'] })),
  issueAction('divert', () => ({ reason: 'harm' })),
  { route: 'GET /children/{token}', kind: 'child', by: everyone, path: (token) => `/children/${token}` },
  {
    route: 'GET /media/{token}',
    kind: 'photo',
    by: ['reporter'],
    path: (token) => `/media/${token}?size=full&exp=9999999999&sig=${'A'.repeat(43)}`,
  },
  {
    route: 'POST /staff/{token}/roles',
    kind: 'staff',
    by: ['principal', 'admin', 'worker'],
    path: (token) => `/staff/${token}/roles`,
    body: () => ({ role: 'canteen' }),
  },
  {
    route: 'DELETE /staff/{token}/roles/{role}',
    kind: 'staff',
    by: ['principal', 'worker'],
    path: (token) => `/staff/${token}/roles/logistics`,
  },
  {
    route: 'POST /staff/{token}/binding-code',
    kind: 'staff',
    by: ['principal', 'worker'],
    path: (token) => `/staff/${token}/binding-code`,
  },
  {
    route: 'POST /staff/{token}/reset-password',
    kind: 'staff',
    by: ['principal', 'worker'],
    path: (token) => `/staff/${token}/reset-password`,
  },
  {
    route: 'POST /staff/{token}/leave',
    kind: 'staff',
    by: ['principal', 'worker'],
    path: (token) => `/staff/${token}/leave`,
  },
  {
    route: 'POST /deliveries/{token}/retry',
    kind: 'delivery',
    by: ['principal', 'worker'],
    path: (token) => `/deliveries/${token}/retry`,
  },
  {
    route: 'PATCH /categories/{token}',
    kind: 'category',
    by: ['principal', 'worker'],
    path: (token) => `/categories/${token}`,
    body: () => ({ active: false }),
  },
  {
    route: 'PUT /routing-rules/{token}',
    kind: 'rule',
    by: ['principal', 'worker'],
    path: (token) => `/routing-rules/${token}`,
    body: () => ({ role: 'security' }),
  },
  {
    route: 'DELETE /routing-rules/{token}',
    kind: 'rule',
    by: ['principal', 'worker'],
    path: (token) => `/routing-rules/${token}`,
  },
];

const rule = (field: string) => (token: string) => ({
  role: field === 'person' ? null : 'security',
  [field]: token,
});

/** Tokens in queries and bodies. */
const inQueriesAndBodies: Naming[] = [
  inSchool('GET /issues', everyone),
  {
    route: 'GET /issues',
    kind: 'school',
    by: everyone,
    path: (token) => `/issues?scope=board&school=${token}`,
  },
  {
    route: 'GET /issues',
    kind: 'school',
    by: everyone,
    path: (token) => `/issues?scope=safeguarding&school=${token}`,
  },
  ...(['category', 'place', 'classroom'] as const).map((kind): Naming => ({
    route: 'GET /issues',
    kind,
    by: ['reporter', 'principal', 'worker'],
    path: (token) => `/issues?scope=board&${kind}=${token}`,
  })),
  {
    route: 'GET /issues',
    kind: 'staff',
    by: ['principal', 'worker'],
    path: (token) => `/issues?scope=board&assignee=${token}`,
  },
  inSchool('GET /staff', everyone),
  inSchool('POST /staff', everyone, () => ({ name: '某', roles: [{ role: 'canteen' }] })),
  inSchool('GET /assignees', everyone),
  inSchool('GET /classrooms', everyone),
  inSchool('GET /places', everyone),
  inSchool('POST /places', everyone, () => ({ name: '某处' })),
  inSchool('GET /settings', everyone),
  inSchool('PATCH /settings', everyone, () => ({ silenceDays: 3 })),
  inSchool('GET /deliveries', everyone),
  inSchool('GET /categories', everyone),
  inSchool('POST /categories', everyone, () => ({ name: '某类' })),
  inSchool('GET /routing-rules', everyone),
  inSchool('POST /routing-rules', everyone, () => ({ role: 'security' })),
  ...(['school', 'place', 'child', 'category'] as const).map((kind): Naming => ({
    route: 'POST /issues',
    kind,
    by: ['reporter', 'teacher'],
    path: () => '/issues',
    body: (token) => ({ clientId: randomUUID(), text: '灯坏了', [kind]: token }),
  })),
  {
    route: 'POST /issues',
    kind: 'photo',
    by: ['reporter'],
    path: () => '/issues',
    body: (token) => ({ clientId: randomUUID(), photos: [token] }),
  },
  {
    route: 'POST /session/acting',
    kind: 'staff',
    by: ['reporter', 'principal'],
    path: () => '/session/acting',
    body: (token) => ({ person: token }),
  },
  {
    route: 'POST /staff',
    kind: 'classroom',
    by: ['principal'],
    path: () => '/staff',
    body: (token) => ({ name: '某', roles: [{ role: 'class_teacher', classroom: token }] }),
  },
  ...(['category', 'place', 'classroom'] as const).map((kind): Naming => ({
    route: 'POST /routing-rules',
    kind,
    by: ['principal'],
    path: () => '/routing-rules',
    body: rule(kind),
  })),
  {
    route: 'POST /routing-rules',
    kind: 'staff',
    by: ['principal'],
    path: () => '/routing-rules',
    body: rule('person'),
  },
  {
    route: 'POST /routing-rules',
    kind: 'staff',
    by: ['principal'],
    path: () => '/routing-rules',
    body: rule('backupPerson'),
  },
];

describe('what is another school’s and what is nowhere are answered in the same bytes', () => {
  let house: House;
  let here: Village;
  let ownIssue: string;
  const foreign: Partial<Record<Kind, string>> = {};
  beforeAll(async () => {
    house = await House.open();
    here = await Village.build(house);
    const there = await Village.build(house);
    const { principal, reporter, worker } = there.people;
    const photo = await reporter.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
      clientId: randomUUID(),
    });
    const rules = await principal.api.get<{ items: { token: string }[] }>('/routing-rules');
    Object.assign(foreign, {
      issue: await there.report('灯坏了', {
        place: there.place.token,
        category: there.school.categories['food'],
      }),
      place: there.place.token,
      category: there.school.categories['food'],
      classroom: there.classroom.token,
      child: there.child.token,
      staff: worker.token,
      rule: rules.body.items[0]?.token,
      delivery: await undelivered(house, there.school, worker),
      school: there.school.token,
      photo: photo.body.token,
    });
    ownIssue = await here.issueIn('accepted');
  });
  afterAll(() => house.close());

  it('looks at every route with a token in its path', () => {
    const routes = routeTable.map((row) => row.route).filter((route) => route.includes('{token}'));
    expect(inPaths.map((naming) => naming.route).sort()).toEqual(routes.sort());
  });

  const cases = [...inPaths, ...inQueriesAndBodies].map(
    (naming, at) => [`${naming.route} ${naming.kind} #${at}`, naming] as const,
  );
  it.each(cases)('%s', async (_name, naming) => {
    for (const by of naming.by) {
      const known = await ask(here.as(by), naming, foreign[naming.kind] ?? '');
      const unknown = await ask(here.as(by), naming, newToken());
      expect({ by, status: known.status, raw: known.raw }).toEqual({
        by,
        status: unknown.status,
        raw: unknown.raw,
      });
      if (inPaths.includes(naming)) expect({ by, status: known.status }).toEqual({ by, status: 404 });
      else if (naming.route.startsWith('POST')) expect(known.status).toBeGreaterThanOrEqual(400);
      else expect(known.raw).not.toContain(foreign[naming.kind]);
    }
  });

  it('hands an issue, sorts it and photographs it only with what is the school’s own', async () => {
    const { worker, reporter } = here.people;
    const pairs: [string, (token: string) => object, Kind][] = [
      ['assign', (assignee) => ({ assignee }), 'staff'],
      ['recategorise', (category) => ({ category }), 'category'],
      ['answer', (photo) => ({ text: '看过了', photos: [photo] }), 'photo'],
    ];
    for (const [action, body, kind] of pairs) {
      const path = `/issues/${ownIssue}/${action}`;
      const known = await worker.api.post(path, body(foreign[kind] ?? ''));
      const unknown = await worker.api.post(path, body(newToken()));
      expect(known.status).toBeGreaterThanOrEqual(400);
      expect({ action, raw: known.raw }).toEqual({ action, raw: unknown.raw });
      // Who may never do this learns nothing from what she names.
      const own = kind === 'staff' ? worker.token : (here.school.categories['food'] ?? '');
      const refused = await reporter.api.post(path, body(foreign[kind] ?? ''));
      expect(refused.status).toBe(403);
      if (kind !== 'photo') expect((await reporter.api.post(path, body(own))).raw).toBe(refused.raw);
    }
    const after = await reporter.api.get<Json>(`/issues/${ownIssue}`);
    expect(after.body).toMatchObject({ state: 'accepted', assignee: { token: worker.token } });
  });

  function ask(api: ApiClient, naming: Naming, token: string): Promise<Answer<Json>> {
    const method = (naming.route.split(' ')[0] ?? '').toLowerCase() as Method;
    const path = naming.path(token, here);
    if (method === 'get' || method === 'delete') return api[method]<Json>(path);
    return api[method]<Json>(path, naming.body?.(token, here) ?? {});
  }
});
