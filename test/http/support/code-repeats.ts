import { randomUUID } from 'node:crypto';
import { hungCode } from '../routes/service-code-routes.js';
import { made } from './repeats.js';
import type { Repeated } from './repeats.js';

const name = () => `新${randomUUID().slice(0, 8)}`;

/** A command on a printed code that takes no body. */
const onCode = (action: string): Repeated['ready'] => {
  return async (village) => {
    const path = `/service-codes/${(await hungCode(village)).token}/${action}`;
    const { school, people } = village;
    return { api: people.principal.api, path, body: {}, other: { path: `${path}?school=${school.token}` } };
  };
};

/** What is posted about printed codes and what they evaluate, for the test of repeated requests. */
export const codeRepeats: Readonly<Record<string, Repeated>> = {
  'POST /evaluated-services': {
    ready: async ({ people }) => {
      const { api } = people.principal;
      // What every school begins with is stored with the first that is added.
      await api.post('/evaluated-services', { name: name(), picture: 'nap', dimensions: ['安静'] });
      const body = { name: name(), picture: 'nap', dimensions: ['安静'] };
      return { api, path: '/evaluated-services', body, other: { body: { ...body, name: name() } } };
    },
    status: 201,
    writes: { ...made('evaluated_service'), evaluation_box: 1 },
    repeat: 'same',
  },
  'POST /service-codes': {
    ready: ({ people, place }) => ({
      api: people.principal.api,
      path: '/service-codes',
      body: { kind: 'feedback', place: place.token },
      other: { body: { kind: 'evaluation', place: place.token } },
    }),
    status: 201,
    writes: made('service_code'),
    repeat: 'same',
  },
  'POST /service-codes/{token}/revoke': {
    ready: onCode('revoke'),
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /service-codes/{token}/renew': {
    ready: onCode('renew'),
    status: 201,
    writes: { service_code: 1, audit: 2, idempotency: 1 },
    repeat: 'same',
  },
};
