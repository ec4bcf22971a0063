import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsentList, ConsentView } from '#shared/consents/contract.js';
import { consentPurposes } from '#shared/consents/purposes.js';
import type { PersonalPurpose } from '#shared/consents/purposes.js';
import type { SessionView } from '#shared/session/contract.js';
import { PersonConsent } from '../../server/src/features/consents/consent.entity.js';
import { Consents } from '../../server/src/features/consents/consents.port.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import type { TestPerson, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

describe('what a person agrees to', () => {
  let house: House;
  let school: TestSchool;
  let granny: TestPerson;
  let teacher: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    const classroom = await house.make.classroom(school);
    granny = await house.make.guardian(school, await house.make.child(school, classroom));
    teacher = await house.make.staff(school, 'class_teacher', classroom);
  });
  afterAll(() => house.close());

  const { version } = consentPurposes.speech_out;
  const say = (decision: string, more: object = {}, by = granny) =>
    by.api.put<ConsentList>('/consents', { purpose: 'speech_out', version, decision, ...more });
  const of = ({ items }: Pick<ConsentList, 'items'>, purpose: PersonalPurpose = 'speech_out') =>
    items.find((one) => one.purpose === purpose) as ConsentView;
  const holds = (purpose: PersonalPurpose = 'speech_out') =>
    house.app.get(Consents).holds(granny.id, purpose);
  const history = async () => {
    const rows = await house.database.read
      .global(PersonConsent)
      .find({ where: { personId: granny.id }, order: { id: 'ASC' } });
    return rows.map(({ purpose, decision, textVersion, recordedById }) => ({
      purpose,
      decision,
      textVersion,
      recordedById,
    }));
  };

  it('is asked about each purpose by itself, and nothing holds before it was asked', async () => {
    const { body } = await granny.api.get<ConsentList>('/consents');
    expect(body.items.map((one) => one.purpose)).toEqual(Object.keys(consentPurposes));
    expect(body.items.every((one) => !one.holds && one.decision === null && one.version > 0)).toBe(true);
    expect(await holds()).toBe(false);
  });

  it('holds from a yes on, is taken back by a no at once, and keeps every decision', async () => {
    expect(of((await say('refused')).body)).toMatchObject({ holds: false, decision: 'refused' });
    expect(of((await say('given')).body)).toMatchObject({ holds: true, decision: 'given' });
    expect([await holds(), await holds('speech_in')]).toEqual([true, false]);
    const session = await granny.api.get<SessionView>('/session');
    expect(of({ items: session.body.consents }).holds).toBe(true);
    const withdrawn = await say('refused');
    expect(of(withdrawn.body)).toMatchObject({ holds: false, decision: 'withdrawn', recordedForHer: false });
    expect(await holds()).toBe(false);
    expect((await history()).map((one) => one.decision)).toEqual(['refused', 'given', 'withdrawn']);
  });

  it('writes nothing for the same answer said twice', async () => {
    const before = (await history()).length;
    await say('given');
    await say('given');
    expect(await history()).toHaveLength(before + 1);
    await say('refused');
    await say('refused');
    expect(await history()).toHaveLength(before + 2);
  });

  it('is not given to words that are not those of today', async () => {
    const before = await history();
    for (const wrong of [version + 1, version - 1 || 99]) {
      const { status, body } = await say('given', { version: wrong });
      expect([status, body]).toEqual([409, expect.objectContaining({ code: 'state_conflict' })]);
    }
    expect(await history()).toEqual(before);
  });

  it('asks anew when the words have changed since', async () => {
    const at = house.clock.now();
    const row = { purpose: 'speech_in' as const, decision: 'given' as const, recordedById: granny.id, at };
    await house.database.write((tx) =>
      tx.global(PersonConsent).insert({ personId: granny.id, textVersion: version + 7, ...row }),
    );
    const { body } = await granny.api.get<ConsentList>('/consents');
    expect(of(body, 'speech_in')).toMatchObject({ holds: false, decision: null, decidedAt: null });
  });

  it('is written down by the class teacher face to face, and says so', async () => {
    const path = `/guardians/${granny.token}/consents`;
    const before = await teacher.api.get<ConsentList>(path);
    expect(of(before.body).holds).toBe(false);
    const given = await teacher.api.put<ConsentList>(path, {
      purpose: 'speech_out',
      version,
      decision: 'given',
    });
    expect(of(given.body)).toMatchObject({ holds: true, recordedForHer: true });
    expect((await history()).at(-1)).toMatchObject({ decision: 'given', recordedById: teacher.id });
    const audit = await house.database.read
      .global(AuditRow)
      .findBy({ subjectType: 'person', subjectId: granny.id, actorId: teacher.id });
    expect(audit.map(({ kind, action }) => `${kind} ${action}`).sort()).toEqual([
      'read consents.list',
      'write consent.given',
    ]);
    // What the teacher wrote down she can take back by herself.
    expect(of((await say('refused')).body)).toMatchObject({ decision: 'withdrawn', recordedForHer: false });
  });
});
