import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { firstVersion } from '#shared/consents/child-purposes.js';
import type { ConsentDecision } from '#shared/consents/purposes.js';
import { ChildConsent } from '../features/consents/consent.entity.js';
import type { Tx } from '../platform/database/database.js';
import type { DemoAdult, DemoHousehold, DemoSchoolKey, Standing } from './demo.types.js';
import type { LoadingContext } from './load-staff.js';
import type { LoadedChild } from './loaded-county.js';

/** Who has authority. */
const deciding: readonly Standing[] = ['home', 'away', 'apart'];

/** What most families agreed to when they were asked in the first weeks. */
const usual: readonly ChildPurposeName[] = [
  'photos_class',
  'voice_class',
  'health_data',
  'speech_outside',
  'statistics',
];

/** Families who have not been asked yet, and one that likes no public photos. */
const notAsked = ['yang-zixuan', 'peng-jiayi'];
const noPublicPhotos = 'liu-haoyu';

/** Writes what families of the kindergarten agreed to; separated parents say different things about photos. */
export async function loadConsents(
  tx: Tx,
  context: LoadingContext,
  key: DemoSchoolKey,
  households: readonly DemoHousehold[],
): Promise<void> {
  if (key !== 'kindergarten') return;
  for (const household of households.filter((one) => !notAsked.includes(one.key))) {
    const [decider] = household.adults.filter(({ standing }) => deciding.includes(standing));
    if (!decider) continue;
    const children = context.county.children.filter(
      (child) =>
        child.school === key &&
        (child.household === household.key || household.alsoOf.includes(child.household)),
    );
    for (const child of children) {
      const say = (purpose: ChildPurposeName, decision: ConsentDecision, daysAgo: number) =>
        record(tx, context, household, child, { adult: decider, purpose, decision, daysAgo });
      if (decider.standing === 'apart') await say('photos_class', 'refused', 12);
      else for (const purpose of usual) await say(purpose, 'given', 80);
      if (household.key === noPublicPhotos) await say('photos_public', 'refused', 80);
    }
  }
}

interface Said {
  adult: DemoAdult;
  purpose: ChildPurposeName;
  decision: ConsentDecision;
  daysAgo: number;
}

async function record(
  tx: Tx,
  { county, calendar }: LoadingContext,
  household: DemoHousehold,
  child: LoadedChild,
  { adult, purpose, decision, daysAgo }: Said,
): Promise<void> {
  const guardianId = county.person(`${household.key}/${adult.relation}`).id;
  const isWitnessed = household.phoneless;
  await tx.of(ChildConsent, county.school(child.school).id).insert({
    ...{ childId: child.id, purpose, textVersion: firstVersion, guardianId, decision },
    channel: isWitnessed ? 'face_to_face' : 'own_phone',
    recordedById: isWitnessed ? county.person('chen.laoshi').id : guardianId,
    note: isWitnessed ? '放学时当面说的' : null,
    at: calendar.at(daysAgo, '19:10'),
  });
}
