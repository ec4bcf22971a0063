import { otherWords, ownYes, versionNow } from '../routes/child-consent-routes.js';
import { makeFamily } from './family-scene.js';
import { made } from './repeats.js';
import type { Repeated } from './repeats.js';

/** What is posted about consents, for the test of repeated requests. */
export const consentRepeats: Readonly<Record<string, Repeated>> = {
  'POST /children/{token}/consents': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      return {
        api: village.people.reporter.api,
        path: `/children/${child.token}/consents`,
        body: ownYes,
        other: { body: { ...ownYes, decision: 'refused' } },
      };
    },
    status: 201,
    writes: made('child_consent'),
    repeat: 'same',
  },
  'POST /consent-texts': {
    ready: async (village) => {
      const body = { ...otherWords, after: await versionNow(village) };
      return {
        api: village.people.principal.api,
        path: '/consent-texts',
        body,
        other: { body: { ...body, asksAgain: false } },
      };
    },
    status: 201,
    writes: made('consent_text'),
    repeat: 'same',
  },
};
