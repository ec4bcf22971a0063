import {
  childCommands,
  familyOf,
  makeFamily,
  openedBy,
  openingFor,
  slipCode,
  waitingFor,
} from '../support/family-scene.js';
import { personaOf } from '../support/village.js';
import { list, ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';

/** What the office, a guardian with authority or care, and the closed room alike see. */
export const childKeys = [
  'abilities',
  'birthDay',
  'withheld',
  'classTeachers',
  'classroom',
  'comingMove',
  'family',
  'name',
  'opening',
  'relation',
  'school',
  'token',
];
/** The family sees health, and so does the closed room; an office only with the family's consent, which nobody has given. */
const forLead = { lead: ['health', 'protection'], reporter: ['health'] };
const request = ['child', 'decisions', 'name', 'at', 'relation', 'state', 'token'];
const doubts = ['doubts', 'othersSeen', 'typedChildName'];
const newChild: RouteRow['subject'] = async (village) => (await makeFamily(village)).child.token;

export const familyRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /children/{token}',
    statuses: '401 403 200 404 404 200 200 200 404 404 404 200 404 404',
    keys: childKeys,
    moreKeys: forLead,
    subject: ({ child }) => child.token,
    village: 200,
  },
  {
    route: 'GET /children/{token}/history',
    statuses: '401 403 403 404 404 200 200 200 404 404 404 200 404 404',
    keys: list,
    subject: ({ child }) => child.token,
    village: 403,
  },
  {
    // A principal opens what the closed room keeps, a class teacher too; who sees it anyhow has nothing to open.
    route: 'POST /children/{token}/open-fields',
    statuses: '401 403 403 404 404 201 403 201 404 404 404 403 404 404',
    keys: [...childKeys, 'protection'],
    subject: newChild,
    body: () => openingFor,
  },
  {
    route: 'GET /opened-fields',
    statuses: '401 403 403 403 404 403 403 403 403 403 403 200 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'POST /opened-fields/{token}/close',
    statuses: '401 403 404 404 404 404 404 204 404 404 404 204 404 404',
    keys: null,
    subject: openedBy,
  },
  {
    route: 'POST /opened-fields/{token}/review',
    statuses: '401 403 404 404 404 404 404 404 404 404 404 200 404 404',
    keys: [
      'abilities',
      'child',
      'classroom',
      'closedAt',
      'escalatedAt',
      'fields',
      'isOpen',
      'openedAt',
      'openedBy',
      'reads',
      'reason',
      'review',
      'reviewBy',
      'token',
      'until',
    ],
    subject: openedBy,
    body: () => ({ verdict: 'justified', note: '核实过，是急事' }),
  },
  {
    route: 'GET /audit',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 200 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'GET /children/{token}/private',
    statuses: '401 403 403 404 404 200 200 200 404 404 404 200 404 404',
    keys: ['addresses', 'identity', 'phones'],
    subject: ({ child }) => child.token,
    village: 403,
  },
  {
    route: 'POST /children/{token}/health',
    statuses: '401 403 200 404 404 403 403 403 404 404 404 403 404 404',
    keys: childKeys,
    moreKeys: forLead,
    subject: newChild,
    body: () => ({ words: '对花生过敏', after: null }),
  },
  {
    route: 'POST /roster/by-phone',
    statuses: '401 403 403 403 404 200 200 200 200 403 403 200 404 404',
    keys: list,
    body: ({ school }) => ({ school: school.token, number: '138 1234 5678' }),
  },
  {
    route: 'GET /village-officers',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'GET /own-offices',
    statuses: '401 403 403 403 403 403 403 403 403 403 403 403 200 403',
    keys: ['contacts', 'items'],
  },
  {
    route: 'GET /roster',
    statuses: '401 403 403 403 404 200 200 200 200 403 403 200 404 404',
    keys: page,
    query: ofSchool,
  },
  ...childCommands.map(({ action, status, by, body, before }): RouteRow => ({
    route: `POST /children/{token}/${action}`,
    statuses: {
      bars: `401 403 403 404 404 403 403 403 404 404 404 ${status} 404 404`,
      family: `401 403 403 404 404 ${status} ${status} ${status} 404 404 404 403 404 404`,
      heads: `401 403 403 404 404 ${status} ${status} 403 404 404 404 403 404 404`,
    }[by],
    keys: childKeys,
    moreKeys: forLead,
    subject: async (village) => {
      const { child } = await makeFamily(village);
      await before?.(village);
      return child.token;
    },
    body,
  })),
  {
    route: 'POST /children/{token}/leave-household',
    statuses: '401 403 403 404 404 200 200 200 404 404 404 403 404 404',
    keys: childKeys,
    subject: newChild,
    body: async (village) => ({ household: await householdOf(village) }),
  },
  {
    route: 'POST /children/{token}/binding-code',
    statuses: '401 403 201 404 404 201 201 201 404 404 404 403 404 404',
    keys: ['code', 'expiresAt', 'picture'],
    subject: newChild,
    body: () => ({}),
  },
  {
    route: 'POST /children/{token}/unbind',
    statuses: '401 403 204 404 404 204 204 204 404 404 404 403 404 404',
    keys: null,
    subject: newChild,
    body: (village) => ({ person: familyOf(village).mother.token }),
  },
  {
    route: 'POST /binding-slips',
    statuses: '401 403 403 403 404 201 201 201 403 403 403 403 404 404',
    keys: 'file',
    query: ofSchool,
    body: ({ classroom, child }) => ({ classroom: classroom.token, children: [child.token] }),
  },
  {
    route: 'GET /binding-requests',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'POST /binding-requests/{token}/decide',
    statuses: '401 403 200 404 404 200 200 200 404 404 404 404 404 404',
    keys: request,
    moreKeys: { principal: doubts, admin: doubts, teacher: doubts },
    subject: async (village) => waitingFor(village, await makeFamily(village)),
    body: () => ({ decision: 'approve' }),
  },
  {
    route: 'POST /session/child-binding',
    statuses: '401 201 201 201 201 201 201 201 201 201 201 201 201 201',
    keys: ['at', 'childName', 'relation', 'simpleMode', 'state', 'token'],
    alone: true,
    body: async (village, role) => {
      const child = await village.house.make.child(village.school, village.classroom, `来${role}`);
      return {
        code: await slipCode(village.house, child, village.people.teacher),
        name: personaOf(village, role).name,
        childName: `来${role}`,
        relation: 'aunt',
      };
    },
  },
  {
    route: 'GET /session/child-bindings',
    statuses: '401 200 200 200 200 200 200 200 200 200 200 200 200 200',
    keys: list,
  },
  {
    route: 'GET /integrity-findings',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'POST /integrity-findings/look',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['standing'],
    query: ofSchool,
  },
];

/** A household that the child made last has just joined. */
async function householdOf(village: Parameters<typeof familyOf>[0]): Promise<string> {
  const { child } = familyOf(village);
  const joined = await village.people.principal.api.post<{
    family: { households: { token: string }[] };
  }>(`/children/${child.token}/household`, { votes: true });
  return joined.body.family.households.at(-1)?.token ?? '';
}
