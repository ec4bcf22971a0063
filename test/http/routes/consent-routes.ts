import { consentPurposes } from '#shared/consents/purposes.js';
import type { TestRow } from '../../support/factory.js';
import type { Village } from '../support/village.js';
import { list } from './route-row.js';
import type { RouteRow } from './route-row.js';

const preferences = ['readsAloud', 'simpleMode'];
export const yes = {
  purpose: 'speech_out',
  version: consentPurposes.speech_out.version,
  decision: 'given',
} as const;

/** A guardian of a child in the classroom of `teacher`. */
export async function familiarGuardian({ house, school, child }: Village): Promise<TestRow> {
  return house.make.guardian(school, child);
}
const subject = async (village: Village) => (await familiarGuardian(village)).token;

/** How the program behaves for a person, and what she agrees to: by herself, or by who knows her. */
export const consentRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'PUT /preferences',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    visitor: 200,
    keys: preferences,
    body: () => ({ simpleMode: true }),
    alone: true,
  },
  {
    route: 'PUT /guardians/{token}/preferences',
    statuses: '401 403 404 404 404 200 200 200 404 404 404 404 404 404',
    keys: preferences,
    subject,
    body: () => ({ simpleMode: true }),
  },
  {
    route: 'GET /consents',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    visitor: 200,
    keys: list,
  },
  {
    route: 'PUT /consents',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    visitor: 200,
    keys: list,
    body: () => yes,
    alone: true,
  },
  {
    route: 'GET /guardians/{token}/consents',
    statuses: '401 403 404 404 404 200 200 200 404 404 404 404 404 404',
    keys: list,
    subject,
  },
  {
    route: 'PUT /guardians/{token}/consents',
    statuses: '401 403 404 404 404 200 200 200 404 404 404 404 404 404',
    keys: list,
    subject,
    body: () => yes,
  },
];
