import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChildConsents as View } from '#shared/consents/child-contract.js';
import { firstVersion } from '#shared/consents/child-purposes.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { guardianshipRights, relations } from '#shared/people/vocabulary.js';
import { keysOf } from '#shared/platform/keys.js';
import { BarOrder } from '../../server/src/features/people/family.entity.js';
import { Guardianship, GuardianshipRightRow } from '../../server/src/features/people/people.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { twoColours } from '../media/pictures.js';
import { Village } from '../http/support/village.js';
import type { TestPerson, TestRow } from '../support/factory.js';
import { House } from '../support/house.js';

/** The purposes that anything rests on here. */
const asked = ['photos_class', 'health_data', 'speech_outside'] as const;
type Asked = (typeof asked)[number];

const guardian = fc.record({
  relation: fc.constantFrom(...keysOf(relations)),
  rights: fc.uniqueArray(fc.constantFrom(...keysOf(guardianshipRights)), { maxLength: 4 }),
});
/** What happens one after the other: somebody says something, loses her authority, or is kept from the child. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('say' as const),
      who: fc.nat(3),
      purpose: fc.constantFrom(...asked),
      yes: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('end' as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('bar' as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('words' as const), again: fc.boolean() }) },
);
const story = fc.record({
  guardians: fc.array(guardian, { minLength: 1, maxLength: 4 }),
  steps: fc.array(step, { minLength: 2, maxLength: 12 }),
  reporter: fc.nat(3),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** The rule once more, by hand and apart from the program. */
class Oracle {
  readonly said = new Map<string, 'yes' | 'no'>();
  readonly barred = new Set<number>();
  readonly ended = new Set<number>();

  constructor(private readonly guardians: Story['guardians']) {}

  decides(who: number): boolean {
    return (
      (this.guardians[who]?.rights.includes('authority') ?? false) &&
      !this.barred.has(who) &&
      !this.ended.has(who)
    );
  }
  holds(who: number, ...rights: string[]): boolean {
    if (this.barred.has(who)) return false;
    return (this.guardians[who]?.rights ?? []).some(
      (right) => rights.includes(right) && !(right === 'authority' && this.ended.has(who)),
    );
  }
  may(purpose: Asked): boolean {
    const words = this.guardians.flatMap((_, who) =>
      this.decides(who) ? (this.said.get(`${who} ${purpose}`) ?? []) : [],
    );
    return words.includes('yes') && !words.includes('no');
  }
}

describe('random families, decisions and withdrawals', () => {
  let house: House;
  let village: Village;
  let photo: Buffer;
  const versions: Record<Asked, number> = { photos_class: 1, health_data: 1, speech_outside: 1 };
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    photo = await twoColours().jpeg().toBuffer();
    expect(firstVersion).toBe(1);
  });
  afterAll(() => house.close());

  const status = async (url: string) => (await house.as(null).raw({ method: 'GET', url })).status;

  async function family({ guardians }: Story, child: TestRow): Promise<TestPerson[]> {
    const people: TestPerson[] = [];
    for (const { relation, rights } of guardians) {
      const person = await house.make.person(`家人${newToken()}`);
      people.push(person);
      await house.make.guards(village.school, child, person, relation, rights);
    }
    return people;
  }

  async function report(by: TestPerson, child: TestRow): Promise<string | null> {
    const sent = await by.api.upload<{ token: string }>(photo, { clientId: randomUUID() });
    const answer = await by.api.post<IssueDetail>('/issues', {
      ...{ clientId: randomUUID(), text: '水杯丢了', child: child.token, photos: [sent.body.token] },
      category: village.school.categories['food'],
    });
    return answer.status === 201 ? answer.body.token : null;
  }

  async function take(one: Story['steps'][number], oracle: Oracle, people: TestPerson[], child: TestRow) {
    if (one.what === 'words') {
      const { body } = await village.people.principal.api.get<{
        items: { purpose: string; version: number }[];
      }>('/consent-texts');
      const now = body.items.find((text) => text.purpose === 'photos_class');
      const words = { lines: [{ picture: 'ok', words: '照片' }], yes: '看得到', no: '看不到' };
      const given = { purpose: 'photos_class', after: now?.version ?? 0, asksAgain: one.again, ...words };
      const published = await village.people.principal.api.post('/consent-texts', given);
      expect(published.status).toBe(201);
      versions.photos_class = (now?.version ?? 0) + 1;
      // A yes was a yes to the words of before.
      if (one.again)
        for (const [key, word] of oracle.said)
          if (key.endsWith(' photos_class') && word === 'yes') oracle.said.delete(key);
      return;
    }
    const person = people[one.who];
    if (!person) return;
    if (one.what === 'say') {
      const answer = await person.api.post(`/children/${child.token}/consents`, {
        ...{ purpose: one.purpose, version: versions[one.purpose] },
        decision: one.yes ? 'given' : 'refused',
      });
      expect(answer.status === 201).toBe(oracle.decides(one.who));
      if (oracle.decides(one.who)) oracle.said.set(`${one.who} ${one.purpose}`, one.yes ? 'yes' : 'no');
    } else if (one.what === 'end') {
      oracle.ended.add(one.who);
      await house.database.write(async (tx) => {
        const row = await tx
          .of(Guardianship, village.school.id)
          .findOne({ childId: child.id, personId: person.id });
        await tx
          .of(GuardianshipRightRow, village.school.id)
          .update({ guardianshipId: row?.id ?? 0, kind: 'authority' }, { toDay: '2026-03-03' });
      });
    } else {
      oracle.barred.add(one.who);
      await house.database.write((tx) =>
        tx.of(BarOrder, village.school.id).insert({
          ...{ token: newToken(), childId: child.id, personId: person.id, evidenceKind: 'court' },
          ...{ evidence: '裁定', fromDay: '2026-03-01', toDay: null, placedById: person.id },
          ...{ placedAt: house.clock.now(), liftedById: null, liftedAt: null, liftedBecause: null },
        }),
      );
    }
  }

  it('never show a forbidden field, nor open an address that what holds now does not open', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (given) => {
        const child = await house.make.child(village.school, village.classroom, `孩子${newToken()}`);
        const people = await family(given, child);
        const oracle = new Oracle(given.guardians);
        const from = people[given.reporter % people.length];
        const token = from ? await report(from, child) : null;
        const { teacher, worker, principal, otherTeacher } = village.people;
        /** Every address that was ever shown, with who it was shown to. */
        const held: { url: string; to: 'teacher' | 'worker' | number }[] = [];

        const look = async () => {
          const seen = await teacher.api.get<ChildDetail>(`/children/${child.token}`);
          expect(seen.body.withheld).toEqual(oracle.may('health_data') ? [] : ['health']);
          for (const [who, person] of people.entries()) {
            const detail = await person.api.get<ChildDetail>(`/children/${child.token}`);
            const consents = await person.api.get<View>(`/children/${child.token}/consents`);
            const isSeen = oracle.holds(who, ...keysOf(guardianshipRights));
            expect(detail.status).toBe(isSeen ? 200 : 404);
            const isFamily = oracle.holds(who, 'authority', 'care');
            expect(consents.status).toBe(isFamily ? 200 : isSeen ? 403 : 404);
            if (isFamily) {
              const says = consents.body.items.find((one) => one.purpose === 'photos_class');
              expect(says?.state === 'given').toBe(oracle.may('photos_class'));
              expect(consents.body.abilities).toEqual({ decide: oracle.decides(who), witness: false });
              for (const barred of oracle.barred)
                expect(consents.raw).not.toContain(people[barred]?.name ?? '-');
            }
          }
          if (token === null) return;
          const shown = await teacher.api.get<IssueDetail>(`/issues/${token}`);
          expect(shown.body.photos.length).toBe(oracle.may('photos_class') ? 1 : 0);
          expect(shown.body.readOutside).toBe(oracle.may('speech_outside'));
          const handled = await worker.api.get<IssueDetail>(`/issues/${token}`);
          held.push(...shown.body.photos.map(({ url }) => ({ url, to: 'teacher' as const })));
          held.push(...handled.body.photos.map(({ url }) => ({ url, to: 'worker' as const })));
          for (const [who, person] of people.entries()) {
            const own = await person.api.get<IssueDetail>(`/issues/${token}`);
            const isHers = person === from && !oracle.barred.has(who);
            expect(own.status).toBe(isHers ? 200 : 404);
            if (isHers) held.push(...own.body.photos.map(({ url }) => ({ url, to: who })));
          }
          expect((await otherTeacher.api.get(`/issues/${token}`)).status).toBe(404);
          expect((await principal.api.get(`/children/${child.token}`)).status).toBe(200);
          // No later than a minute after anything happened; here at once.
          for (const { url, to } of held) {
            const opens =
              to === 'teacher' ? oracle.may('photos_class') : to === 'worker' || !oracle.barred.has(to);
            expect({ to, status: await status(url) }).toEqual({ to, status: opens ? 200 : 404 });
          }
        };

        await look();
        for (const one of given.steps) await take(one, oracle, people, child);
        await look();
        for (const purpose of asked)
          for (const who of people.keys())
            await take({ what: 'say', who, purpose, yes: true }, oracle, people, child);
        await look();
        await take({ what: 'say', who: 0, purpose: 'photos_class', yes: false }, oracle, people, child);
        await look();
      }),
      { numRuns: 12 },
    );
  });
});
