import { randomUUID } from 'node:crypto';
import type { RegionRole } from '#shared/people/vocabulary.js';
import { RegionRoleRow, Region } from '../../../server/src/features/people/people.entity.js';
import type { TestPerson, TestRow } from '../../support/factory.js';
import { password } from '../support/village.js';
import type { Role, Village } from '../support/village.js';
import { list, ofSchool, page } from './route-row.js';
import type { RouteRow } from './route-row.js';

/** Somebody who administers the region of the village's school, made anew. */
export const regionAdmin = ({ house, school }: Village): Promise<TestPerson> =>
  house.make.officer(school, 'region_admin');

/** Somebody with an office in that region. */
export const officerOf = ({ house, school }: Village, role: RegionRole = 'partner'): Promise<TestPerson> =>
  house.make.officer(school, role);

/** The region in which a person holds her office. */
export async function regionOf({ house }: Village, person: TestRow): Promise<string> {
  const { read } = house.database;
  const { regionId } = await read.global(RegionRoleRow).findOneByOrFail({ personId: person.id });
  return (await read.global(Region).findOneByOrFail({ id: regionId })).token;
}
const givenIn = async (village: Village) => ({
  region: await regionOf(village, village.people.officer),
  role: 'village_officer',
  because: '换届',
});

/** In the column of the county officer stands who administers the region. */
const asker = async (village: Village, role: Role) =>
  role === 'officer' ? (await regionAdmin(village)).api : village.as(role);
const officer = ['login', 'name', 'roles', 'token'];

export const roleRoutes: readonly RouteRow[] = [
  //                   nobody unbound reporter guardian barred principal admin teacher otherTeacher worker otherWorker lead officer foreign
  {
    route: 'GET /role-book',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'GET /people',
    statuses: '401 403 403 403 404 200 200 403 403 403 403 403 404 404',
    keys: page,
    query: ofSchool,
  },
  {
    route: 'GET /regions',
    statuses: '401 403 403 403 403 403 403 403 403 403 403 403 200 403',
    keys: list,
    asker,
  },
  {
    route: 'GET /region-roles',
    statuses: '401 403 403 403 403 403 403 403 403 403 403 403 200 403',
    keys: page,
    asker,
  },
  {
    route: 'POST /officers',
    statuses: '401 403 403 403 403 403 403 403 403 403 403 403 201 403',
    keys: ['firstPassword', 'officer', 'repeated'],
    asker,
    body: async (village) => ({
      name: '新来的',
      login: `o${randomUUID().slice(0, 12)}`,
      ...(await givenIn(village)),
    }),
  },
  {
    route: 'POST /officers/{token}/roles',
    statuses: '401 403 404 404 404 404 404 404 404 404 404 404 201 404',
    keys: officer,
    asker,
    subject: async (village) => (await officerOf(village)).token,
    body: givenIn,
  },
  {
    route: 'POST /officers/{token}/end-role',
    statuses: '401 403 404 404 404 404 404 404 404 404 404 404 200 404',
    keys: officer,
    asker,
    subject: async (village) => (await officerOf(village)).token,
    body: async (village) => ({ ...(await givenIn(village)), role: 'partner' }),
  },
  {
    route: 'POST /officers/{token}/reset-password',
    statuses: '401 403 404 404 404 404 404 404 404 404 404 404 201 404',
    keys: ['firstPassword', 'officer'],
    asker,
    subject: async (village) => {
      const officer = await officerOf(village);
      await village.house.make.login(officer, `o${randomUUID().slice(0, 12)}`, password);
      return officer.token;
    },
    body: () => ({}),
  },
];
