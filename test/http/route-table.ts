import { issueRoutes } from './routes/issue-routes.js';
import { peopleRoutes } from './routes/people-routes.js';
import type { RouteRow } from './routes/route-row.js';
import { sessionRoutes } from './routes/session-routes.js';

/** Every route of the API, by hand. A route without a row fails `authorization.test.ts`, and so does a row without a route. */
export const routeTable: readonly RouteRow[] = [...sessionRoutes, ...peopleRoutes, ...issueRoutes];
