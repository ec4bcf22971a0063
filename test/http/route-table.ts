import { calendarRoutes } from './routes/calendar-routes.js';
import { classroomRoutes } from './routes/classroom-routes.js';
import { classifierRoutes } from './routes/classifier-routes.js';
import { conflictRoutes } from './routes/conflict-routes.js';
import { consultationRoutes } from './routes/consultation-routes.js';
import { endsRoutes } from './routes/ends-routes.js';
import { childConsentRoutes } from './routes/child-consent-routes.js';
import { consentRoutes } from './routes/consent-routes.js';
import { homeRoutes } from './routes/home-routes.js';
import { familyRoutes } from './routes/family-routes.js';
import { evaluationRoutes } from './routes/evaluation-routes.js';
import { insightRoutes } from './routes/insight-routes.js';
import { intakeRoutes } from './routes/intake-routes.js';
import { issueRoutes } from './routes/issue-routes.js';
import { peopleRoutes } from './routes/people-routes.js';
import type { RouteRow } from './routes/route-row.js';
import { roleRoutes } from './routes/role-routes.js';
import { serviceCodeRoutes } from './routes/service-code-routes.js';
import { sessionRoutes } from './routes/session-routes.js';

/** Every route of the API, by hand. A route without a row fails `authorization.test.ts`, and so does a row without a route. */
export const routeTable: readonly RouteRow[] = [
  ...sessionRoutes,
  ...homeRoutes,
  ...peopleRoutes,
  ...consentRoutes,
  ...childConsentRoutes,
  ...familyRoutes,
  ...classroomRoutes,
  ...roleRoutes,
  ...issueRoutes,
  ...intakeRoutes,
  ...endsRoutes,
  ...conflictRoutes,
  ...classifierRoutes,
  ...insightRoutes,
  ...calendarRoutes,
  ...serviceCodeRoutes,
  ...evaluationRoutes,
  ...consultationRoutes,
];
