import { childCommands, makeFamily, openedBy, openingFor, slipCode, waitingFor } from './family-scene.js';
import { made } from './repeats.js';
import type { Repeated } from './repeats.js';

/** What is posted about a child and her family, for the test of repeated requests. */
export const familyRepeats: Readonly<Record<string, Repeated>> = {
  ...Object.fromEntries(
    childCommands.map(({ action, status, by, body, other, before, writes }): [string, Repeated] => [
      `POST /children/{token}/${action}`,
      {
        ready: async (village) => {
          const { child } = await makeFamily(village);
          await before?.(village);
          return {
            api: village.people[by === 'bars' ? 'lead' : 'principal'].api,
            path: `/children/${child.token}/${action}`,
            body: body(village),
            other: { body: other(village) },
          };
        },
        status,
        writes: { ...writes, timeline_event: 1, audit: 1, idempotency: 1 },
        repeat: 'same',
      },
    ]),
  ),
  'POST /children/{token}/health': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      const path = `/children/${child.token}/health`;
      const body = { words: '对花生过敏', after: null };
      return { api: village.people.reporter.api, path, body, other: { body: { ...body, words: '没有' } } };
    },
    status: 200,
    writes: { child_health: 1, timeline_event: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /children/{token}/open-fields': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      const path = `/children/${child.token}/open-fields`;
      const other = { body: { ...openingFor, reason: '别的原因，也写得够长了' } };
      return { api: village.people.teacher.api, path, body: openingFor, other };
    },
    status: 201,
    writes: { ...made('break_glass'), timer: 1, outbox: 1 },
    repeat: 'same',
  },
  'POST /opened-fields/{token}/close': {
    ready: async (village) => {
      const path = `/opened-fields/${await openedBy(village)}/close`;
      return { api: village.people.teacher.api, path, body: {}, other: { path: `${path}?again=1` } };
    },
    status: 204,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /opened-fields/{token}/review': {
    ready: async (village) => {
      const path = `/opened-fields/${await openedBy(village)}/review`;
      const body = { verdict: 'justified', note: '核实过' };
      return { api: village.people.lead.api, path, body, other: { body: { ...body, note: '再看' } } };
    },
    status: 200,
    writes: { timer: -1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /children/{token}/leave-household': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      const { api } = village.people.principal;
      const joined = await api.post<{ family: { households: { token: string }[] } }>(
        `/children/${child.token}/household`,
        { adults: [village.people.reporter.token], votes: true },
      );
      const household = joined.body.family.households[0]?.token;
      return {
        api,
        path: `/children/${child.token}/leave-household`,
        body: { household },
        other: { body: { household, person: village.people.reporter.token } },
      };
    },
    status: 200,
    writes: { timeline_event: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /children/{token}/binding-code': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      const path = `/children/${child.token}/binding-code`;
      return { api: village.people.teacher.api, path, body: {}, other: { body: { relation: 'aunt' } } };
    },
    status: 201,
    writes: made('child_binding_code'),
    repeat: 'told',
  },
  'POST /children/{token}/unbind': {
    ready: async (village) => {
      const { child, mother } = await makeFamily(village);
      return {
        api: village.people.teacher.api,
        path: `/children/${child.token}/unbind`,
        body: { person: mother.token },
        other: { body: { person: village.people.reporter.token } },
      };
    },
    status: 204,
    writes: { timeline_event: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /binding-slips': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      return {
        api: village.people.teacher.api,
        path: '/binding-slips',
        body: { classroom: village.classroom.token, children: [child.token] },
        other: { body: { classroom: village.classroom.token } },
      };
    },
    status: 201,
    writes: made('child_binding_code'),
    repeat: 'told',
  },
  'POST /binding-requests/{token}/decide': {
    ready: async (village) => {
      const token = await waitingFor(village, await makeFamily(village));
      return {
        api: village.people.teacher.api,
        path: `/binding-requests/${token}/decide`,
        body: { decision: 'refuse' },
        other: { body: { decision: 'approve' } },
      };
    },
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /session/child-binding': {
    ready: async (village) => {
      const { child } = await makeFamily(village);
      const said = { name: '来访的姨', childName: child.name, relation: 'aunt' };
      return {
        api: (await village.house.make.stranger()).api,
        path: '/session/child-binding',
        body: { ...said, code: await slipCode(village.house, child, village.people.teacher) },
        other: { body: { ...said, code: 'ABCDE23456' } },
      };
    },
    status: 201,
    // Two guardians with authority are asked.
    writes: { binding_request: 1, idempotency: 1, outbox: 2 },
    repeat: 'same',
  },
  'POST /integrity-findings/look': {
    ready: async ({ people, school }) => {
      const { api } = people.principal;
      // What is found, and the timer of the night, stand already.
      await api.post('/integrity-findings/look');
      const path = '/integrity-findings/look';
      return { api, path, body: {}, other: { path: `${path}?school=${school.token}` } };
    },
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
};
