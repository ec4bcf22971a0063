import { randomUUID } from 'node:crypto';
import { Category } from '../../../server/src/features/issues/issue.entity.js';
import { newToken } from '../../../server/src/platform/database/ids.js';
import type { Village } from '../support/village.js';
import { list, ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';

const summary = [
  'assignee',
  'category',
  'changedAt',
  'classroom',
  'clientId',
  'due',
  'families',
  'hasVoice',
  'mine',
  'next',
  'paused',
  'place',
  'progress',
  'reportedAt',
  'reporter',
  'school',
  'sealed',
  'state',
  'stateLabel',
  'title',
  'token',
  'unheard',
  'waitingFor',
];
/** Keys of an issue with everything that its reader may see. */
export const issueDetail = [
  ...summary,
  'abilities',
  'asked',
  'child',
  'classification',
  'conflict',
  'decline',
  'filedBy',
  'merged',
  'photos',
  'picture',
  'primary',
  'text',
  'timeline',
  'transcript',
  'voice',
  'withheld',
  'readOutside',
].sort();
const category = ['active', 'code', 'name', 'token'];
const rule = ['backupPerson', 'backupRole', 'category', 'classroom', 'person', 'place', 'role', 'token'];

export const words = () => ({ text: '看过了' });
const newCategory = async ({ house, school }: Village) => {
  const token = newToken();
  const row = { token, code: `own-${token}`, name: '新类别', active: true, position: 50 };
  await house.database.write((tx) => tx.of(Category, school.id).insert(row));
  return token;
};
const newRule = async ({ house, school, people }: Village) => {
  const body = { role: 'security', place: (await house.make.place(school)).token };
  return (await people.principal.api.post<{ token: string }>('/routing-rules', body)).body.token;
};

export const issueRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'POST /media',
    statuses: '401 403 201 201 404 201 201 201 201 201 201 201 404 404',
    visitor: 404,
    keys: ['height', 'seconds', 'sourceSha256', 'token', 'width'],
    upload: true,
    body: ({ school }) => ({ clientId: randomUUID(), school: school.token }),
  },
  {
    // The signature is the permission; what a wrong one is answered stands in test/media.
    route: 'GET /media/{token}',
    statuses: '404 404 404 404 404 404 404 404 404 404 404 404 404 404',
    keys: null,
    subject: () => newToken(),
  },
  {
    route: 'POST /issues',
    statuses: '401 403 201 201 404 201 201 201 201 201 201 201 404 404',
    visitor: 404,
    keys: issueDetail,
    body: ({ school }) => ({ clientId: randomUUID(), school: school.token, text: '厕所的灯坏了' }),
  },
  {
    route: 'GET /issues',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    visitor: 404,
    keys: page,
    query: ({ school }) => `?scope=board&school=${school.token}`,
  },
  {
    route: 'GET /issues/{token}',
    statuses: '401 403 200 404 404 200 200 200 404 200 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('assigned'),
  },
  {
    route: 'POST /issues/{token}/accept',
    statuses: '401 403 403 404 404 403 403 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('assigned'),
  },
  {
    route: 'POST /issues/{token}/answer',
    statuses: '401 403 403 404 404 403 403 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('accepted'),
    body: words,
  },
  {
    route: 'POST /issues/{token}/ask',
    statuses: '401 403 403 404 404 403 403 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('accepted'),
    body: words,
  },
  {
    route: 'POST /issues/{token}/reply',
    statuses: '401 403 200 404 404 403 403 403 404 403 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('waiting_family'),
    body: words,
  },
  {
    route: 'POST /issues/{token}/assign',
    statuses: '401 403 403 404 404 200 200 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('assigned'),
    body: ({ people }) => ({ assignee: people.otherWorker.token }),
  },
  {
    route: 'POST /issues/{token}/recategorise',
    statuses: '401 403 403 404 404 200 200 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('assigned'),
    body: ({ school }) => ({ category: school.categories['transport'] }),
  },
  {
    route: 'POST /issues/{token}/divert',
    statuses: '401 403 403 404 404 200 200 200 404 200 404 404 404 404',
    keys: ['diverted'],
    subject: (village) => village.issueIn('assigned'),
    body: () => ({ reason: 'harm' }),
  },
  {
    route: 'GET /categories',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /categories',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: category,
    query: ofSchool,
    body: () => ({ name: `类别${randomUUID().slice(0, 8)}` }),
  },
  {
    route: 'PATCH /categories/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: category,
    subject: newCategory,
    body: () => ({ active: false }),
  },
  {
    route: 'GET /routing-rules',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /routing-rules',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: rule,
    query: ofSchool,
    body: async ({ house, school }) => ({ role: 'security', place: (await house.make.place(school)).token }),
  },
  {
    route: 'PUT /routing-rules/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: rule,
    subject: newRule,
    body: ({ place }) => ({ role: 'health', place: place.token }),
  },
  {
    route: 'DELETE /routing-rules/{token}',
    statuses: '401 403 404 404 404 204 204 404 404 404 404 404 404 404',
    keys: null,
    subject: newRule,
  },
];
