import { refusal } from '../support/village.js';
import { issueDetail, words } from './issue-routes.js';
import { list } from './route-row.js';
import type { RouteRow } from './route-row.js';

export const endsRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'POST /issues/similar',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    body: ({ school }) => ({ school: school.token, text: '走廊的灯坏了' }),
  },
  {
    route: 'POST /issues/{token}/resolve',
    statuses: '401 403 403 404 404 403 403 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('accepted'),
    body: words,
  },
  {
    route: 'POST /issues/{token}/confirm',
    statuses: '401 403 200 404 404 403 403 403 404 403 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('resolved'),
  },
  {
    route: 'POST /issues/{token}/reject',
    statuses: '401 403 200 404 404 403 403 403 404 403 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('resolved'),
  },
  {
    route: 'POST /issues/{token}/decline',
    statuses: '401 403 403 404 404 200 200 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('assigned'),
    body: () => refusal,
  },
  {
    route: 'POST /issues/{token}/agree',
    statuses: '401 403 200 404 404 403 403 403 404 403 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('declined'),
  },
  {
    route: 'POST /issues/{token}/appeal',
    statuses: '401 403 200 404 404 403 403 403 404 403 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('declined'),
  },
  {
    route: 'POST /issues/{token}/merge',
    statuses: '401 403 403 404 404 200 200 403 404 200 404 404 404 404',
    keys: issueDetail,
    subject: (village) => village.issueIn('assigned'),
    body: async (village) => ({ into: await village.issueIn('assigned') }),
  },
  {
    route: 'POST /issues/{token}/separate',
    statuses: '401 403 200 404 404 200 200 403 404 403 404 404 404 404',
    visitor: 404,
    keys: issueDetail,
    subject: (village) => village.issueIn('merged'),
  },
];
