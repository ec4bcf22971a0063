import type { DefaultCategory } from '#shared/issues/vocabulary.js';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import type { Tx } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import { ServiceCode, ServiceCodeScan } from '../features/service-codes/service-code.entity.js';
import type { DemoCalendar } from './demo-calendar.js';
import type { DemoSchool } from './demo.types.js';
import { Chance } from './history/chance.js';
import { found } from './loaded-county.js';
import type { LoadedCounty, LoadedSchool, Named } from './loaded-county.js';

/** How long the codes have been hanging. */
const hungDaysAgo = 60;

interface Hung {
  kind: ServiceCodeKind;
  label: string;
  place?: Named;
  classroom?: Named;
  category?: Named;
  scans: number;
}

/** Places with a code of their own, what is mostly wrong there, and scans of an ordinary day. */
const places: readonly { name: string; category?: DefaultCategory; scans: number }[] = [
  { name: '东楼楼梯', category: 'facility', scans: 2 },
  { name: '教学楼楼梯', category: 'facility', scans: 1 },
  { name: '食堂', category: 'food', scans: 3 },
  { name: '午睡房', scans: 1 },
];

/** The canteen has an evaluation code of its own: it opens with the meals. */
function evaluated({ places: own, categories }: LoadedSchool): Hung[] {
  const place = own.get('食堂');
  return place
    ? [
        {
          kind: 'evaluation',
          label: '食堂',
          place,
          category: found(categories.get('food'), 'food'),
          scans: 2,
        },
      ]
    : [];
}

/** Hangs up the three codes of a school, one at each of those places that it has, and one in each classroom. */
export async function loadServiceCodes(
  tx: Tx,
  county: LoadedCounty,
  given: DemoSchool,
  calendar: DemoCalendar,
): Promise<void> {
  const school = county.school(given.key);
  const head = found(
    given.staff.find(({ roles }) => roles.some(({ role }) => role === 'principal')),
    '园长',
  );
  const everywhere = given.kind === 'kindergarten' ? '全园' : '全校';
  const codes: Hung[] = [
    { kind: 'consultation', label: everywhere, scans: 3 },
    { kind: 'evaluation', label: everywhere, scans: 1 },
    { kind: 'feedback', label: everywhere, scans: 4 },
    ...evaluated(school),
    ...places.flatMap(({ name, category, scans }): Hung[] => {
      const place = school.places.get(name);
      const sorted = category ? { category: found(school.categories.get(category), category) } : {};
      return place ? [{ kind: 'feedback', label: name, place, ...sorted, scans }] : [];
    }),
    ...[...school.classrooms.values()].map((classroom): Hung => ({
      kind: 'feedback',
      label: classroom.name,
      classroom,
      scans: 1,
    })),
  ];
  const chance = new Chance(31);
  for (const { kind, label, place, classroom, category, scans } of codes) {
    const code = await tx.of(ServiceCode, school.id).insert({
      token: newToken(),
      scene: newToken(),
      kind,
      label,
      placeId: place?.id ?? null,
      classroomId: classroom?.id ?? null,
      categoryId: category?.id ?? null,
      state: 'active',
      renewedById: null,
      createdById: county.person(head.key).id,
      createdAt: calendar.at(hungDaysAgo, '16:20'),
      endedAt: null,
    });
    const counts = Array.from({ length: hungDaysAgo }, (_, ago) => ({
      codeId: code.id,
      day: calendar.day(-ago),
      count: Math.round(chance.between(0, 2 * scans)),
    }));
    await tx.of(ServiceCodeScan, school.id).insertMany(counts.filter(({ count }) => count > 0));
  }
}
