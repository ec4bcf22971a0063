import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedStaff } from '#shared/people/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import type { z } from 'zod';
import { openApi } from '../../server/src/api-docs.js';
import { SchoolDays } from '../../server/src/features/people/school-days.js';
import { PasswordLogin, SubscriptionCredit } from '../../server/src/platform/auth/identity.entity.js';
import { IdempotencyRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { House } from '../support/house.js';
import { undecided } from './routes/conflict-routes.js';
import { undelivered } from './routes/people-routes.js';
import { codeRepeats } from './support/code-repeats.js';
import { classroomRepeats } from './support/classroom-tables.js';
import { consentRepeats } from './support/consent-repeats.js';
import { accountRepeats } from './support/account-repeats.js';
import { familyRepeats } from './support/family-repeats.js';
import { exemptConsultations, repeatedConsultations } from './support/repeated-consultations.js';
import { roleRepeats } from './support/role-tables.js';
import { lockRepeats, made } from './support/repeats.js';
import type { Ready, Repeated } from './support/repeats.js';
import { rowCounts } from './support/tables.js';
import { password, Village } from './support/village.js';

/** POSTs without the header, each with the reason. WeChat's callback is no part of the API; it remembers what it saw. */
const exempt: Readonly<Record<string, string>> = {
  'POST /session/wechat': 'the code of WeChat works once; who tries again brings another',
  'POST /session/password':
    'changes nothing but who is signed in, and there is nobody yet to whom a key could belong',
  'POST /session/second-step':
    'changes nothing but who is signed in; a code is used up by the first that brings it',
  'POST /media': 'the photo carries an id that the phone made',
  'POST /issues': 'the report carries an id that the phone made',
  'POST /issues/similar': 'a question: it changes nothing',
  'POST /roster/by-phone': 'a question: it changes nothing',
  'POST /session/unlock': 'opens for some minutes what is hers; done twice, it is open for as long',
  'POST /evaluations':
    'anonymous: a record of the request would tell who sent it and when; its own marks know a repeat (test/evaluations)',
  'POST /codes/{scene}/open': 'counts a scan of nobody, to whom no key could belong',
  ...exemptConsultations,
};

const name = () => `新${randomUUID().slice(0, 8)}`;
/** A command on a member of staff that takes no body. */
const onStaff = (action: string): Repeated['ready'] => {
  return async ({ house, school, people }) => {
    const cook = await house.make.staff(school, 'canteen');
    await house.make.login(cook, `c${randomUUID().slice(0, 12)}`, password);
    const path = `/staff/${cook.token}/${action}`;
    return { api: people.principal.api, path, body: {}, other: { path: `${path}?school=${school.token}` } };
  };
};

const requests: Readonly<Record<string, Repeated>> = {
  ...lockRepeats,
  ...familyRepeats,
  ...classroomRepeats,
  ...roleRepeats,
  ...consentRepeats,
  ...codeRepeats,
  ...repeatedConsultations,
  'POST /places': {
    ready: ({ people }) => ({
      api: people.principal.api,
      path: '/places',
      body: { name: name() },
      other: { body: { name: name() } },
    }),
    status: 201,
    writes: made('place'),
    repeat: 'same',
  },
  'POST /categories': {
    ready: ({ people }) => ({
      api: people.principal.api,
      path: '/categories',
      body: { name: name() },
      other: { body: { name: name() } },
    }),
    status: 201,
    writes: made('category'),
    repeat: 'same',
  },
  'POST /saved-filters': {
    ready: ({ people }) => ({
      api: people.worker.api,
      path: '/saved-filters',
      body: { name: name(), query: { state: 'open' } },
      other: { body: { name: name(), query: {} } },
    }),
    status: 201,
    writes: made('saved_filter'),
    repeat: 'same',
  },
  'POST /routing-rules': {
    ready: async ({ house, school, people }) => {
      const { token: place } = await house.make.place(school);
      return {
        api: people.principal.api,
        path: '/routing-rules',
        body: { role: 'security', place },
        other: { body: { role: 'canteen', place } },
      };
    },
    status: 201,
    writes: made('routing_rule'),
    repeat: 'same',
  },
  'POST /staff/{token}/roles': {
    ready: async ({ house, school, people }) => ({
      api: people.principal.api,
      path: `/staff/${(await house.make.staff(school, 'canteen')).token}/roles`,
      body: { role: 'security' },
      other: { body: { role: 'health' } },
    }),
    status: 201,
    writes: made('staff_role'),
    repeat: 'same',
  },
  'POST /staff/{token}/leave': {
    ready: onStaff('leave'),
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /staff/{token}/binding-code': {
    ready: onStaff('binding-code'),
    status: 201,
    writes: made('binding_code'),
    repeat: 'told',
  },
  'POST /staff/{token}/reset-password': {
    ready: onStaff('reset-password'),
    status: 201,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'told',
  },
  ...accountRepeats,
  'POST /deliveries/{token}/retry': {
    ready: async ({ house, school, people }) => {
      const path = `/deliveries/${await undelivered(house, school, people.worker)}/retry`;
      return { api: people.principal.api, path, body: {}, other: { path: `${path}?school=${school.token}` } };
    },
    status: 204,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /issues/{token}/settle-conflict': {
    ready: async (village) => ({
      api: village.people.principal.api,
      path: `/issues/${await undecided(village)}/settle-conflict`,
      body: { about: [] },
      other: { body: { about: [village.people.worker.token] } },
    }),
    status: 200,
    writes: { timeline_event: 1, exclusion: -2, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /session/credits': {
    ready: async ({ house, school, child }) => ({
      api: (await house.make.guardian(school, child)).api,
      path: '/session/credits',
      body: { accepted: ['progress'] },
      other: { body: { accepted: ['work'] } },
    }),
    status: 204,
    writes: { subscription_credit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /session/acting': {
    ready: async ({ house, school, child }) => {
      const granny = await house.make.guardian(school, child);
      const mother = await house.make.guardian(school, child, 'mother');
      await house.make.sharesPhone(mother, granny);
      return {
        api: granny.api,
        path: '/session/acting',
        body: { person: mother.token },
        other: { body: { person: granny.token } },
      };
    },
    status: 201,
    writes: { session: 1, idempotency: 1 },
    repeat: 'told',
  },
  'POST /session/binding': {
    ready: async ({ house, school, people }) => {
      const cook = await house.make.staff(school, 'canteen');
      const slip = await people.principal.api.post<{ code: string }>(`/staff/${cook.token}/binding-code`);
      return {
        api: (await house.make.stranger()).api,
        path: '/session/binding',
        body: { code: slip.body.code },
        other: { body: { code: 'AAAA-AAAA' } },
      };
    },
    status: 201,
    writes: { session: 1, account_person: 1, idempotency: 1 },
    repeat: 'told',
  },
};

describe('a request that is sent again under its key', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    // A school that stands for long: whatever names a day finds its daily work set.
    const days = house.app.get(SchoolDays);
    await house.database.write((tx) => days.ensureAllIn(tx, village.school.id));
  });
  afterAll(() => house.close());

  const key = () => randomUUID();
  const send = ({ api, path, body }: Ready, sending: string) => api.post(path, body, { key: sending });
  async function grown(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await rowCounts(house);
    await work();
    const more = Object.entries(await rowCounts(house)).map(
      ([table, rows]) => [table, rows - (before[table] ?? 0)] as const,
    );
    return Object.fromEntries(more.filter(([, rows]) => rows !== 0));
  }

  it('can be sent again wherever something is posted', () => {
    const posts = Object.entries(openApi(house.app).paths).flatMap(([path, { post }]) =>
      post ? [{ route: `POST ${path.replace('/api/v1', '')}`, headers: post.parameters ?? [] }] : [],
    );
    const without = posts.filter(
      ({ headers }) =>
        !headers.some((one) => 'in' in one && one.in === 'header' && one.name === 'Idempotency-Key'),
    );
    expect(without.map(({ route }) => route).sort()).toEqual(Object.keys(exempt).sort());
    const known = new Set(posts.map(({ route }) => route));
    expect(Object.keys(requests).filter((route) => !known.has(route))).toEqual([]);
  });

  describe.each(Object.entries(requests))('%s', (_route, { ready, status, writes, repeat }) => {
    it('is carried out once, and the key takes no other contents', async () => {
      const request = await ready(village);
      const sending = key();
      const written = await grown(async () => {
        const first = await send(request, sending);
        expect([first.status, first.raw]).toEqual([status, expect.any(String)]);
        const again = await send(request, sending);
        if (repeat === 'same') expect([again.status, again.raw]).toEqual([status, first.raw]);
        else expect([again.status, again.body]).toMatchObject([409, { code: 'already_done' }]);
        const other = await send({ ...request, ...request.other }, sending);
        expect([other.status, other.body]).toMatchObject([409, { code: 'idempotency_mismatch' }]);
      });
      expect(written).toEqual(writes);
    });

    it('is carried out once when it overlaps with itself', async () => {
      const request = await ready(village);
      const sending = key();
      const written = await grown(async () => {
        const answers = await Promise.all([1, 2, 3, 4].map(() => send(request, sending)));
        const others = repeat === 'same' ? [status, status, status] : [409, 409, 409];
        expect(answers.map((answer) => answer.status).sort()).toEqual([status, ...others].sort());
        const told = answers.filter((answer) => answer.status !== status);
        expect(told.map(({ body }) => body['code'])).toEqual(told.map(() => 'already_done'));
        if (repeat === 'same') expect(new Set(answers.map((answer) => answer.raw)).size).toBe(1);
      });
      expect(written).toEqual(writes);
    });
  });

  it('makes one member of staff, whose first password is shown once and stays good', async () => {
    const { principal } = village.people;
    const login = `n${randomUUID().slice(0, 12)}`;
    const body = { name: '新来的', roles: [{ role: 'school_admin' }], login };
    const sending = key();
    const written = await grown(async () => {
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          principal.api.post<z.infer<typeof CreatedStaff>>('/staff', body, { key: sending }),
        ),
      );
      expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map((answer) => answer.body.member.token)).size).toBe(1);
      const [first, ...repeats] = answers
        .map((answer) => answer.body)
        .sort((a, b) => Number(a.repeated) - Number(b.repeated));
      expect(repeats.map((one) => [one.repeated, one.firstPassword])).toEqual([
        [true, null],
        [true, null],
      ]);
      const shown = { login, password: first?.firstPassword };
      expect((await house.as(null).post('/session/password', shown)).status).toBe(201);
      const other = await principal.api.post('/staff', { ...body, name: '别人' }, { key: sending });
      expect([other.status, other.body]).toMatchObject([409, { code: 'idempotency_mismatch' }]);
    });
    expect(written).toEqual({
      person: 1,
      staff_member: 1,
      staff_role: 1,
      password_login: 1,
      session: 1,
      audit: 1,
      idempotency: 1,
    });
  });

  it('changes a password once; who did not hear of it signs in with the new one', async () => {
    const admin = await house.make.staff(village.school, 'school_admin');
    const login = `p${randomUUID().slice(0, 12)}`;
    await house.make.login(admin, login, password);
    const opened = await house.as(null).post<SessionView>('/session/password', { login, password });
    const browser = house.as(opened.body.token ?? '');
    const change = { current: password, next: 'Autumn-2026-leaf' };
    const sending = key();
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.post('/session/password/change', change, { key: sending })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    // Who comes after the change finds the session ended with it.
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect(['409 already_done', '401 signed_out']).toContain(`${status} ${String(body['code'])}`);
    const later = await browser.post('/session/password/change', change, { key: sending });
    expect([later.status, later.body]).toMatchObject([401, { code: 'signed_out' }]);
    const again = await house.as(null).post('/session/password', { login, password: change.next });
    expect(again.status).toBe(201);
    const row = await house.database.read.global(PasswordLogin).findOneByOrFail({ personId: admin.id });
    expect(row.hash).toMatch(/^\$argon2id\$/);
  });

  it('counts a permission once, and each further one', async () => {
    const granny = await house.make.guardian(village.school, village.child);
    const allow = (sending: string) =>
      granny.api.post('/session/credits', { accepted: ['progress'] }, { key: sending });
    const once = key();
    for (const sending of [once, once, key(), once]) expect((await allow(sending)).status).toBe(204);
    const credit = await house.database.read
      .global(SubscriptionCredit)
      .findOneByOrFail({ accountId: granny.accountId });
    expect(credit.credits).toBe(2);
  });

  it('is another request at another school, and from another person', async () => {
    const { school, elsewhere, people } = village;
    const both = await house.make.staff(school, 'principal');
    await house.make.works(elsewhere, both, 'principal');
    const body = { name: name() };
    const sending = key();
    const here = await both.api.post(`/places?school=${school.token}`, body, { key: sending });
    const there = await both.api.post(`/places?school=${elsewhere.token}`, body, { key: sending });
    expect([here.status, there.status, there.body]).toMatchObject([
      201,
      409,
      { code: 'idempotency_mismatch' },
    ]);
    const hers = await people.foreign.api.post('/places', body, { key: sending });
    expect([hers.status, hers.body['token'] === here.body['token']]).toEqual([201, false]);
  });

  it('is answered as what has become of it: a rule that was taken away is not there', async () => {
    const { api } = village.people.principal;
    const place = await house.make.place(village.school);
    const rule = { role: 'security', place: place.token };
    const sending = key();
    const { body } = await api.post<{ token: string }>('/routing-rules', rule, { key: sending });
    expect((await api.delete(`/routing-rules/${body.token}`)).status).toBe(204);
    expect((await api.post('/routing-rules', rule, { key: sending })).status).toBe(404);
  });

  it('is asked by somebody who still may', async () => {
    const clerk = await house.make.staff(village.school, 'school_admin');
    const body = { name: name() };
    const sending = key();
    expect((await clerk.api.post('/places', body, { key: sending })).status).toBe(201);
    const { api } = village.people.principal;
    expect((await api.post(`/staff/${clerk.token}/roles`, { role: 'canteen' })).status).toBe(201);
    expect((await api.post(`/staff/${clerk.token}/end-role`, { role: 'school_admin' })).status).toBe(200);
    expect((await clerk.api.post('/places', body, { key: sending })).status).toBe(403);
  });

  it('leaves nothing from which its password or code could be found by trying', async () => {
    const { api, body } = await (requests['POST /session/binding'] as Repeated).ready(village);
    const sending = key();
    expect((await api.post('/session/binding', body, { key: sending })).status).toBe(201);
    const row = await house.database.read.global(IdempotencyRow).findOneByOrFail({ key: sending });
    const plain = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    expect([row.bodyHash === plain, row.result]).toEqual([false, null]);
  });
});
