import type { RouteRow } from './route-row.js';

export const homeRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    // What each of them finds there stands in test/home.
    route: 'GET /home',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    visitor: 200,
    keys: ['assigned', 'at', 'mine', 'overviews', 'session'],
  },
];
