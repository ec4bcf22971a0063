import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildConsents as View, ConsentBoard, DecideForChild } from '#shared/consents/child-contract.js';
import { childPurposes, firstVersion, isInUse } from '#shared/consents/child-purposes.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { keysOf } from '#shared/platform/keys.js';
import { ChildConsents } from '../../server/src/features/consents/child-consents.port.js';
import { ChildConsent } from '../../server/src/features/consents/consent.entity.js';
import { Village } from '../http/support/village.js';
import type { TestPerson, TestRow } from '../support/factory.js';
import { House } from '../support/house.js';

const purposes = keysOf(childPurposes);
const unused = purposes.filter((one) => !isInUse(one));

describe('a purpose that nothing rests on yet', () => {
  let house: House;
  let village: Village;
  let child: TestRow;
  let mother: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    child = await house.make.child(village.school, village.classroom);
    mother = await house.make.guardian(village.school, child, 'mother', ['authority', 'contact']);
  });
  afterAll(() => house.close());

  const path = () => `/children/${child.token}/consents`;
  const say = (
    by: TestPerson,
    purpose: ChildPurposeName,
    decision: 'given' | 'refused',
    more: Partial<DecideForChild> = {},
  ) => by.api.post<View>(path(), { purpose, version: firstVersion, decision, ...more });
  const seen = async (which: ChildPurposeName) =>
    (await mother.api.get<View>(path())).body.items.find((one) => one.purpose === which);
  const may = (which: ChildPurposeName) =>
    house.app.get(ChildConsents).may(village.school.id, child.id, which);

  it('is told as such, and no yes to it is taken, from nobody', async () => {
    expect(unused).toEqual(['photos_public']);
    for (const one of purposes) expect([one, (await seen(one))?.inUse]).toEqual([one, isInUse(one)]);
    for (const which of unused) {
      const yes = await say(mother, which, 'given');
      expect([yes.status, yes.body]).toMatchObject([
        409,
        { code: 'state_conflict', detail: '现在还没有用到，不用点同意。以后要用了，会先来问您。' },
      ]);
      const told = await say(village.people.teacher, which, 'given', { guardian: mother.token });
      expect(told.status).toBe(409);
    }
    const rows = await house.database.read
      .of(ChildConsent, village.school.id)
      .find({ where: { childId: child.id } });
    expect(rows).toEqual([]);
  });

  it('takes a no, and an early yes of before opens nothing, asks nobody again, and can be taken back', async () => {
    await house.database.write((tx) =>
      tx.of(ChildConsent, village.school.id).insert({
        ...{ childId: child.id, purpose: 'photos_public', textVersion: firstVersion, guardianId: mother.id },
        ...{ decision: 'given', channel: 'own_phone', recordedById: mother.id, note: null },
        at: house.clock.now(),
      }),
    );
    expect(await may('photos_public')).toBe(false);
    expect(await seen('photos_public')).toMatchObject({ state: 'not_yet', mine: 'given', changed: false });
    expect((await say(mother, 'photos_public', 'refused')).status).toBe(201);
    expect(await seen('photos_public')).toMatchObject({ state: 'refused', mine: 'withdrawn' });
  });

  it('leaves nobody among those whom the school still has to ask', async () => {
    const other = await house.make.child(village.school, village.classroom);
    const father = await house.make.guardian(village.school, other, 'father', ['authority']);
    const open = async () => {
      const { principal } = village.people;
      const board = await principal.api.get<ConsentBoard>('/consent-board?limit=50&state=not_yet');
      return board.body.items.map((one) => one.token);
    };
    expect(await open()).toContain(other.token);
    for (const purpose of purposes.filter(isInUse)) {
      const body = { purpose, version: firstVersion, decision: 'given' };
      expect((await father.api.post(`/children/${other.token}/consents`, body)).status).toBe(201);
    }
    expect(await open()).not.toContain(other.token);
  });
});
