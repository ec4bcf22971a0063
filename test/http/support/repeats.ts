import type { ApiClient } from '../../support/http.js';
import type { Village } from './village.js';

/** A request that changes something, ready to be sent. */
export interface Ready {
  api: ApiClient;
  path: string;
  body: object;
  /** The same key with this is another request: another body or, where there is none, another query. */
  other: { path?: string; body?: object };
}

export interface Repeated {
  ready: (village: Village) => Promise<Ready> | Ready;
  status: number;
  /** Rows that the request writes however often it is sent. */
  writes: Record<string, number>;
  /** `same`: the repeat is given the first answer · `told`: the answer held a secret, the repeat is told that it was done. */
  repeat: 'same' | 'told';
}

/** Rows that making something writes. */
export const made = (table: string) => ({ [table]: 1, audit: 1, idempotency: 1 });

/** What keeps people apart who share a phone. */
export const lockRepeats: Readonly<Record<string, Repeated>> = {
  'POST /session/picture': {
    ready: async ({ house, school, child }) => ({
      api: (await house.make.guardian(school, child)).api,
      path: '/session/picture',
      body: { picture: 'moon' },
      other: { body: { picture: 'star' } },
    }),
    status: 204,
    writes: { idempotency: 1 },
    repeat: 'same',
  },
  'POST /session/pin': {
    ready: async ({ house, school, child }) => ({
      api: (await house.make.guardian(school, child)).api,
      path: '/session/pin',
      body: { pictures: ['sun', 'bird', 'tree', 'cup'] },
      other: { body: { pictures: ['sun', 'bird', 'tree', 'moon'] } },
    }),
    status: 200,
    writes: { picture_pin: 1, idempotency: 1 },
    repeat: 'same',
  },
};
