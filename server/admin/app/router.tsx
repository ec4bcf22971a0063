import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { RequireSession } from '../session/require-session.js';
import { LoadingFace } from '../ui/faces.js';
import { NotFoundPage } from './not-found.page.js';
import { RouteErrorPage } from './route-error.page.js';
import { Shell } from './shell.js';
import { FirstDoor } from './first-door.js';

/** Pages inside the house; each is a file of its own for the browser and is loaded when it is opened. */
const pages: RouteObject[] = [
  { index: true, element: <FirstDoor /> },
  { path: 'today', lazy: () => import('../issues/insight/today.page.js') },
  { path: 'dashboard', lazy: () => import('../issues/insight/dashboard.page.js') },
  { path: 'issues', lazy: () => import('../issues/board.page.js') },
  { path: 'issues/:token', lazy: () => import('../issues/issue.page.js') },
  { path: 'office', lazy: () => import('../office/office.page.js') },
  { path: 'office/:token', lazy: () => import('../office/office-issue.page.js') },
  { path: 'safeguarding', lazy: () => import('../safeguarding/safeguarding.page.js') },
  { path: 'safeguarding/:token', lazy: () => import('../safeguarding/safeguarding-issue.page.js') },
  { path: 'routing-rules', lazy: () => import('../issues/routing-rules.page.js') },
  { path: 'categories', lazy: () => import('../issues/categories.page.js') },
  { path: 'classifier', lazy: () => import('../classifier/classifier.page.js') },
  { path: 'consultations', lazy: () => import('../consultations/consultations.page.js') },
  { path: 'service-codes', lazy: () => import('../service-codes/service-codes.page.js') },
  { path: 'evaluations', lazy: () => import('../evaluations/evaluations.page.js') },
  { path: 'places', lazy: () => import('../people/places.page.js') },
  { path: 'children', lazy: () => import('../children/children.page.js') },
  { path: 'classrooms', lazy: () => import('../classrooms/classrooms.page.js') },
  { path: 'consents', lazy: () => import('../consents/consents.page.js') },
  { path: 'consent-texts', lazy: () => import('../consents/consent-texts.page.js') },
  { path: 'bindings', lazy: () => import('../children/bindings.page.js') },
  { path: 'roles', lazy: () => import('../roles/roles.page.js') },
  { path: 'people', lazy: () => import('../roles/people.page.js') },
  { path: 'officers', lazy: () => import('../roles/officers.page.js') },
  { path: 'village', lazy: () => import('../village/village.page.js') },
  { path: 'tasks', lazy: () => import('../village/tasks.page.js') },
  { path: 'staff', lazy: () => import('../people/staff.page.js') },
  { path: 'calendar', lazy: () => import('../calendar/calendar.page.js') },
  { path: 'clocks', lazy: () => import('../calendar/clocks.page.js') },
  { path: 'settings', lazy: () => import('../school/settings.page.js') },
  { path: 'deliveries', lazy: () => import('../deliveries/deliveries.page.js') },
  { path: 'openings', lazy: () => import('../openings/openings.page.js') },
  { path: 'audit', lazy: () => import('../audit/audit.page.js') },
  { path: 'account', lazy: () => import('../session/account.page.js') },
  { path: '*', element: <NotFoundPage /> },
];

/** Addresses of the admin page, all under /admin. */
export const router = createBrowserRouter(
  [
    {
      errorElement: <RouteErrorPage />,
      hydrateFallbackElement: <LoadingFace />,
      children: [
        { path: 'login', lazy: () => import('../session/login.page.js') },
        {
          element: <RequireSession />,
          children: [
            { element: <Shell />, children: [{ errorElement: <RouteErrorPage />, children: pages }] },
          ],
        },
      ],
    },
  ],
  { basename: '/admin' },
);
