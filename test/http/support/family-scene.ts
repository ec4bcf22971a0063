import { firstVersion } from '#shared/consents/child-purposes.js';
import type { ChildDetail } from '#shared/people/family.js';
import { BindingCodes } from '../../../server/src/features/people/binding/binding-codes.service.js';
import { Child } from '../../../server/src/features/people/people.entity.js';
import type { TestPerson, TestRow } from '../../support/factory.js';
import type { House } from '../../support/house.js';
import type { Village } from './village.js';

/** A child of the village's classroom with two guardians: the village's reporter, and a mother with a phone of her own. */
export interface FamilyScene {
  child: TestRow & { name: string };
  mother: TestPerson;
}

const last = new WeakMap<Village, FamilyScene>();
let counter = 0;

/** The child that was made last in a village; a body may name her people. */
export const familyOf = (village: Village): FamilyScene => {
  const scene = last.get(village);
  if (!scene) throw new Error('No child was made here yet');
  return scene;
};

export async function makeFamily(village: Village): Promise<FamilyScene> {
  const { house, school, classroom, people } = village;
  const name = `梓${String.fromCodePoint(0x4e00 + ++counter)}`;
  const child = { ...(await house.make.child(school, classroom, name)), name };
  await house.make.guards(school, child, people.reporter, 'grandmother', ['authority', 'care', 'contact']);
  const mother = await house.make.guardian(school, child, 'mother', ['authority', 'contact']);
  const scene = { child, mother };
  last.set(village, scene);
  return scene;
}

/** A code that leads to a child, as a slip bears it; with authority of nobody in particular. */
export async function slipCode(
  house: House,
  child: TestRow,
  by: TestRow,
  kind: 'slip' | 'face' | 'invite' = 'slip',
): Promise<string> {
  const codes = house.app.get(BindingCodes);
  const code = codes.newCode();
  const row = await house.database.read.acrossSchools(Child).findOneByOrFail({ id: child.id });
  await house.database.write((tx) => codes.store(tx, row, code, by.id, kind));
  return code;
}

/** Somebody who used a code of this child and waits for her guardians. Answers the token of the request. */
export async function waitingFor(village: Village, scene: FamilyScene): Promise<string> {
  const { house, people } = village;
  const stranger = await house.make.stranger();
  const answer = await stranger.api.post<{ token: string; state: string }>('/session/child-binding', {
    code: await slipCode(house, scene.child, people.teacher),
    name: '来访的舅舅',
    childName: scene.child.name,
    relation: 'uncle',
  });
  if (answer.body.state !== 'waiting') throw new Error(answer.raw);
  return answer.body.token;
}

/** Why a teacher looks at what the closed room keeps. */
export const openingFor = { fields: ['protection'], reason: '门口来了一个人说是她爸爸，要把孩子接走' };

/** Fields that the class teacher of a new child has opened; the token of the opening. */
export async function openedBy(village: Village): Promise<string> {
  const { child } = await makeFamily(village);
  const { teacher } = village.people;
  const answer = await teacher.api.post<ChildDetail>(`/children/${child.token}/open-fields`, openingFor);
  if (!answer.body.opening) throw new Error(answer.raw);
  return answer.body.opening.token;
}

const evidence = { kind: 'agreement', words: '当面看过' };
const today = ({ house }: Village): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(house.clock.now());

/** A command on a child: everything that the tables of routes want to know of it. */
export interface ChildCommand {
  action: string;
  status: 200 | 201 | 204;
  /** Who is answered so: who keeps the family in order, the closed room's lead, who leads the school. */
  by: 'family' | 'bars' | 'heads';
  body: (village: Village) => Record<string, unknown>;
  /** Another body for the same key. */
  other: (village: Village) => Record<string, unknown>;
  /** What must be there before. */
  before?: (village: Village) => Promise<unknown>;
  /** Rows that it writes besides its history event, an audit row and the key. */
  writes: Record<string, number>;
}

/** An identity number with the check character of the standard; another one for each number. */
export function identityOf(number: number): string {
  const body = `43072520200101${String(number % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return `${body}${'10X98765432'[sum % 11] ?? ''}`;
}

const entrusted = (village: Village) => ({
  entrustedBy: familyOf(village).mother.token,
  carer: village.people.reporter.token,
  fromDay: today(village),
});
const barred = (village: Village) => ({
  person: familyOf(village).mother.token,
  evidence: { kind: 'court', words: '法院裁定' },
  fromDay: today(village),
});
const officers = new WeakMap<Village, TestPerson>();
/** A new 儿童主任 of the school's region, who is meant from now on. */
const newVillageOfficer = async (village: Village): Promise<TestPerson> => {
  const officer = await village.house.make.officer(village.school, 'village_officer');
  officers.set(village, officer);
  return officer;
};
/** A 儿童主任 to whom the school has given a child of the village's reporter, and the reporter has agreed. */
export async function givenToVillage(village: Village, child: TestRow): Promise<TestPerson> {
  const officer = await newVillageOfficer(village);
  const { principal, reporter } = village.people;
  const path = `/children/${child.token}`;
  const yes = { purpose: 'care_file', version: firstVersion, decision: 'given' };
  for (const answer of [
    await principal.api.post(`${path}/village-officer`, toVillage(village)),
    await reporter.api.post(`${path}/consents`, yes),
  ])
    if (answer.status !== 201) throw new Error(answer.raw);
  return officer;
}
const toVillage = (village: Village) => ({
  person: officers.get(village)?.token ?? village.people.officer.token,
  because: '住在一个村',
});
const post = (village: Village, who: 'principal' | 'lead', action: string, body: object) =>
  village.people[who].api.post(`/children/${familyOf(village).child.token}/${action}`, body);

export const childCommands: readonly ChildCommand[] = [
  {
    action: 'village-officer',
    status: 201,
    by: 'heads',
    body: toVillage,
    other: (village) => ({ ...toVillage(village), because: '换了一位' }),
    before: newVillageOfficer,
    writes: { given_to_village: 1, content: 1 },
  },
  {
    action: 'end-village-officer',
    status: 200,
    by: 'heads',
    body: toVillage,
    other: (village) => ({ ...toVillage(village), because: '搬走了' }),
    before: async (village) => {
      await newVillageOfficer(village);
      await post(village, 'principal', 'village-officer', toVillage(village));
    },
    writes: { content: 1 },
  },
  {
    action: 'guardians',
    status: 201,
    by: 'family',
    body: () => ({ name: '周建国', relation: 'uncle' }),
    other: () => ({ name: '周建军', relation: 'uncle' }),
    writes: { person: 1, guardianship: 1 },
  },
  {
    action: 'rights',
    status: 201,
    by: 'family',
    body: (village) => ({
      person: village.people.reporter.token,
      right: 'pickup',
      evidence,
      fromDay: today(village),
    }),
    other: (village) => ({
      person: village.people.reporter.token,
      right: 'care',
      evidence,
      fromDay: today(village),
    }),
    writes: { guardianship_right: 1, content: 1 },
  },
  {
    action: 'end-right',
    status: 200,
    by: 'family',
    body: (village) => ({
      person: familyOf(village).mother.token,
      right: 'contact',
      toDay: today(village),
      evidence,
    }),
    other: (village) => ({
      person: familyOf(village).mother.token,
      right: 'authority',
      toDay: today(village),
      evidence,
    }),
    writes: { content: 1 },
  },
  {
    action: 'household',
    status: 201,
    by: 'family',
    body: (village) => ({ adults: [village.people.reporter.token], votes: true }),
    other: (village) => ({ adults: [village.people.reporter.token], votes: false }),
    writes: { family: 1, family_member: 2 },
  },
  {
    action: 'phone',
    status: 200,
    by: 'family',
    body: (village) => ({ person: familyOf(village).mother.token, number: '138 1234 5678' }),
    other: (village) => ({ person: village.people.reporter.token, number: '138 1234 5678' }),
    writes: { person_phone: 1 },
  },
  {
    action: 'identity',
    status: 200,
    by: 'family',
    body: () => ({ number: identityOf(++counter) }),
    other: () => ({ number: identityOf(++counter) }),
    writes: { child_identity: 1 },
  },
  {
    action: 'address',
    status: 200,
    by: 'family',
    before: (village) =>
      post(village, 'principal', 'household', { adults: [village.people.reporter.token], votes: true }),
    body: () => ({ address: '桃源镇枫林村三组' }),
    other: () => ({ address: '桃源镇枫林村四组' }),
    writes: { household_address: 1 },
  },
  {
    action: 'entrusted-care',
    status: 201,
    by: 'family',
    body: entrusted,
    other: (village) => ({ ...entrusted(village), toldSchoolOn: today(village) }),
    writes: { entrusted_care: 1 },
  },
  {
    action: 'end-entrusted-care',
    status: 200,
    by: 'family',
    before: (village) => post(village, 'principal', 'entrusted-care', entrusted(village)),
    body: (village) => ({ carer: village.people.reporter.token, toDay: today(village) }),
    other: (village) => ({ carer: familyOf(village).mother.token, toDay: today(village) }),
    writes: {},
  },
  {
    action: 'left-behind',
    status: 201,
    by: 'family',
    body: () => finding(true),
    other: () => finding(false),
    writes: { left_behind_finding: 1 },
  },
  {
    action: 'bars',
    status: 201,
    by: 'bars',
    body: barred,
    other: (village) => ({ ...barred(village), fromDay: '2099-01-01' }),
    writes: { bar_order: 1, content: 1 },
  },
  {
    action: 'lift-bar',
    status: 200,
    by: 'bars',
    before: (village) => post(village, 'lead', 'bars', barred(village)),
    body: (village) => ({ person: familyOf(village).mother.token, because: '法院撤销了裁定' }),
    other: (village) => ({ person: familyOf(village).mother.token, because: '写错了人' }),
    writes: { content: 1 },
  },
];

function finding(motherAway: boolean) {
  return {
    definition: 'both_or_unable',
    facts: { motherAway, fatherAway: true, monthsAway: 8, stayingParentUnable: false },
    reviewOn: '2099-09-01',
  };
}
