import { everyone, inSchool } from './naming.js';
import type { Naming } from './naming.js';

/** Tokens of evaluated services in paths. */
export const evaluationPaths: Naming[] = [
  {
    route: 'PATCH /evaluated-services/{token}',
    kind: 'service',
    by: ['principal', 'worker'],
    path: (token) => `/evaluated-services/${token}`,
    body: () => ({ active: true }),
  },
];

/** Tokens of schools, codes, categories and places with which evaluations are asked for. */
export const evaluationQueries: Naming[] = [
  inSchool('GET /evaluation-form', everyone),
  inSchool('GET /evaluation-notes', everyone),
  inSchool('GET /evaluation-figures', everyone),
  inSchool('GET /evaluated-services', everyone),
  {
    route: 'GET /evaluation-form',
    kind: 'service',
    by: everyone,
    path: (token) => `/evaluation-form?code=${token}`,
  },
  ...(['category', 'place'] as const).map((kind): Naming => ({
    route: 'POST /evaluated-services',
    kind,
    by: ['principal', 'worker'],
    path: () => '/evaluated-services',
    body: (token) => ({
      name: '午睡',
      picture: 'nap',
      dimensions: ['安静'],
      ...(kind === 'category' ? { category: token } : { places: [token] }),
    }),
  })),
];
