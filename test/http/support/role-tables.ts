import { officerOf, regionAdmin, regionOf } from '../routes/role-routes.js';
import { withSecondStep } from '../routes/session-routes.js';
import type { Target } from './body-targets.js';
import { everyone, inSchool } from './naming.js';
import type { Naming } from './naming.js';
import type { Repeated } from './repeats.js';

const giving = { region: 'A'.repeat(22), role: 'village_officer', because: '换届' };

/** What roles add to the table of bodies. Nobody of the village administers a region: each is refused for that too. */
export const roleTargets: Readonly<Record<string, Target>> = {
  'POST /staff/{token}/end-role': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/end-role`,
    good: () => ({ role: 'logistics' }),
  },
  'POST /officers': {
    by: 'officer',
    path: () => '/officers',
    good: () => ({ name: '彭远', login: 'peng.yuan', ...giving }),
  },
  'POST /officers/{token}/roles': {
    by: 'officer',
    path: ({ rule }) => `/officers/${rule}/roles`,
    good: () => giving,
  },
  'POST /officers/{token}/end-role': {
    by: 'officer',
    path: ({ rule }) => `/officers/${rule}/end-role`,
    good: () => giving,
  },
  'POST /officers/{token}/reset-password': {
    by: 'officer',
    path: ({ rule }) => `/officers/${rule}/reset-password`,
    good: () => ({}),
  },
};

/** What roles add to the table of repeated requests. */
export const roleRepeats: Readonly<Record<string, Repeated>> = {
  'POST /staff/{token}/end-role': {
    ready: async ({ house, school, people }) => {
      const cook = await house.make.staff(school, 'canteen');
      return {
        api: people.principal.api,
        path: `/staff/${cook.token}/end-role`,
        body: { role: 'canteen', because: '调岗' },
        other: { body: { role: 'canteen', because: '离开' } },
      };
    },
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /officers/{token}/roles': {
    ready: async (village) => {
      const { api } = await regionAdmin(village);
      const officer = await officerOf(village);
      const body = { ...giving, region: await regionOf(village, officer) };
      const path = `/officers/${officer.token}/roles`;
      return { api, path, body, other: { body: { ...body, role: 'county_officer' } } };
    },
    status: 201,
    writes: { region_role: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /officers/{token}/end-role': {
    ready: async (village) => {
      const { api } = await regionAdmin(village);
      const officer = await officerOf(village);
      const body = { ...giving, role: 'partner', region: await regionOf(village, officer) };
      const path = `/officers/${officer.token}/end-role`;
      return { api, path, body, other: { body: { ...body, because: '别的' } } };
    },
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /officers/{token}/reset-password': {
    ready: async (village) => {
      const { api } = await regionAdmin(village);
      const officer = await officerOf(village);
      await withSecondStep(village.house, officer, officer.api);
      const path = `/officers/${officer.token}/reset-password`;
      return { api, path, body: {}, other: { path: `${path}?again=1` } };
    },
    status: 201,
    writes: { totp: -1, recovery_code: -10, audit: 1, idempotency: 1 },
    repeat: 'told',
  },
};

/** Tokens of officers in paths. */
export const roleInPaths: readonly Naming[] = ['roles', 'end-role', 'reset-password'].map(
  (action): Naming => ({
    route: `POST /officers/{token}/${action}`,
    kind: 'staff',
    by: everyone,
    path: (token) => `/officers/${token}/${action}`,
    body: () => (action === 'reset-password' ? {} : giving),
  }),
);
/** Tokens in queries about roles and people. */
export const roleInQueries: readonly Naming[] = [
  inSchool('GET /role-book', everyone),
  inSchool('GET /people', everyone),
  {
    route: 'GET /role-book',
    kind: 'staff',
    by: ['principal'],
    path: (token) => `/role-book?person=${token}`,
  },
];
