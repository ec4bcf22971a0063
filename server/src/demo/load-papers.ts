import type { BindingDoubt } from '#shared/people/binding.js';
import { isLeftBehind, leftBehindDefinitions } from '#shared/people/left-behind.js';
import { BindingRequest } from '../features/people/binding/binding.entity.js';
import { BarOrder, EntrustedCare, LeftBehindFinding } from '../features/people/family.entity.js';
import { Child } from '../features/people/people.entity.js';
import type { Tx } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import { TimelineEvent } from '../platform/timeline/timeline.entity.js';
import type { DemoHousehold, DemoSchoolKey } from './demo.types.js';
import type { LoadingContext } from './load-staff.js';
import { found } from './loaded-county.js';
import type { LoadedChild } from './loaded-county.js';

/** Who keeps the families of a school in order, and who works in its closed room. */
const offices: Readonly<Record<DemoSchoolKey, { keeper: string; lead: string } | null>> = {
  kindergarten: { keeper: 'guo.minxia', lead: 'luo.jing' },
  primary: null,
};

/** Somebody who used a slip and has to be looked at first. */
interface Doubtful {
  /** Phone that used the slip, by somebody on it. */
  phoneOf: string;
  child: string;
  household: string;
  doubt: BindingDoubt;
  /** Households of the children that it may have been mixed up with. */
  seenWith: readonly string[];
}

const doubtful: readonly Doubtful[] = [
  // A neighbour lends her phone to a family that has none.
  {
    phoneOf: 'tian-yutong/grandmother',
    child: '彭佳怡',
    household: 'peng-jiayi',
    doubt: 'shared_phone',
    seenWith: ['tian-yutong'],
  },
];

/** Writes the papers of families: orders, entrusted care, findings, and bindings that wait for a look. */
export async function loadPapers(
  tx: Tx,
  context: LoadingContext,
  key: DemoSchoolKey,
  households: readonly DemoHousehold[],
): Promise<void> {
  const office = offices[key];
  if (!office) return;
  for (const household of households) {
    const children = context.county.children.filter(
      (child) => child.school === key && child.household === household.key,
    );
    for (const child of children) {
      await order(tx, context, key, child, household, office.lead);
      await care(tx, context, key, child, household, office.keeper);
      await finding(tx, context, key, child, household, office.keeper);
    }
  }
  for (const one of doubtful) await quarantine(tx, context, key, one);
}

async function order(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  child: LoadedChild,
  household: DemoHousehold,
  lead: string,
): Promise<void> {
  const barred = household.adults.find(({ standing }) => standing === 'barred');
  if (!barred) return;
  const school = county.school(key).id;
  const personId = county.person(`${household.key}/${barred.relation}`).id;
  const placedById = county.person(lead).id;
  const placedAt = calendar.at(95, '10:20');
  const fromDay = calendar.day(-200);
  await tx.of(BarOrder, school).insert({
    token: newToken(),
    childId: child.id,
    personId,
    evidenceKind: 'court',
    evidence: '人身安全保护令，撤销监护人资格的判决',
    ...{ fromDay, toDay: null, placedById, placedAt },
    ...{ liftedById: null, liftedAt: null, liftedBecause: null },
  });
  await tx.of(TimelineEvent, school).insert({
    ...{ subjectType: 'child', subjectId: child.id, seq: 1, name: 'bar_placed', version: 1 },
    payload: { personId, fromDay, toDay: null, evidence: 'court' },
    ...{ actorId: placedById, actorSeal: null, at: placedAt },
  });
}

async function care(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  child: LoadedChild,
  household: DemoHousehold,
  keeper: string,
): Promise<void> {
  const carer = household.adults.find(({ standing }) => standing === 'entrusted');
  const giver = household.adults.find(({ standing }) => standing === 'away');
  if (!carer || !giver) return;
  await tx.of(EntrustedCare, county.school(key).id).insert({
    childId: child.id,
    entrustedById: county.person(`${household.key}/${giver.relation}`).id,
    carerId: county.person(`${household.key}/${carer.relation}`).id,
    fromDay: calendar.day(-155),
    toDay: calendar.day(210),
    toldSchoolOn: calendar.day(-150),
    toldVillageOn: calendar.day(-148),
    recordedById: county.person(keeper).id,
    recordedAt: calendar.at(95, '11:05'),
  });
}

async function finding(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  child: LoadedChild,
  { adults }: DemoHousehold,
  keeper: string,
): Promise<void> {
  const isAway = (relation: 'mother' | 'father') =>
    adults.some((adult) => adult.relation === relation && adult.standing === 'away');
  const facts = {
    motherAway: isAway('mother'),
    fatherAway: isAway('father'),
    monthsAway: 9,
    stayingParentUnable: false,
  };
  if (!facts.motherAway && !facts.fatherAway) return;
  const school = county.school(key).id;
  const definition = 'both_or_unable';
  const decidedOn = calendar.day(-60);
  const row = found((await tx.of(Child, school).findOne({ id: child.id })) ?? undefined, child.name);
  await tx.of(LeftBehindFinding, school).insert({
    childId: child.id,
    definition,
    version: leftBehindDefinitions[definition].version,
    facts,
    leftBehind: isLeftBehind(definition, facts, row.birthDay, decidedOn),
    decidedById: county.person(keeper).id,
    decidedOn,
    reviewOn: calendar.day(120),
  });
}

async function quarantine(
  tx: Tx,
  { county, calendar }: LoadingContext,
  key: DemoSchoolKey,
  { phoneOf, child, household, doubt, seenWith }: Doubtful,
): Promise<void> {
  const here = county.children.filter((one) => one.school === key);
  const wanted = here.find((one) => one.name === child && one.household === household);
  const person = county.person(phoneOf);
  await tx.of(BindingRequest, county.school(key).id).insert({
    token: newToken(),
    childId: found(wanted, child).id,
    codeId: 0,
    accountId: found(county.accounts.get(phoneOf), phoneOf),
    personId: person.id,
    name: person.name,
    childName: child,
    relation: 'other',
    state: 'quarantined',
    doubts: [doubt],
    othersSeen: here.filter((one) => seenWith.includes(one.household)).map((one) => one.id),
    simpleMode: false,
    createdAt: calendar.at(1, '16:40'),
    decidedById: null,
    decidedAt: null,
  });
}
