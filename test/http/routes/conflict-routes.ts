import type { Village } from '../support/village.js';
import { issueDetail } from './issue-routes.js';
import { list, ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';

const surnames = [...'章骆翁甄宗闫佟靳桂阮'];
let used = 0;

/** A report that names a surname which two bear, in the hands of `worker`. Answers its token. */
export async function undecided(village: Village): Promise<string> {
  const { house, school } = village;
  const surname = surnames[used++ % surnames.length] ?? '';
  for (const given of ['秋生', '桂枝']) await house.make.staff(school, 'canteen', null, surname + given);
  return village.report(`${surname}老师骂人`, { category: school.categories['conduct'] });
}

export const conflictRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /staff-names',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /issues/{token}/settle-conflict',
    statuses: '401 403 403 404 404 200 200 404 404 403 404 404 404 404',
    keys: issueDetail,
    subject: undecided,
    body: () => ({ about: [] }),
  },
];
