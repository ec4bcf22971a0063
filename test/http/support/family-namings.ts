import { newToken } from '../../../server/src/platform/database/ids.js';
import { childCommands } from './family-scene.js';
import { everyone, inSchool } from './naming.js';
import type { Naming } from './naming.js';

/** Tokens in the paths of a child and her family. */
export const familyInPaths: readonly Naming[] = [
  {
    route: 'GET /children/{token}/history',
    kind: 'child',
    by: everyone,
    path: (token) => `/children/${token}/history`,
  },
  ...[
    ...childCommands,
    { action: 'leave-household', body: () => ({ household: newToken() }) },
    { action: 'binding-code', body: () => ({}) },
    { action: 'unbind', body: () => ({ person: newToken() }) },
  ].map(({ action, body }): Naming => ({
    route: `POST /children/{token}/${action}`,
    kind: 'child',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/children/${token}/${action}`,
    body: (_token, here) => body(here),
  })),
  {
    route: 'POST /binding-requests/{token}/decide',
    kind: 'binding',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/binding-requests/${token}/decide`,
    body: () => ({ decision: 'approve' }),
  },
];

/** Tokens in queries and bodies about children and their families. */
export const familyInQueries: readonly Naming[] = [
  inSchool('GET /roster', everyone),
  {
    route: 'GET /roster',
    kind: 'classroom',
    by: ['principal', 'teacher'],
    path: (token) => `/roster?classroom=${token}`,
  },
  inSchool('GET /binding-requests', everyone),
  inSchool('POST /binding-slips', everyone, (_token, here) => ({ classroom: here.classroom.token })),
  {
    route: 'POST /binding-slips',
    kind: 'classroom',
    by: ['principal', 'teacher'],
    path: () => '/binding-slips',
    body: (token) => ({ classroom: token }),
  },
  inSchool('GET /integrity-findings', everyone),
  inSchool('POST /integrity-findings/look', everyone),
];
