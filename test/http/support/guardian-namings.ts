import { yes } from '../routes/consent-routes.js';

const routes: [method: string, what: string, body?: object][] = [
  ['GET', 'consents'],
  ['PUT', 'consents', yes],
  ['PUT', 'preferences', { simpleMode: true }],
];

/** Requests that name a guardian in their path. */
export const guardianNamings = routes.map(([method, what, body]) => ({
  route: `${method} /guardians/{token}/${what}`,
  path: (token: string) => `/guardians/${token}/${what}`,
  ...(body ? { body: () => body } : {}),
}));
