import { randomUUID } from 'node:crypto';
import type { SecondStepSecret } from '#shared/session/account-contract.js';
import { anotherSession, codeNow, withSecondStep } from '../routes/session-routes.js';
import type { Repeated } from './repeats.js';
import { password } from './village.js';
import type { Village } from './village.js';

/** Somebody with a login and a second step, on her phone, with what proves that it is she. */
async function somebody({ house, school }: Village) {
  const cook = await house.make.staff(school, 'canteen');
  const { secret, codes } = await withSecondStep(house, cook, cook.api);
  return { api: cook.api, body: { password, code: codeNow(house, secret) }, codes };
}

const onStaff = (action: string): Repeated => ({
  ready: async ({ house, school, people }) => {
    const cook = await house.make.staff(school, 'canteen');
    await withSecondStep(house, cook);
    const path = `/staff/${cook.token}/${action}`;
    return { api: people.principal.api, path, body: {}, other: { path: `${path}?school=${school.token}` } };
  },
  status: 200,
  writes: { audit: 1, idempotency: 1 },
  repeat: 'same',
});

/** What is posted about signing in, for the test of repeated requests. */
export const accountRepeats: Readonly<Record<string, Repeated>> = {
  'POST /staff/{token}/unlock': onStaff('unlock'),
  'POST /staff/{token}/end-sessions': onStaff('end-sessions'),
  'POST /staff/{token}/reset-second-step': {
    ...onStaff('reset-second-step'),
    writes: { totp: -1, recovery_code: -10, audit: 1, idempotency: 1 },
  },
  'POST /account/second-step': {
    ready: async ({ house, school }) => {
      const cook = await house.make.staff(school, 'canteen');
      await house.make.login(cook, `c${randomUUID().slice(0, 12)}`, password);
      const path = '/account/second-step';
      return { api: cook.api, path, body: { password }, other: { body: { password, code: '123456' } } };
    },
    status: 201,
    writes: { totp: 1, idempotency: 1 },
    repeat: 'told',
  },
  'POST /account/second-step/confirm': {
    ready: async ({ house, school }) => {
      const cook = await house.make.staff(school, 'canteen');
      await house.make.login(cook, `c${randomUUID().slice(0, 12)}`, password);
      const begun = await cook.api.post<SecondStepSecret>('/account/second-step', { password });
      const body = { code: codeNow(house, begun.body.secret) };
      const path = '/account/second-step/confirm';
      return { api: cook.api, path, body, other: { body: { code: '123456' } } };
    },
    status: 201,
    writes: { recovery_code: 10, idempotency: 1 },
    repeat: 'told',
  },
  'POST /account/second-step/remove': {
    ready: async (village) => {
      const { api, body, codes } = await somebody(village);
      const other = { body: { password, code: codes[0] } };
      return { api, path: '/account/second-step/remove', body, other };
    },
    status: 204,
    writes: { totp: -1, recovery_code: -10, idempotency: 1 },
    repeat: 'same',
  },
  'POST /account/recovery-codes': {
    ready: async (village) => {
      const { api, body, codes } = await somebody(village);
      const other = { body: { password, code: codes[0] } };
      return { api, path: '/account/recovery-codes', body, other };
    },
    status: 201,
    writes: { idempotency: 1 },
    repeat: 'told',
  },
  'POST /account/sessions/end-others': {
    ready: async ({ house, school }) => {
      const { api } = await house.make.staff(school, 'canteen');
      const path = '/account/sessions/end-others';
      return { api, path, body: {}, other: { path: `${path}?again=1` } };
    },
    status: 204,
    writes: { idempotency: 1 },
    repeat: 'same',
  },
  'POST /account/sessions/{token}/end': {
    ready: async ({ house, school }) => {
      const cook = await house.make.staff(school, 'canteen');
      const path = `/account/sessions/${await anotherSession(house, cook)}/end`;
      return { api: cook.api, path, body: {}, other: { path: `${path}?again=1` } };
    },
    status: 204,
    writes: { idempotency: 1 },
    repeat: 'same',
  },
};
