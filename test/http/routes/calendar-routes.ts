import type { Village } from '../support/village.js';
import { list, ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';

const calendar = ['days', 'terms', 'week'];
const term = ['fromDay', 'name', 'toDay', 'token'];
const day = [...term, 'kind'].sort();
const targets = ['categories', 'fallback'];
const level = ['action', 'afterMinutes', 'clock', 'person', 'role', 'token'];

const week = Array.from({ length: 7 }, () => [{ from: 480, to: 720 }]);
const fallback = { responseMinutes: 240, resolutionMinutes: 1350 };
let made = 0;
/** A term of a year of its own: terms must not overlap. */
const newTerm = () => {
  const year = 2030 + (made++ % 60);
  return { name: '春季学期', fromDay: `${year}-02-20`, toDay: `${year}-07-01` };
};
const newDay = () => ({ kind: 'holiday', name: '端午', fromDay: '2026-06-19', toDay: '2026-06-21' });
const newLevel = () => ({ clock: 'response', afterMinutes: 300 + made++, action: 'tell' });
const stored =
  (path: string, body: () => object) =>
  async ({ people }: Village) =>
    (await people.principal.api.post<{ token: string }>(path, body())).body.token;
const storedTerm = stored('/calendar/terms', newTerm);
const storedDay = stored('/calendar/days', newDay);
const storedLevel = stored('/escalation-levels', newLevel);

export const calendarRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /calendar',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: calendar,
    query: ofSchool,
  },
  {
    route: 'PUT /calendar/week',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: calendar,
    query: ofSchool,
    body: () => ({ week }),
  },
  {
    route: 'POST /calendar/terms',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: term,
    query: ofSchool,
    body: newTerm,
  },
  {
    route: 'PATCH /calendar/terms/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: term,
    subject: storedTerm,
    body: () => ({ name: '秋季学期' }),
  },
  {
    route: 'DELETE /calendar/terms/{token}',
    statuses: '401 403 404 404 404 204 204 404 404 404 404 404 404 404',
    keys: null,
    subject: storedTerm,
  },
  {
    route: 'POST /calendar/days',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: day,
    query: ofSchool,
    body: newDay,
  },
  {
    route: 'PATCH /calendar/days/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: day,
    subject: storedDay,
    body: () => ({ kind: 'half_day' }),
  },
  {
    route: 'DELETE /calendar/days/{token}',
    statuses: '401 403 404 404 404 204 204 404 404 404 404 404 404 404',
    keys: null,
    subject: storedDay,
  },
  {
    route: 'GET /service-targets',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: targets,
    query: ofSchool,
  },
  {
    route: 'PUT /service-targets',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: targets,
    query: ofSchool,
    body: ({ school }) => ({
      fallback,
      categories: [{ category: school.categories['food'], responseMinutes: 60, resolutionMinutes: 450 }],
    }),
  },
  {
    route: 'GET /escalation-levels',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /escalation-levels',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: level,
    query: ofSchool,
    body: newLevel,
  },
  {
    route: 'PUT /escalation-levels/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: level,
    subject: storedLevel,
    body: newLevel,
  },
  {
    route: 'DELETE /escalation-levels/{token}',
    statuses: '401 403 404 404 404 204 204 404 404 404 404 404 404 404',
    keys: null,
    subject: storedLevel,
  },
];
