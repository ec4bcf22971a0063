import { written } from '../routes/consultation-routes.js';
import { everyone, inSchool } from './naming.js';
import type { Naming } from './naming.js';

const ofSchool = (route: string, body?: Naming['body']): Naming => inSchool(route, everyone, body);

/** Answers named in paths. */
export const answersInPaths: Naming[] = [
  {
    route: 'GET /published-answers/{token}',
    kind: 'answer',
    by: ['principal', 'worker', 'reporter'],
    path: (token) => `/published-answers/${token}`,
  },
  {
    route: 'PATCH /published-answers/{token}',
    kind: 'answer',
    by: ['principal', 'worker', 'reporter'],
    path: (token) => `/published-answers/${token}`,
    body: () => ({ text: '五点。' }),
  },
  ...(['publish', 'retire'] as const).map((action): Naming => ({
    route: `POST /published-answers/{token}/${action}`,
    kind: 'answer',
    by: ['principal', 'worker', 'reporter'],
    path: (token) => `/published-answers/${token}/${action}`,
  })),
  {
    // Public for who holds its token; a draft is as absent as what never was.
    route: 'POST /published-answers/{token}/settle',
    kind: 'answer',
    by: ['principal', 'reporter'],
    path: (token) => `/published-answers/${token}/settle`,
  },
  {
    route: 'GET /issues/{token}/answer-draft',
    kind: 'question',
    by: ['principal', 'teacher', 'worker'],
    path: (token) => `/issues/${token}/answer-draft`,
  },
];

/** What an answer is about, named in queries and bodies. */
export const answersInQueriesAndBodies: Naming[] = [
  ofSchool('GET /published-answers'),
  ofSchool('GET /published-answers/figures'),
  ofSchool('POST /published-answers', () => written),
  ofSchool('POST /published-answers/suggest', () => ({ text: '几点接' })),
  ...(['place', 'category'] as const).map((kind): Naming => ({
    route: 'POST /published-answers',
    kind,
    by: ['principal', 'worker'],
    path: () => '/published-answers',
    body: (token) => ({ ...written, [kind]: token }),
  })),
  {
    route: 'POST /published-answers',
    kind: 'question',
    by: ['principal', 'worker'],
    path: () => '/published-answers',
    body: (token) => ({ ...written, fromIssue: token }),
  },
];
