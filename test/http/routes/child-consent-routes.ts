import { childPurposes, firstVersion } from '#shared/consents/child-purposes.js';
import type { ConsentTextList } from '#shared/consents/child-contract.js';
import { familyOf, makeFamily } from '../support/family-scene.js';
import type { Village } from '../support/village.js';
import { list, ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';

/** A guardian's own yes. */
export const ownYes = { purpose: 'photos_class', version: firstVersion, decision: 'given' } as const;

const { lines, yes, no } = childPurposes.photos_public;
/** Words that a school might publish. */
export const otherWords = { purpose: 'photos_public', lines: [...lines], yes, no, asksAgain: true } as const;

/** The version of those words that somebody who publishes now follows. */
export async function versionNow({ people, school }: Village): Promise<number> {
  const { body } = await people.principal.api.get<ConsentTextList>(`/consent-texts?school=${school.token}`);
  return body.items.find((text) => text.purpose === otherWords.purpose)?.version ?? 0;
}

const consentKeys = ['abilities', 'child', 'history', 'items', 'mayWitnessFor'];
const newChild: RouteRow['subject'] = async (village) => (await makeFamily(village)).child.token;

/** What guardians decide for a child, how classes stand, and who looked. */
export const childConsentRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /children/{token}/consents',
    statuses: '401 403 200 404 404 200 200 200 404 404 404 200 404 404',
    keys: consentKeys,
    subject: ({ child }) => child.token,
    village: 403,
  },
  {
    route: 'POST /children/{token}/consents',
    statuses: '401 403 201 404 404 201 201 201 404 404 404 403 404 404',
    keys: consentKeys,
    subject: newChild,
    body: (village, role) =>
      role === 'reporter' ? ownYes : { ...ownYes, guardian: familyOf(village).mother.token },
  },
  {
    route: 'GET /children/{token}/readers',
    statuses: '401 403 200 404 404 403 403 403 404 404 404 403 404 404',
    keys: page,
    subject: ({ child }) => child.token,
    village: 403,
  },
  {
    route: 'GET /consent-board',
    statuses: '401 403 403 403 404 200 200 200 200 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'GET /consent-board/figures',
    statuses: '401 403 403 403 404 200 200 200 200 403 403 403 404 404',
    keys: ['children', 'leftBehind', 'states'],
    query: ofSchool,
  },
  {
    route: 'GET /consent-texts',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /consent-texts',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: list,
    query: ofSchool,
    body: async (village) => ({ ...otherWords, after: await versionNow(village) }),
  },
];
