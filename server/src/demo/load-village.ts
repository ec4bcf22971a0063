import { firstVersion } from '#shared/consents/child-purposes.js';
import { ChildConsent } from '../features/consents/consent.entity.js';
import { GivenToVillage } from '../features/people/family.entity.js';
import type { Tx } from '../platform/database/database.js';
import type { DemoSchoolKey } from './demo.types.js';
import type { LoadingContext } from './load-staff.js';
import { found } from './loaded-county.js';

const officer = 'shi.guihua';

/** Children whom the kindergarten has given to the 儿童主任 of their village, by household; whose family has not agreed yet. */
const given: readonly { household: string; child: string; agreed: boolean }[] = [
  { household: 'zhang-yinuo', child: '张一诺', agreed: true },
  { household: 'tian-yutong', child: '田雨桐', agreed: true },
  { household: 'chen-zimo', child: '陈子墨', agreed: false },
];

/** Writes which children the 儿童主任 visits, and which families agreed to it. */
export async function loadVillage(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
): Promise<void> {
  if (key !== 'kindergarten') return;
  const school = county.school(key).id;
  for (const { household, child: name, agreed } of given) {
    const child = found(
      county.children.find((one) => one.household === household && one.name === name),
      name,
    );
    await tx.of(GivenToVillage, school).insert({
      childId: child.id,
      personId: county.person(officer).id,
      ...{ fromDay: calendar.day(-40), toDay: null, endedById: null, endedAt: null },
      givenById: county.person('wang.yuanzhang').id,
      givenAt: calendar.at(40, '15:20'),
    });
    const guardians = agreed ? ['mother', 'father'] : [];
    for (const relation of guardians) {
      const guardianId = county.person(`${household}/${relation}`).id;
      await tx.of(ChildConsent, school).insert({
        ...{ childId: child.id, purpose: 'care_file', textVersion: firstVersion, guardianId },
        ...{ decision: 'given', channel: 'own_phone', recordedById: guardianId, note: null },
        at: calendar.at(39, '20:05'),
      });
    }
  }
}
