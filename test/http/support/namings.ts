import { randomUUID } from 'node:crypto';
import { guardianNamings } from './guardian-namings.js';
import { refusal } from './village.js';
import type { Member, Village } from './village.js';

export type Kind =
  | 'issue'
  | 'place'
  | 'category'
  | 'classroom'
  | 'child'
  | 'staff'
  | 'rule'
  | 'delivery'
  | 'school'
  | 'photo'
  | 'code'
  | 'absence'
  | 'term'
  | 'day'
  | 'level'
  | 'filter'
  | 'model'
  | 'guardian';

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
  issueAction('decline', () => refusal),
  issueAction('agree'),
  issueAction('appeal'),
  issueAction('merge', (token) => ({ into: token })),
  issueAction('separate'),
  issueAction('assign', (_, { people }) => ({ assignee: people.otherWorker.token })),
  issueAction('recategorise', (_, { school }) => ({ category: school.categories['food'] })),
  issueAction('divert', () => ({ reason: 'harm' })),
  ...guardianNamings.map((naming): Naming => ({ kind: 'guardian', by: everyone, ...naming })),
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
  issueAction('transcribe', words),
  issueAction('settle-conflict', () => ({ about: [] })),
  ...(['GET', 'POST'] as const).map((method): Naming => ({
    route: `${method} /staff/{token}/absences`,
    kind: 'staff',
    by: ['principal', 'admin', 'worker'],
    path: (token) => `/staff/${token}/absences`,
    body: () => ({ fromDay: '2029-05-01' }),
  })),
  ...(['hours', 'nicknames'] as const).flatMap((what): Naming[] =>
    (['GET', 'PUT'] as const).map((method) => ({
      route: `${method} /staff/{token}/${what}`,
      kind: 'staff',
      by: ['principal', 'admin', 'worker'],
      path: (token) => `/staff/${token}/${what}`,
      body: () => ({ items: [] }),
    })),
  ),
  {
    route: 'DELETE /absences/{token}',
    kind: 'absence',
    by: ['principal', 'worker'],
    path: (token) => `/absences/${token}`,
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
  {
    route: 'PATCH /calendar/terms/{token}',
    kind: 'term',
    by: ['principal', 'worker'],
    path: (token) => `/calendar/terms/${token}`,
    body: () => ({ name: '学期' }),
  },
  {
    route: 'DELETE /calendar/terms/{token}',
    kind: 'term',
    by: ['principal', 'worker'],
    path: (token) => `/calendar/terms/${token}`,
  },
  {
    route: 'PATCH /calendar/days/{token}',
    kind: 'day',
    by: ['principal', 'worker'],
    path: (token) => `/calendar/days/${token}`,
    body: () => ({ name: '放假' }),
  },
  {
    route: 'DELETE /calendar/days/{token}',
    kind: 'day',
    by: ['principal', 'worker'],
    path: (token) => `/calendar/days/${token}`,
  },
  {
    route: 'POST /classifier/models/{token}/activate',
    kind: 'model',
    by: ['principal', 'worker'],
    path: (token) => `/classifier/models/${token}/activate`,
  },
  {
    route: 'POST /classifier/models/{token}/retire',
    kind: 'model',
    by: ['principal', 'worker'],
    path: (token) => `/classifier/models/${token}/retire`,
  },
  {
    route: 'PUT /escalation-levels/{token}',
    kind: 'level',
    by: ['principal', 'worker'],
    path: (token) => `/escalation-levels/${token}`,
    body: () => ({ clock: 'response', afterMinutes: 99, action: 'tell' }),
  },
  {
    route: 'DELETE /escalation-levels/{token}',
    kind: 'level',
    by: ['principal', 'worker'],
    path: (token) => `/escalation-levels/${token}`,
  },
  {
    route: 'POST /service-codes/{token}/revoke',
    kind: 'code',
    by: ['principal', 'worker'],
    path: (token) => `/service-codes/${token}/revoke`,
  },
  {
    route: 'POST /service-codes/{token}/renew',
    kind: 'code',
    by: ['principal', 'worker'],
    path: (token) => `/service-codes/${token}/renew`,
  },
  {
    route: 'DELETE /saved-filters/{token}',
    kind: 'filter',
    by: ['principal', 'worker'],
    path: (token) => `/saved-filters/${token}`,
  },
];

const rule = (field: string) => (token: string) => ({
  role: field === 'person' ? null : 'security',
  [field]: token,
});

const oneDay = { name: '某天', fromDay: '2029-05-01', toDay: '2029-05-01' };
const fallback = { responseMinutes: 240, resolutionMinutes: 1350 };

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
  inSchool('GET /staff-names', everyone),
  {
    route: 'POST /issues',
    kind: 'staff',
    by: ['reporter', 'teacher'],
    path: () => '/issues',
    body: (token) => ({ clientId: randomUUID(), text: '灯坏了', about: [token] }),
  },
  inSchool('GET /classrooms', everyone),
  inSchool('GET /places', everyone),
  inSchool('POST /places', everyone, () => ({ name: '某处' })),
  inSchool('GET /guardians-to-file-for', everyone),
  {
    route: 'GET /issues/first-listener',
    kind: 'school',
    by: everyone,
    path: (token) => `/issues/first-listener?picture=other&school=${token}`,
  },
  ...(['place', 'child'] as const).map((kind): Naming => ({
    route: 'GET /issues/first-listener',
    kind,
    by: ['reporter', 'teacher'],
    path: (token) => `/issues/first-listener?picture=other&${kind}=${token}`,
  })),
  {
    route: 'PATCH /settings',
    kind: 'staff',
    by: ['principal'],
    path: () => '/settings',
    body: (token) => ({ firstListener: token }),
  },
  inSchool('GET /settings', everyone),
  inSchool('PATCH /settings', everyone, () => ({ silenceDays: 3 })),
  inSchool('GET /deliveries', everyone),
  inSchool('GET /categories', everyone),
  inSchool('POST /categories', everyone, () => ({ name: '某类' })),
  inSchool('GET /calendar', everyone),
  inSchool('PUT /calendar/week', everyone, () => ({ week: [[], [], [], [], [], [], []] })),
  inSchool('POST /calendar/terms', everyone, () => oneDay),
  inSchool('POST /calendar/days', everyone, () => ({ kind: 'holiday', ...oneDay })),
  inSchool('GET /service-targets', everyone),
  inSchool('PUT /service-targets', everyone, () => ({ fallback, categories: [] })),
  inSchool('GET /escalation-levels', everyone),
  inSchool('POST /escalation-levels', everyone, () => ({
    clock: 'response',
    afterMinutes: 99,
    action: 'tell',
  })),
  {
    route: 'PUT /service-targets',
    kind: 'category',
    by: ['principal'],
    path: () => '/service-targets',
    body: (category) => ({ fallback, categories: [{ category, ...fallback }] }),
  },
  {
    route: 'POST /escalation-levels',
    kind: 'staff',
    by: ['principal'],
    path: () => '/escalation-levels',
    body: (person) => ({ clock: 'response', afterMinutes: 98, action: 'tell', person }),
  },
  inSchool('GET /classifier/models', everyone),
  inSchool('GET /classifier/report', everyone),
  inSchool('POST /classifier/train', everyone),
  inSchool('GET /overview', everyone),
  inSchool('GET /dashboard', everyone),
  inSchool('GET /issue-export', everyone),
  inSchool('GET /saved-filters', everyone),
  inSchool('POST /saved-filters', everyone, () => ({ name: '晚了的', query: {} })),
  inSchool('GET /routing-rules', everyone),
  inSchool('GET /service-codes', everyone),
  inSchool('POST /service-codes', everyone, () => ({ kind: 'feedback' })),
  {
    route: 'GET /service-codes/posters',
    kind: 'code',
    by: ['principal', 'worker'],
    path: (token) => `/service-codes/posters?codes=${token}`,
  },
  ...(['place', 'classroom', 'category'] as const).map((kind): Naming => ({
    route: 'POST /service-codes',
    kind,
    by: ['principal'],
    path: () => '/service-codes',
    body: (token) => ({ kind: 'feedback', [kind]: token }),
  })),
  inSchool('POST /routing-rules', everyone, () => ({ role: 'security' })),
  ...(['school', 'place', 'child', 'category'] as const).map((kind): Naming => ({
    route: 'POST /issues',
    kind,
    by: ['reporter', 'teacher'],
    path: () => '/issues',
    body: (token) => ({ clientId: randomUUID(), text: '灯坏了', [kind]: token }),
  })),
  ...(['school', 'place', 'category'] as const).map((kind): Naming => ({
    route: 'POST /issues/similar',
    kind,
    by: ['reporter', 'teacher'],
    path: () => '/issues/similar',
    body: (token) => ({ text: '灯坏了', [kind]: token }),
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
  ...(['person', 'backupPerson'] as const).map((field): Naming => ({
    route: 'POST /routing-rules',
    kind: 'staff',
    by: ['principal'],
    path: () => '/routing-rules',
    body: rule(field),
  })),
];
