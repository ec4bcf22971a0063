import { newToken } from '../../../server/src/platform/database/ids.js';
import { newName } from '../routes/classroom-routes.js';
import type { Target } from './body-targets.js';
import { makeFamily } from './family-scene.js';
import { everyone, inSchool } from './naming.js';
import type { Naming } from './naming.js';
import { made } from './repeats.js';
import type { Repeated } from './repeats.js';
import type { Village } from './village.js';

const past = '2026-01-01';
const enrolled = () => ({ name: '新来的', birthDay: null, enrolledDay: past });
const empty = async ({ house, school }: Village) => (await house.make.classroom(school, newName())).token;

/** What classrooms add to the table of bodies. */
export const classroomTargets: Readonly<Record<string, Target>> = {
  'POST /classrooms': { by: 'principal', path: () => '/classrooms', good: () => ({ name: '星星班' }) },
  'POST /classroom-moves-up': {
    by: 'principal',
    path: () => '/classroom-moves-up',
    good: ({ classroom }) => ({
      classrooms: [{ classroom: classroom.token, from: '小一班', name: '中一班' }],
      leaving: [{ classroom: classroom.token, from: '大一班' }],
      lastDay: past,
    }),
  },
  'POST /classrooms/{token}/rename': {
    by: 'principal',
    path: ({ rule }) => `/classrooms/${rule}/rename`,
    good: () => ({ name: '月亮班' }),
  },
  'POST /classrooms/{token}/close': {
    by: 'principal',
    path: ({ rule }) => `/classrooms/${rule}/close`,
    good: () => ({ lastDay: past, childrenLeave: false }),
  },
  'POST /classrooms/{token}/children': {
    by: 'principal',
    path: ({ rule }) => `/classrooms/${rule}/children`,
    good: enrolled,
  },
  'POST /children/{token}/classroom': {
    by: 'principal',
    path: ({ rule }) => `/children/${rule}/classroom`,
    good: ({ classroom }) => ({ classroom: classroom.token, fromDay: past }),
  },
};

/** What classrooms add to the table of repeated requests. */
export const classroomRepeats: Readonly<Record<string, Repeated>> = {
  'POST /classrooms': {
    ready: ({ people }) => ({
      api: people.principal.api,
      path: '/classrooms',
      body: { name: newName() },
      other: { body: { name: newName() } },
    }),
    status: 201,
    writes: made('classroom'),
    repeat: 'same',
  },
  'POST /classroom-moves-up': {
    ready: async (village) => {
      const from = newName();
      const classroom = (await village.house.make.classroom(village.school, from)).token;
      const to = () => ({ classrooms: [{ classroom, from, name: newName() }] });
      const path = '/classroom-moves-up';
      return { api: village.people.principal.api, path, body: to(), other: { body: to() } };
    },
    status: 200,
    writes: { audit: 2, idempotency: 1 },
    repeat: 'same',
  },
  'POST /classrooms/{token}/rename': {
    ready: async (village) => ({
      api: village.people.principal.api,
      path: `/classrooms/${await empty(village)}/rename`,
      body: { name: newName() },
      other: { body: { name: newName() } },
    }),
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /classrooms/{token}/close': {
    ready: async (village) => ({
      api: village.people.principal.api,
      path: `/classrooms/${await empty(village)}/close`,
      body: { lastDay: past },
      other: { body: { lastDay: '2026-01-02' } },
    }),
    status: 200,
    writes: { audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /classrooms/{token}/children': {
    ready: async (village) => ({
      api: village.people.principal.api,
      path: `/classrooms/${await empty(village)}/children`,
      body: enrolled(),
      other: { body: { ...enrolled(), name: '另一个' } },
    }),
    status: 201,
    writes: { child: 1, timeline_event: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
  'POST /children/{token}/classroom': {
    ready: async (village) => ({
      api: village.people.principal.api,
      path: `/children/${(await makeFamily(village)).child.token}/classroom`,
      body: { classroom: null, fromDay: past },
      other: { body: { classroom: null, fromDay: '2026-01-02' } },
    }),
    status: 200,
    writes: { timeline_event: 1, audit: 1, idempotency: 1 },
    repeat: 'same',
  },
};

const named: readonly [route: string, body: (() => object) | null][] = [
  ['GET /classrooms/{token}', null],
  ['POST /classrooms/{token}/rename', () => ({ name: newName() })],
  ['POST /classrooms/{token}/close', () => ({ lastDay: past })],
  ['POST /classrooms/{token}/children', enrolled],
];
/** Tokens of classrooms in paths, and of children who change theirs. */
export const classroomInPaths: readonly Naming[] = [
  ...named.map(([route, body]): Naming => ({
    route,
    kind: 'classroom',
    by: everyone,
    path: (token) => (route.split(' ')[1] ?? '').replace('{token}', token),
    ...(body ? { body } : {}),
  })),
  {
    route: 'POST /children/{token}/classroom',
    kind: 'child',
    by: ['reporter', 'principal', 'teacher', 'lead'],
    path: (token) => `/children/${token}/classroom`,
    body: () => ({ classroom: newToken(), fromDay: past }),
  },
];
/** Tokens in queries and bodies about classrooms. */
export const classroomInQueries: readonly Naming[] = [
  inSchool('GET /classroom-book', everyone),
  inSchool('GET /classroom-moves-up', everyone),
  inSchool('POST /classrooms', everyone, () => ({ name: newName() })),
  inSchool('POST /classroom-moves-up', everyone, (_token, here) => ({
    classrooms: [{ classroom: here.classroom.token, from: '小一班', name: newName() }],
  })),
  {
    route: 'POST /classroom-moves-up',
    kind: 'classroom',
    by: ['principal'],
    path: () => '/classroom-moves-up',
    body: (token) => ({ classrooms: [{ classroom: token, from: '小一班', name: newName() }] }),
  },
  {
    route: 'POST /children/{token}/classroom',
    kind: 'classroom',
    by: ['principal'],
    path: (_token, here) => `/children/${here.child.token}/classroom`,
    body: (token) => ({ classroom: token, fromDay: past }),
  },
];
