import { randomUUID } from 'node:crypto';
import type { Village } from '../support/village.js';
import { childKeys } from './family-routes.js';
import { ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';
import { makeFamily } from '../support/family-scene.js';

export const newName = () => `班${randomUUID().slice(0, 8)}`;
const detail = [
  'abilities',
  'active',
  'children',
  'classTeachers',
  'name',
  'pupils',
  'subjectTeachers',
  'token',
];
const book = ['abilities', 'items', 'unplaced'];
const empty = async ({ house, school }: Village) => (await house.make.classroom(school, newName())).token;

export const classroomRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /classroom-book',
    statuses: '401 403 403 403 404 200 200 200 200 403 403 200 404 404',
    keys: book,
    query: ofSchool,
  },
  {
    route: 'GET /classrooms/{token}',
    statuses: '401 403 404 404 404 200 200 200 404 404 404 200 404 404',
    keys: detail,
    subject: ({ classroom }) => classroom.token,
  },
  {
    route: 'POST /classrooms',
    statuses: '401 403 403 403 404 201 201 403 403 403 403 403 404 404',
    keys: detail,
    query: ofSchool,
    body: () => ({ name: newName() }),
  },
  {
    route: 'POST /classroom-moves-up',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: book,
    query: ofSchool,
    body: async ({ house, school }) => {
      const from = newName();
      const { token } = await house.make.classroom(school, from);
      return { classrooms: [{ classroom: token, from, name: newName() }] };
    },
  },
  {
    route: 'GET /classroom-moves-up',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: ['items', 'last'],
    query: ofSchool,
  },
  {
    route: 'POST /classrooms/{token}/rename',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 403 404 404',
    keys: detail,
    subject: empty,
    body: () => ({ name: newName() }),
  },
  {
    route: 'POST /classrooms/{token}/close',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 403 404 404',
    keys: detail,
    subject: empty,
    body: () => ({ lastDay: '2026-01-01' }),
  },
  {
    route: 'POST /classrooms/{token}/children',
    statuses: '401 403 404 404 404 201 201 403 404 404 404 403 404 404',
    keys: detail,
    subject: ({ classroom }) => classroom.token,
    body: () => ({ name: '新来的', enrolledDay: '2026-01-01' }),
  },
  {
    route: 'POST /children/{token}/classroom',
    statuses: '401 403 403 404 404 200 200 403 404 404 404 403 404 404',
    keys: childKeys,
    subject: async (village) => (await makeFamily(village)).child.token,
    body: () => ({ classroom: null, fromDay: '2026-01-01' }),
  },
];
