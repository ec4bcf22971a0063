import type { Village } from '../support/village.js';
import { ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';
import { hungCode } from './service-code-routes.js';

const view = [
  'abilities',
  'category',
  'changedAt',
  'createdBy',
  'fromIssue',
  'keywords',
  'place',
  'publishedAt',
  'publishedBy',
  'question',
  'reviewBy',
  'reviewDue',
  'settled',
  'state',
  'text',
  'token',
  'topic',
  'version',
  'voice',
];
const detail = [...view, 'versions'].sort();
const offered = ['items', 'topics'];

/** An answer as somebody writes it. */
export const written = {
  question: '下午几点放学？',
  text: '下午四点半在大门口接。',
  topic: 'pickup',
  keywords: ['几点接孩子'],
};

/** A draft of the principal. Answers its token. */
export async function drafted({ people }: Village): Promise<string> {
  return (await people.principal.api.post<{ token: string }>('/published-answers', written)).body.token;
}

/** An answer that everybody may read. */
export async function published(village: Village): Promise<string> {
  const token = await drafted(village);
  await village.people.principal.api.post(`/published-answers/${token}/publish`);
  return token;
}

/** A question of the reporter that has been answered. */
export async function answeredQuestion(village: Village): Promise<string> {
  const token = await village.report('下午几点放学？', { asks: 'pickup' });
  await village.bring(token, 'in_progress');
  return token;
}

const asked = () => ({ text: '几点接孩子', topic: null, begins: true });

export const consultationRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'POST /codes/{scene}/answers',
    statuses: '200 200 200 200 200 200 200 200 200 200 200 200 200 200',
    keys: offered,
    subject: async (village) => (await hungCode(village)).scene,
    body: asked,
  },
  {
    route: 'POST /published-answers/suggest',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: offered,
    query: ofSchool,
    body: asked,
  },
  {
    route: 'POST /published-answers/{token}/settle',
    statuses: '204 204 204 204 204 204 204 204 204 204 204 204 204 204',
    keys: null,
    subject: published,
  },
  {
    route: 'GET /published-answers',
    statuses: '401 403 403 403 404 200 200 200 200 200 200 200 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'GET /published-answers/figures',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['asked', 'days', 'sent', 'settled', 'unanswered'],
    query: ofSchool,
  },
  {
    route: 'POST /published-answers',
    statuses: '401 403 403 403 404 201 201 201 201 201 201 201 404 404',
    keys: detail,
    query: ofSchool,
    body: () => written,
  },
  {
    // A draft of the principal: between her and who else publishes.
    route: 'GET /published-answers/{token}',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: detail,
    subject: drafted,
  },
  {
    route: 'PATCH /published-answers/{token}',
    statuses: '401 403 404 404 404 200 200 403 403 403 403 403 404 404',
    keys: detail,
    subject: published,
    body: () => ({ text: '下午五点在大门口接。' }),
  },
  {
    route: 'POST /published-answers/{token}/publish',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: detail,
    subject: drafted,
  },
  {
    route: 'POST /published-answers/{token}/retire',
    statuses: '401 403 404 404 404 200 200 403 403 403 403 403 404 404',
    keys: detail,
    subject: published,
  },
  {
    // Its class teacher sees what is about her classroom; the safeguarding lead does not.
    route: 'GET /issues/{token}/answer-draft',
    statuses: '401 403 404 404 404 200 200 200 404 200 404 404 404 404',
    keys: ['category', 'place', 'question', 'sealed', 'text', 'topic'],
    subject: answeredQuestion,
  },
];
