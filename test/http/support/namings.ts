import { randomUUID } from 'node:crypto';
import type { Member, Village } from './village.js';

export type Kind =
  'issue' | 'place' | 'category' | 'classroom' | 'child' | 'staff' | 'rule' | 'delivery' | 'school' | 'photo';

/** A request that names a row, and who asks. `path` and `body` get the token. */
export interface Naming {
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
export const inPaths: Naming[] = [
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
export const inQueriesAndBodies: Naming[] = [
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
