import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RosterChild } from '#shared/people/family.js';
import { guardianshipRights, relations, staffRoles } from '#shared/people/vocabulary.js';
import type { GuardianshipRight } from '#shared/people/vocabulary.js';
import type { Page } from '#shared/platform/paging.js';
import { keysOf } from '#shared/platform/keys.js';
import { BarOrder } from '../../server/src/features/people/family.entity.js';
import { Guardianship, GuardianshipRightRow } from '../../server/src/features/people/people.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';
import type { Json } from '../support/http.js';

const day = (offset: number) =>
  new Date(Date.UTC(2026, 10, 20) + offset * 86_400_000).toISOString().slice(0, 10);
const today = 0;

/** A stretch of days around today, perhaps without an end. */
const span = fc
  .record({ from: fc.integer({ min: -3, max: 2 }), length: fc.option(fc.integer({ min: 0, max: 4 })) })
  .map(({ from, length }) => ({ from, to: length === null ? null : from + length }));
type Span = { from: number; to: number | null };
const holds = ({ from, to }: Span) => from <= today && (to === null || to >= today);

const guardian = fc.record({
  relation: fc.constantFrom(...keysOf(relations)),
  rights: fc.array(fc.record({ kind: fc.constantFrom(...keysOf(guardianshipRights)), span }), {
    maxLength: 4,
  }),
  bar: fc.option(fc.record({ span, lifted: fc.boolean() })),
});
const office = fc.record({
  role: fc.constantFrom(...keysOf(staffRoles)),
  own: fc.boolean(),
  isGuardian: fc.option(fc.nat({ max: 3 })),
});
const family = fc.record({
  guardians: fc.array(guardian, { minLength: 1, maxLength: 4 }),
  offices: fc.array(office, { maxLength: 3 }),
});
type Family = typeof family extends fc.Arbitrary<infer T> ? T : never;

/** By hand and apart from the policy: the roles whose answers hold the family class, and which hold anything at all. */
const familyBySchool = ['principal', 'school_admin', 'safeguarding_lead', 'safeguarding_deputy'];
const basicBySchool = [...familyBySchool, 'health', 'counsellor'];

describe('random families', () => {
  let house: House;
  let school: TestSchool;
  let room: TestRow;
  let otherRoom: TestRow;
  beforeAll(async () => {
    house = await House.open();
    house.clock.set(`${day(today)}T02:00:00.000Z`);
    school = await house.make.school();
    room = await house.make.classroom(school);
    otherRoom = await house.make.classroom(school);
  });
  afterAll(() => house.close());

  async function build({ guardians, offices }: Family) {
    const child = await house.make.child(school, room, `孩子${newToken()}`);
    const people: TestPerson[] = [];
    for (const { relation, rights, bar } of guardians) {
      const person = await house.make.person(`家人${newToken()}`);
      people.push(person);
      await house.database.write(async (tx) => {
        const row = await tx
          .of(Guardianship, school.id)
          .insert({ childId: child.id, personId: person.id, relation, fromDay: day(-9), toDay: null });
        for (const {
          kind,
          span: { from, to },
        } of rights)
          await tx.of(GuardianshipRightRow, school.id).insert({
            ...{ guardianshipId: row.id, kind, evidenceKind: null, evidence: null },
            ...{ fromDay: day(from), toDay: to === null ? null : day(to) },
          });
        if (bar)
          await tx.of(BarOrder, school.id).insert({
            ...{ token: newToken(), childId: child.id, personId: person.id, evidenceKind: 'court' },
            ...{ evidence: '裁定', fromDay: day(bar.span.from) },
            ...{ toDay: bar.span.to === null ? null : day(bar.span.to), placedById: person.id },
            ...{ placedAt: house.clock.now(), liftedById: null, liftedBecause: null },
            liftedAt: bar.lifted ? house.clock.now() : null,
          });
      });
    }
    const staff: TestPerson[] = [];
    for (const { role, own, isGuardian } of offices) {
      const person = people[isGuardian ?? -1] ?? (await house.make.person(`员工${newToken()}`));
      if (!staff.includes(person)) await house.make.works(school, person, role, own ? room : otherRoom);
      staff.push(person);
    }
    return { child, people, staff };
  }

  it('show nobody a class of fields that is not hers, and a barred adult neither to read nor to be read', async () => {
    await fc.assert(
      fc.asyncProperty(family, async (given) => {
        const { child, people, staff } = await build(given);
        const isBarred = (at: number) => {
          const bar = given.guardians[at]?.bar;
          return bar ? !bar.lifted && holds(bar.span) : false;
        };
        const barredNames = people.filter((_, at) => isBarred(at)).map(({ name }) => name);
        for (const person of new Set([...people, ...staff])) {
          const at = people.indexOf(person);
          const rights = (given.guardians[at]?.rights ?? [])
            .filter((right) => holds(right.span))
            .map(({ kind }) => kind);
          const first = staff.indexOf(person);
          const held = first < 0 ? [] : [given.offices[first]];
          const seen = expected(
            rights,
            held.flatMap((one) => one ?? []),
          );
          const { status, body } = await person.api.get<Json>(`/children/${child.token}`);
          if (isBarred(at) || !seen.basic) {
            expect(status).toBe(404);
            const roster = await person.api.get(`/roster?school=${school.token}`);
            expect(roster.raw).not.toContain(child.token);
            continue;
          }
          expect(status).toBe(200);
          expect({
            family: 'family' in body,
            protection: 'protection' in body,
            health: 'health' in body,
          }).toEqual({ family: seen.family, protection: seen.protection, health: seen.health });
          // Who teaches the classroom is told to everybody who knows the child, be she somebody's mother too.
          const told = JSON.stringify({ ...body, classTeachers: [] });
          if (!seen.protection) for (const barred of barredNames) expect(told).not.toContain(barred);
          if (!seen.family)
            for (const other of people) if (other !== person) expect(told).not.toContain(other.name);
          const roster = await person.api.get<Page<RosterChild>>(
            `/roster?school=${school.token}&classroom=${room.token}&limit=50`,
          );
          const row = roster.body.items?.find((one) => one.token === child.token);
          if (row) expect('guardians' in row && 'leftBehind' in row).toBe(seen.family);
        }
      }),
      { numRuns: 8 },
    );
  });
});

/** What somebody with these rights, and with this one office, is meant to be shown. */
function expected(rights: readonly GuardianshipRight[], offices: readonly { role: string; own: boolean }[]) {
  const inRoom = (role: string) => offices.some((one) => one.role === role && one.own);
  const holdsOffice = (roles: readonly string[]) => offices.some(({ role }) => roles.includes(role));
  const deciding = rights.includes('authority') || rights.includes('care');
  const protects = holdsOffice(['safeguarding_lead', 'safeguarding_deputy']);
  return {
    basic:
      rights.length > 0 || holdsOffice(basicBySchool) || inRoom('class_teacher') || inRoom('subject_teacher'),
    family: deciding || holdsOffice(familyBySchool) || inRoom('class_teacher'),
    protection: protects,
    // Nobody has agreed here: no other office sees it.
    health: deciding || protects,
  };
}
