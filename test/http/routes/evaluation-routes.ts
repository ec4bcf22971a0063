import { randomUUID } from 'node:crypto';
import type { EvaluatedServiceView } from '#shared/evaluations/contract.js';
import type { Village } from '../support/village.js';
import { list, ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';

const view = ['active', 'category', 'dimensions', 'name', 'picture', 'places', 'token'];
const newService = () => ({ name: randomUUID().slice(0, 12), picture: 'nap', dimensions: ['安静'] });

/** A service of the village's school. */
export async function evaluatedService({ people }: Village): Promise<string> {
  const { body } = await people.principal.api.post<EvaluatedServiceView>('/evaluated-services', newService());
  await people.principal.api.patch(`/evaluated-services/${body.token}`, { active: false });
  return body.token;
}

/** What a family would answer about the meals. */
async function stars({ people, school }: Village): Promise<object> {
  const services = await people.principal.api.get<{ items: EvaluatedServiceView[] }>('/evaluated-services');
  const [meals] = services.body.items;
  return {
    clientId: randomUUID(),
    school: school.token,
    service: meals?.token,
    stars: meals?.dimensions.map(({ key }) => ({ dimension: key, stars: 4 })),
  };
}

/** Five families have evaluated the meals this month. */
async function counted(village: Village): Promise<string> {
  const { make } = village.house;
  for (let family = 0; family < 5; family++) {
    const { api } = await make.guardian(village.school, await make.child(village.school));
    await api.post('/evaluations', await stars(village));
  }
  return '';
}

export const evaluationRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    // Visitors come with a code; test/evaluations.
    route: 'GET /evaluation-form',
    statuses: '401 404 200 200 404 403 403 403 403 403 403 403 404 404',
    keys: ['belongs', 'chosenByCode', 'school', 'services'],
    query: ofSchool,
  },
  {
    route: 'POST /evaluations',
    statuses: '401 404 204 204 404 403 403 403 403 403 403 403 404 404',
    keys: null,
    body: stars,
  },
  {
    route: 'GET /evaluation-notes',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'PUT /evaluation-notes',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['done', 'month', 'publishedOn', 'said', 'services'],
    subject: counted,
    query: ofSchool,
    body: ({ house }) => ({
      month: house.clock.now().toISOString().slice(0, 7),
      said: '汤凉',
      done: '换了保温桶',
    }),
  },
  {
    route: 'GET /evaluation-figures',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['month', 'services'],
    query: ofSchool,
  },
  {
    route: 'GET /evaluated-services',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /evaluated-services',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: view,
    query: ofSchool,
    body: newService,
  },
  {
    route: 'PATCH /evaluated-services/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: view,
    subject: evaluatedService,
    query: ofSchool,
    body: () => ({ dimensions: ['安静', '暖和'] }),
  },
];
