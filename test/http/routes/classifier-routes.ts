import { ClassifierModel } from '../../../server/src/features/issues/classifier/classifier.entity.js';
import { newToken } from '../../../server/src/platform/database/ids.js';
import type { Village } from '../support/village.js';
import { ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';

const model = [
  'abilities',
  'automatic',
  'examples',
  'metrics',
  'reason',
  'state',
  'token',
  'trainedAt',
  'version',
];

/** A version of the school's classifier that was trained before. */
export const version =
  (state: ClassifierModel['state']) =>
  async ({ house, school }: Village): Promise<string> => {
    const token = newToken();
    const score = { right: 1, of: 1 };
    const scores = { before: score, after: score };
    await house.database.write((tx) =>
      tx.of(ClassifierModel, school.id).insert({
        token,
        version: `tried-${token}`,
        algorithm: 'tried',
        state,
        revision: 0,
        examples: 0,
        metrics: { heldOut: scores, startingSet: scores, refused: null },
        trainedById: null,
        trainedAt: house.clock.now(),
      }),
    );
    return token;
  };

export const classifierRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /classifier/models',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['abilities', 'corrections', 'fresh', 'items', 'startingSet'],
    query: ofSchool,
  },
  {
    route: 'GET /classifier/report',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['categories', 'cells', 'reliability', 'total'],
    query: ofSchool,
  },
  {
    // Who leads the school is let in, and told that there is nothing to learn from yet.
    route: 'POST /classifier/train',
    statuses: '401 403 403 403 404 409 409 403 403 403 403 403 404 404',
    keys: null,
    query: ofSchool,
  },
  {
    route: 'POST /classifier/models/{token}/activate',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: model,
    subject: version('retired'),
  },
  {
    route: 'POST /classifier/models/{token}/retire',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: model,
    subject: version('active'),
  },
];
