import { randomUUID } from 'node:crypto';
import { StaffAbsence } from '../../../server/src/features/people/people.entity.js';
import { newToken } from '../../../server/src/platform/database/ids.js';
import { mp3 } from '../../media/recordings.js';
import type { TestRow } from '../../support/factory.js';
import type { Village } from '../support/village.js';
import { issueDetail } from './issue-routes.js';
import { list, ofSchool } from './route-row.js';
import type { RouteRow } from './route-row.js';

/** A recording of the reporter, handed to `worker`. Answers the issue's token. */
export async function spoken({ people, school }: Village): Promise<string> {
  const { api } = people.reporter;
  const voice = await api.upload<{ token: string }>(mp3(2), { clientId: randomUUID() });
  const report = { clientId: randomUUID(), school: school.token, voice: voice.body.token, picture: 'broken' };
  return (await api.post<{ token: string }>('/issues', report)).body.token;
}

/** An absence that begins next year. Answers its token. */
export async function absent({ house, school }: Village, person: TestRow): Promise<string> {
  const row = { token: newToken(), personId: person.id, fromDay: '2027-01-04', toDay: '2027-01-05' };
  return (await house.database.write((tx) => tx.of(StaffAbsence, school.id).insert(row))).token;
}

const cook = async ({ house, school }: Village) => (await house.make.staff(school, 'canteen')).token;

export const intakeRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /issues/first-listener',
    statuses: '401 403 200 200 404 200 200 200 200 200 200 200 404 404',
    visitor: 404,
    keys: ['name', 'role'],
    query: ({ school }) => `?picture=other&school=${school.token}`,
  },
  {
    route: 'GET /guardians-to-file-for',
    statuses: '401 403 404 404 404 200 200 200 200 200 200 200 404 404',
    keys: list,
    query: ofSchool,
  },
  {
    route: 'POST /issues/{token}/transcribe',
    statuses: '401 403 403 404 404 200 200 404 404 200 404 404 404 404',
    keys: issueDetail,
    subject: spoken,
    body: () => ({ text: '走廊的灯坏了' }),
  },
  {
    route: 'GET /staff/{token}/absences',
    statuses: '401 403 404 404 404 200 200 404 404 200 404 404 404 404',
    keys: list,
    subject: ({ people }) => people.worker.token,
  },
  {
    route: 'POST /staff/{token}/absences',
    statuses: '401 403 404 404 404 201 201 404 404 404 404 404 404 404',
    keys: ['fromDay', 'now', 'toDay', 'token'],
    subject: cook,
    body: () => ({ fromDay: '2027-01-04' }),
  },
  {
    route: 'DELETE /absences/{token}',
    statuses: '401 403 404 404 404 204 204 404 404 204 404 404 404 404',
    keys: null,
    subject: (village) => absent(village, village.people.worker),
  },
  {
    route: 'GET /staff/{token}/hours',
    statuses: '401 403 404 404 404 200 200 404 404 200 404 404 404 404',
    keys: list,
    subject: ({ people }) => people.worker.token,
  },
  {
    route: 'PUT /staff/{token}/hours',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: list,
    subject: cook,
    body: () => ({ items: [{ weekday: 1, fromMinute: 480, toMinute: 720 }] }),
  },
  {
    route: 'GET /staff/{token}/nicknames',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: list,
    subject: ({ people }) => people.worker.token,
  },
  {
    route: 'PUT /staff/{token}/nicknames',
    statuses: '401 403 404 404 404 200 200 404 404 404 404 404 404 404',
    keys: list,
    subject: cook,
    body: () => ({ items: ['老王'] }),
  },
];
