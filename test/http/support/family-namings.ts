import { newToken } from '../../../server/src/platform/database/ids.js';
import { childCommands, openingFor } from './family-scene.js';
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
  {
    route: 'GET /children/{token}/private',
    kind: 'child',
    by: everyone,
    path: (token) => `/children/${token}/private`,
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
    route: 'POST /children/{token}/health',
    kind: 'child',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/children/${token}/health`,
    body: () => ({ words: '对花生过敏', after: null }),
  },
  {
    route: 'POST /children/{token}/open-fields',
    kind: 'child',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/children/${token}/open-fields`,
    body: () => openingFor,
  },
  {
    route: 'POST /opened-fields/{token}/close',
    kind: 'opening',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/opened-fields/${token}/close`,
  },
  {
    route: 'POST /opened-fields/{token}/review',
    kind: 'opening',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/opened-fields/${token}/review`,
    body: () => ({ verdict: 'justified', note: '核实过' }),
  },
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
  inSchool('GET /opened-fields', everyone),
  inSchool('GET /audit', everyone),
  {
    route: 'GET /audit',
    kind: 'staff',
    by: ['principal', 'lead'],
    path: (token) => `/audit?person=${token}`,
  },
  { route: 'GET /audit', kind: 'child', by: ['principal', 'lead'], path: (token) => `/audit?child=${token}` },
  {
    route: 'POST /roster/by-phone',
    kind: 'school',
    by: everyone,
    path: () => '/roster/by-phone',
    body: (token) => ({ school: token, number: '13812345678' }),
  },
  {
    route: 'GET /roster',
    kind: 'classroom',
    by: ['principal', 'teacher'],
    path: (token) => `/roster?classroom=${token}`,
  },
  inSchool('GET /village-officers', everyone),
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
