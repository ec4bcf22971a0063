import type { Village } from '../support/village.js';
import { ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';

const view = [
  'category',
  'classroom',
  'createdAt',
  'kind',
  'label',
  'place',
  'renewedBy',
  'scans',
  'scene',
  'state',
  'token',
  'url',
];
const opened = ['category', 'classroom', 'code', 'kind', 'label', 'note', 'place', 'school', 'state'];

/** A code that hangs at the village's place. */
export async function hungCode({ people, place }: Village): Promise<{ token: string; scene: string }> {
  const body = { kind: 'feedback', place: place.token };
  const { body: code } = await people.principal.api.post<{ token: string; scene: string }>(
    '/service-codes',
    body,
  );
  return code;
}
const newCode = async (village: Village) => (await hungCode(village)).token;

export const serviceCodeRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /service-codes',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'POST /service-codes',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: view,
    query: ofSchool,
    body: ({ place }) => ({ kind: 'feedback', place: place.token }),
  },
  {
    // What who is let in gets is no JSON; what stands on it is looked at in test/service-codes.
    route: 'GET /service-codes/posters',
    statuses: '401 403 404 404 404 404 404 404 404 404 404 404 404 404',
    keys: null,
    query: ({ school }) => `?codes=${school.token}`,
  },
  {
    route: 'POST /service-codes/{token}/revoke',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: view,
    subject: newCode,
  },
  {
    route: 'POST /service-codes/{token}/renew',
    statuses: '401 403 404 404 404 201 201 404 404 404 404 404 404 404',
    keys: view,
    subject: newCode,
  },
  {
    route: 'POST /codes/{scene}/open',
    statuses: '200 200 200 200 200 200 200 200 200 200 200 200 200 200',
    keys: opened,
    subject: async (village) => (await hungCode(village)).scene,
  },
];
