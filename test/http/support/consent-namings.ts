import { otherWords, ownYes } from '../routes/child-consent-routes.js';
import { everyone, inSchool } from './naming.js';
import type { Naming } from './naming.js';

/** Children named in paths about consents. */
export const consentsInPaths: readonly Naming[] = [
  {
    route: 'GET /children/{token}/consents',
    kind: 'child',
    by: everyone,
    path: (token) => `/children/${token}/consents`,
  },
  {
    route: 'POST /children/{token}/consents',
    kind: 'child',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/children/${token}/consents`,
    body: () => ownYes,
  },
  {
    route: 'GET /children/{token}/readers',
    kind: 'child',
    by: everyone,
    path: (token) => `/children/${token}/readers`,
  },
];

/** Schools, classrooms, guardians and recordings named in queries and bodies about consents. */
export const consentsInQueries: readonly Naming[] = [
  inSchool('GET /consent-board', everyone),
  inSchool('GET /consent-board/figures', everyone),
  inSchool('GET /consent-texts', everyone),
  {
    route: 'GET /consent-board',
    kind: 'classroom',
    by: ['principal', 'teacher'],
    path: (token) => `/consent-board?classroom=${token}`,
  },
  {
    route: 'POST /children/{token}/consents',
    kind: 'guardian',
    by: ['principal', 'teacher'],
    path: (_token, { child }) => `/children/${child.token}/consents`,
    body: (guardian) => ({ ...ownYes, guardian }),
  },
  inSchool('POST /consent-texts', everyone, () => ({ ...otherWords, after: 1 })),
  {
    route: 'POST /consent-texts',
    kind: 'photo',
    by: ['principal'],
    path: () => '/consent-texts',
    body: (voice) => ({ ...otherWords, after: 1, voice }),
  },
];
