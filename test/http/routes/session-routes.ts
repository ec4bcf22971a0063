import { randomUUID } from 'node:crypto';
import { BindingCodeRow } from '../../../server/src/platform/auth/identity.entity.js';
import { bindingCodeHash } from '../../../server/src/features/people/binding-code.port.js';
import { Keyring } from '../../../server/src/platform/auth/keyring.js';
import { later } from '../../../server/src/platform/clock/clock.js';
import type { TestPerson } from '../../support/factory.js';
import type { House } from '../../support/house.js';
import { password } from '../support/village.js';
import type { Role, Village } from '../support/village.js';
import type { RouteRow } from './route-row.js';
import { hungCode } from './service-code-routes.js';

const view = [
  'abilities',
  'children',
  'consents',
  'expiresAt',
  'lock',
  'mustChangePassword',
  'people',
  'person',
  'preferences',
  'regionRoles',
  'schools',
  'subscribeTemplates',
  'visitor',
];
const opened = [...view, 'token'].sort();
const lock = ['hasPin', 'unlockedUntil'];
const sequence = ['sun', 'bird', 'tree', 'cup'];

/** A slip with a code that binds whoever types it to a person. */
export async function bindingSlip(house: House, person: { id: number }): Promise<string> {
  const code = randomUUID().replace(/[-01]/g, '').slice(0, 8).toUpperCase();
  await house.database.write((tx) =>
    tx.global(BindingCodeRow).insert({
      codeHash: bindingCodeHash(house.app.get(Keyring), code),
      personId: person.id,
      createdBy: person.id,
      createdAt: house.clock.now(),
      expiresAt: later(house.clock.now(), 86_400_000),
      usedAt: null,
    }),
  );
  return code;
}

const personOf = (village: Village, role: Role): TestPerson =>
  role === 'nobody' || role === 'unbound' ? village.people.reporter : village.people[role];

export const sessionRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'POST /session/wechat',
    statuses: '201 201 201 201 201 201 201 201 201 201 201 201 201 201',
    keys: opened,
    body: (village, role) => ({
      code: village.house.emulator.emulator.issueLoginCode(personOf(village, role).openid),
    }),
  },
  {
    route: 'POST /session/password',
    statuses: '201 201 201 201 201 201 201 201 201 201 201 201 201 201',
    keys: opened,
    body: async (village) => {
      const login = `u${randomUUID().slice(0, 12)}`;
      await village.house.make.login(village.people.admin, login, password);
      return { login, password };
    },
  },
  {
    // Only who has a login has a password to change; here the two who lead the school.
    route: 'POST /session/password/change',
    statuses: '401 403 403 403 403 201 201 403 403 403 403 403 403 403',
    keys: opened,
    alone: true,
    body: async (village, role) => {
      if (role === 'principal' || role === 'admin')
        await village.house.make.login(village.people[role], `u${randomUUID().slice(0, 12)}`, password);
      return { current: password, next: 'Autumn-2026-leaf' };
    },
  },
  { route: 'GET /session', statuses: '401 200 200 200 200 200 200 200 200 200 200 200 200 200', keys: view },
  {
    route: 'DELETE /session',
    statuses: '401 204 204 204 204 204 204 204 204 204 204 204 204 204',
    keys: null,
    alone: true,
  },
  {
    route: 'POST /session/acting',
    statuses: '401 404 201 201 201 201 201 201 201 201 201 201 201 201',
    visitor: 201,
    keys: opened,
    body: (village, role) => ({ person: personOf(village, role).token }),
  },
  {
    route: 'POST /session/binding',
    statuses: '401 201 201 201 201 201 201 201 201 201 201 201 201 201',
    keys: opened,
    alone: true,
    body: async (village) => ({
      code: await bindingSlip(village.house, await village.house.make.person()),
    }),
  },
  {
    // Whom a school knows goes on under her own name.
    route: 'POST /session/visitor',
    statuses: '401 201 403 403 403 403 403 403 403 403 403 403 403 403',
    visitor: 201,
    keys: opened,
    alone: true,
    body: async (village) => ({ name: '王大姐', code: (await hungCode(village)).scene }),
  },
  {
    route: 'DELETE /session/binding',
    statuses: '401 403 204 204 204 204 204 204 204 204 204 204 204 204',
    visitor: 204,
    keys: null,
    alone: true,
  },
  {
    route: 'POST /session/credits',
    statuses: '401 403 204 204 204 204 204 204 204 204 204 204 204 204',
    visitor: 204,
    keys: null,
    body: () => ({ accepted: ['progress', 'work'] }),
  },
  {
    route: 'POST /session/picture',
    statuses: '401 403 204 204 204 204 204 204 204 204 204 204 204 204',
    visitor: 204,
    keys: null,
    body: () => ({ picture: 'boat' }),
  },
  {
    // Nobody here has a PIN, so there is nothing to open; what a PIN keeps shut: test/session/picture-pin.test.ts.
    route: 'POST /session/unlock',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    visitor: 200,
    keys: lock,
    body: () => ({ pictures: sequence }),
  },
  {
    route: 'POST /session/pin',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    visitor: 200,
    keys: lock,
    alone: true,
    body: () => ({ pictures: sequence }),
  },
  {
    route: 'DELETE /session/pin',
    statuses: '401 403 204 204 204 204 204 204 204 204 204 204 204 204',
    visitor: 204,
    keys: null,
  },
];
