import { list, ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';

/** Everybody who works at the school keeps filters of her own. */
const newFilter = { name: '晚了的', query: { attention: 'overdue' } };

export const insightRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /overview',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['at', 'attention'],
    query: ofSchool,
  },
  {
    route: 'GET /dashboard',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['all', 'byCategory', 'byClassroom', 'byWeek', 'from', 'to'],
    query: ofSchool,
  },
  {
    // What is in it stands in test/issues.
    route: 'GET /issue-export',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: 'file',
    query: ofSchool,
  },
  {
    route: 'GET /saved-filters',
    statuses: '401 403 403 403 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /saved-filters',
    statuses: '401 403 403 403 404 201 201 201 201 201 201 201 404 404',
    keys: ['name', 'query', 'token'],
    query: ofSchool,
    body: () => newFilter,
  },
  {
    route: 'DELETE /saved-filters/{token}',
    statuses: '401 403 404 404 404 204 404 404 404 404 404 404 404 404',
    keys: null,
    subject: async ({ people }) =>
      (await people.principal.api.post<{ token: string }>('/saved-filters', newFilter)).body.token,
  },
  {
    // What each issue is answered stands in the answer; in test/issues is who may hand out which.
    route: 'POST /issue-assignments',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    keys: list,
    body: async (village) => ({
      issues: [await village.issueIn('assigned')],
      assignee: village.people.otherWorker.token,
    }),
  },
];
