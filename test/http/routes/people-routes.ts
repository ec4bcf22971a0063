import { randomUUID } from 'node:crypto';
import { newToken } from '../../../server/src/platform/database/ids.js';
import { OutboxRow } from '../../../server/src/platform/outbox/outbox.entity.js';
import type { TestRow, TestSchool } from '../../support/factory.js';
import type { House } from '../../support/house.js';
import { password } from '../support/village.js';
import { list, ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';
import { withSecondStep } from './session-routes.js';

const member = [
  'active',
  'login',
  'name',
  'pausedUntil',
  'roles',
  'secondStep',
  'signedInOn',
  'token',
  'wechatBound',
];
const settings = [
  'classifierThreshold',
  'firstListener',
  'quietFrom',
  'quietTo',
  'secondStepFor',
  'silenceDays',
];

/** A message that did not reach its reader. */
export async function undelivered(house: House, school: TestSchool, person: TestRow): Promise<string> {
  const token = newToken();
  const now = house.clock.now();
  await house.database.write((tx) =>
    tx.global(OutboxRow).insert({
      token,
      inSchool: school.id,
      kind: 'issue.assigned',
      channel: 'subscribe',
      personId: person.id,
      payload: {},
      state: 'unreachable',
      attempts: 1,
      dueAt: now,
      reason: '没有可用的订阅次数',
      createdAt: now,
      changedAt: now,
    }),
  );
  return token;
}

export const peopleRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  { route: 'GET /children', statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200', keys: list },
  {
    route: 'GET /staff',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'POST /staff',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: ['firstPassword', 'member', 'repeated'],
    query: ofSchool,
    body: () => ({ name: '新来的', roles: [{ role: 'canteen' }], login: `n${randomUUID().slice(0, 12)}` }),
  },
  {
    route: 'GET /assignees',
    statuses: '401 403 404 404 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /staff/{token}/roles',
    statuses: '401 403 404 404 404 201 201 404 404 404 404 404 404 404',
    keys: member,
    subject: async ({ house, school }) => (await house.make.staff(school, 'canteen')).token,
    body: () => ({ role: 'security' }),
  },
  {
    route: 'POST /staff/{token}/end-role',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: member,
    subject: async ({ house, school }) => (await house.make.staff(school, 'canteen')).token,
    body: () => ({ role: 'canteen' }),
  },
  {
    route: 'POST /staff/{token}/binding-code',
    statuses: '401 403 404 404 404 201 201 404 404 404 404 404 404 404',
    keys: ['code', 'expiresAt'],
    subject: async ({ house, school }) => (await house.make.staff(school, 'canteen')).token,
  },
  {
    route: 'POST /staff/{token}/reset-password',
    statuses: '401 403 404 404 404 201 201 404 404 404 404 404 404 404',
    keys: ['firstPassword', 'member'],
    subject: async ({ house, school }) => {
      const cook = await house.make.staff(school, 'canteen');
      await house.make.login(cook, `c${randomUUID().slice(0, 12)}`, password);
      return cook.token;
    },
  },
  ...(['unlock', 'end-sessions'] as const).map((action): RouteRow => ({
    route: `POST /staff/{token}/${action}`,
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: member,
    subject: async ({ house, school }) => (await house.make.staff(school, 'canteen')).token,
  })),
  {
    route: 'POST /staff/{token}/reset-second-step',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: member,
    subject: async ({ house, school }) => {
      const cook = await house.make.staff(school, 'canteen');
      await withSecondStep(house, cook);
      return cook.token;
    },
  },
  {
    route: 'POST /staff/{token}/leave',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: member,
    subject: async ({ house, school }) => (await house.make.staff(school, 'canteen')).token,
  },
  {
    route: 'GET /classrooms',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'GET /places',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /places',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: ['name', 'token'],
    query: ofSchool,
    body: () => ({ name: `新地点${randomUUID().slice(0, 8)}` }),
  },
  {
    route: 'GET /settings',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: settings,
    query: ofSchool,
  },
  {
    route: 'PATCH /settings',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: settings,
    query: ofSchool,
    body: () => ({ silenceDays: 7 }),
  },
  {
    route: 'GET /deliveries',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'POST /deliveries/{token}/retry',
    statuses: '401 403 404 404 404 204 204 404 404 404 404 404 404 404',
    keys: null,
    subject: ({ house, school, people }) => undelivered(house, school, people.worker),
  },
];
