import { randomUUID } from 'node:crypto';
import type {
  OwnSessionList,
  RecoveryCodes,
  SecondStepAsked,
  SecondStepSecret,
} from '#shared/session/account-contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { BindingCodeRow } from '../../../server/src/platform/auth/identity.entity.js';
import { bindingCodeHash } from '../../../server/src/features/people/binding-code.port.js';
import { Keyring } from '../../../server/src/platform/auth/keyring.js';
import { bytesOfBase32, codeOfStep, stepAt } from '../../../server/src/platform/auth/totp.js';
import { later } from '../../../server/src/platform/clock/clock.js';
import type { TestPerson, TestRow } from '../../support/factory.js';
import type { House } from '../../support/house.js';
import type { ApiClient } from '../../support/http.js';
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
  'mustSetUpSecondStep',
  'people',
  'person',
  'preferences',
  'regionRoles',
  'schools',
  'subscribeTemplates',
  'visitor',
];
const opened = [...view, 'token'].sort();
const openedByPassword = [...opened, 'device'].sort();
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

/** Gives somebody a login whose sign-ins ask for a second step. */
export async function withSecondStep(
  house: House,
  person: TestRow,
  api?: ApiClient,
): Promise<{ login: string; secret: string; codes: string[] }> {
  const login = `t${randomUUID().slice(0, 12)}`;
  await house.make.login(person, login, password);
  const { body } = await house.as(null).post<SessionView>('/session/password', { login, password });
  const browser = api ?? house.as(body.token ?? '');
  const begun = await browser.post<SecondStepSecret>('/account/second-step', { password });
  const { secret } = begun.body;
  const confirmed = await browser.post<RecoveryCodes>('/account/second-step/confirm', {
    code: codeNow(house, secret),
  });
  // The next code: the one that confirmed the app is used up.
  house.clock.pass(30_000);
  return { login, secret, codes: confirmed.body.codes };
}

/** What an app shows at this moment. */
export const codeNow = (house: House, secret: string): string =>
  codeOfStep(bytesOfBase32(secret), stepAt(house.clock.now()));

/** Password and code of who has a second step, for the two who lead the school. */
async function proven({ house, people }: Village, role: Role): Promise<object> {
  if (role !== 'principal' && role !== 'admin') return { password, code: '123456' };
  const { secret } = await withSecondStep(house, people[role], people[role].api);
  return { password, code: codeNow(house, secret) };
}

/** One more session of somebody, by the name under which she ends it. */
export async function anotherSession(house: House, person: TestPerson): Promise<string> {
  await house.make.again(person);
  const { body } = await person.api.get<OwnSessionList>('/account/sessions');
  return body.items.find((one) => !one.current)?.token ?? '';
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
    keys: openedByPassword,
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
  {
    route: 'POST /session/second-step',
    statuses: '201 201 201 201 201 201 201 201 201 201 201 201 201 201',
    keys: openedByPassword,
    body: async ({ house }) => {
      const { login, secret } = await withSecondStep(house, await house.make.person());
      const asked = await house.as(null).post<SecondStepAsked>('/session/password', { login, password });
      return { ticket: asked.body.secondStep.ticket, code: codeNow(house, secret) };
    },
  },
  {
    route: 'GET /account',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    keys: ['login', 'recoveryCodesLeft', 'secondStepRequired', 'secondStepSince'],
  },
  {
    // Only who has a login has a second step; here the two who lead the school.
    route: 'POST /account/second-step',
    statuses: '401 403 403 403 403 201 201 403 403 403 403 403 403 403',
    keys: ['qr', 'secret'],
    alone: true,
    body: async (village, role) => {
      if (role === 'principal' || role === 'admin')
        await village.house.make.login(village.people[role], `u${randomUUID().slice(0, 12)}`, password);
      return { password };
    },
  },
  {
    route: 'POST /account/second-step/confirm',
    statuses: '401 403 403 403 403 201 201 403 403 403 403 403 403 403',
    keys: ['codes'],
    alone: true,
    body: async ({ house, people }, role) => {
      if (role !== 'principal' && role !== 'admin') return { code: '123456' };
      await house.make.login(people[role], `u${randomUUID().slice(0, 12)}`, password);
      const begun = await people[role].api.post<SecondStepSecret>('/account/second-step', { password });
      return { code: codeNow(house, begun.body.secret) };
    },
  },
  {
    route: 'POST /account/second-step/remove',
    statuses: '401 403 403 403 403 204 204 403 403 403 403 403 403 403',
    keys: null,
    alone: true,
    body: proven,
  },
  {
    route: 'POST /account/recovery-codes',
    statuses: '401 403 403 403 403 201 201 403 403 403 403 403 403 403',
    keys: ['codes'],
    alone: true,
    body: proven,
  },
  {
    route: 'GET /account/sessions',
    statuses: '401 403 200 200 200 200 200 200 200 200 200 200 200 200',
    keys: ['items'],
  },
  {
    route: 'POST /account/sessions/end-others',
    statuses: '401 403 204 204 204 204 204 204 204 204 204 204 204 204',
    keys: null,
  },
  {
    // Nobody names the session of another: everybody gets one of the principal's, and she one of her own.
    route: 'POST /account/sessions/{token}/end',
    statuses: '401 403 404 404 404 204 404 404 404 404 404 404 404 404',
    keys: null,
    subject: async ({ house, people }) => anotherSession(house, people.principal),
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
    // The body names the county officer, who is not on her phone.
    village: 404,
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
