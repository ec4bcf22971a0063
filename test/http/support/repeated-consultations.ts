import { drafted, published, written } from '../routes/consultation-routes.js';
import { hungCode } from '../routes/service-code-routes.js';
import type { Repeated } from './repeats.js';

/** Askings without a key, each with the reason. */
export const exemptConsultations: Readonly<Record<string, string>> = {
  'POST /codes/{scene}/answers': 'a question of nobody, to whom no key could belong',
  'POST /published-answers/suggest': 'a question: nothing of it is kept but a mark in the count of the day',
  'POST /published-answers/{token}/settle': 'a mark in the count of the day, by nobody',
};

/** Sendings of the consultations. */
export const repeatedConsultations: Readonly<Record<string, Repeated>> = {
  'POST /session/visitor': {
    ready: async (village) => {
      const { house } = village;
      const code = (await hungCode(village)).scene;
      const body = { name: '王大姐', code };
      return {
        api: (await house.make.stranger()).api,
        path: '/session/visitor',
        body,
        other: { body: { name: '李大姐', code } },
      };
    },
    status: 201,
    writes: { person: 1, account_person: 1, session: 1, idempotency: 1 },
    repeat: 'told',
  },
  'POST /published-answers': {
    ready: ({ people }) => ({
      api: people.principal.api,
      path: '/published-answers',
      body: written,
      other: { body: { ...written, text: '五点。' } },
    }),
    status: 201,
    writes: { published_answer: 1, published_answer_version: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /published-answers/{token}/publish': {
    ready: async (village) => {
      const path = `/published-answers/${await drafted(village)}/publish`;
      return { api: village.people.principal.api, path, body: {}, other: { body: { confirmed: true } } };
    },
    status: 200,
    writes: { published_answer_version: 1, search_gram: 31, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /published-answers/{token}/retire': {
    ready: async (village) => {
      const path = `/published-answers/${await published(village)}/retire`;
      const { school, people } = village;
      return { api: people.principal.api, path, body: {}, other: { path: `${path}?school=${school.token}` } };
    },
    status: 200,
    writes: { published_answer_version: 1, search_gram: -31, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
};
