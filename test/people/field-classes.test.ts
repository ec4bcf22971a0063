import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  emergencyFields,
  fieldClasses,
  guardianFields,
  regionFields,
  staffFields,
} from '#shared/people/field-classes.js';
import type { FieldClass } from '#shared/people/field-classes.js';
import { guardianshipRights, regionRoles, staffRoles } from '#shared/people/vocabulary.js';
import type { GuardianshipRight, StaffRole } from '#shared/people/vocabulary.js';
import { keysOf } from '#shared/platform/keys.js';
import { fieldsOf, mayReviewOpening, openableFields } from '../../server/src/features/people/child.policy.js';
import type { Affiliations } from '../../server/src/platform/auth/actor.js';
import { asSchoolId } from '../../server/src/platform/database/ids.js';

const school = { id: asSchoolId(1), token: 's' };
const elsewhere = { id: asSchoolId(2), token: 't' };
const child = { id: 7, schoolId: school.id, classroomId: 3 };
const nobody: Affiliations = { positions: [], regionRoles: [], children: [], given: [], keptFrom: [] };

/** By hand: what each role sees of a child of its own classroom, and of one of another. */
const meant: Readonly<Record<StaffRole, [own: string, other: string]>> = {
  principal: ['basic family health', 'basic family health'],
  school_admin: ['basic family', 'basic family'],
  class_teacher: ['basic family health', ''],
  subject_teacher: ['basic', ''],
  logistics: ['', ''],
  health: ['basic health', 'basic health'],
  canteen: ['', ''],
  security: ['', ''],
  safeguarding_lead: ['basic family health protection', 'basic family health protection'],
  safeguarding_deputy: ['basic family health protection', 'basic family health protection'],
  counsellor: ['basic', 'basic'],
};

describe('who sees which class of fields', () => {
  it.each(Object.entries(meant))('%s', (role, [own, other]) => {
    const at = (classroomId: number, where = school): Affiliations => ({
      ...nobody,
      positions: [{ school: where, role: role as StaffRole, classroomId }],
    });
    expect(fieldsOf(at(3), child).join(' ')).toBe(own);
    expect(fieldsOf(at(4), child).join(' ')).toBe(other);
    expect(fieldsOf(at(3, elsewhere), child)).toEqual([]);
  });

  it('says it for every role, class and right there is', () => {
    expect(Object.keys(meant).sort()).toEqual(Object.keys(staffRoles).sort());
    expect(Object.keys(staffFields).sort()).toEqual(Object.keys(staffRoles).sort());
    expect(Object.keys(regionFields).sort()).toEqual(Object.keys(regionRoles).sort());
    expect(Object.keys(guardianFields).sort()).toEqual(Object.keys(guardianshipRights).sort());
    for (const reaches of [...Object.values(staffFields), ...Object.values(regionFields)])
      expect(Object.keys(reaches).sort()).toEqual(Object.keys(fieldClasses).sort());
  });

  it.each(keysOf(regionRoles))('opens nothing to %s by office', (role) => {
    expect(fieldsOf({ ...nobody, regionRoles: [{ regionId: 1, role }] }, child)).toEqual([]);
  });

  it('shows a 儿童主任 who a child is and her family, of those given to her alone', () => {
    const given = [{ school, childId: 7 }];
    expect(fieldsOf({ ...nobody, given }, child)).toEqual(['basic', 'family']);
    expect(fieldsOf({ ...nobody, given }, { ...child, id: 8 })).toEqual([]);
    expect(fieldsOf({ ...nobody, given, keptFrom: [7] }, child)).toEqual([]);
    expect(openableFields({ ...nobody, given }, child)).toEqual([]);
  });

  it('gives guardians what their rights open, and never the protection class', () => {
    const rights = fc.subarray(keysOf(guardianshipRights));
    fc.assert(
      fc.property(rights, fc.boolean(), fc.boolean(), (held, isKept, isOther) => {
        const mine = {
          school,
          token: 't',
          childId: isOther ? 8 : 7,
          classroomId: 3,
          relation: 'mother' as const,
        };
        const seen = fieldsOf(
          { ...nobody, children: [{ ...mine, rights: held }], keptFrom: isKept ? [7] : [] },
          child,
        );
        if (isKept || isOther || held.length === 0) return seen.length === 0;
        const wide = held.some((right: GuardianshipRight) => right === 'authority' || right === 'care');
        const expected: FieldClass[] = wide ? ['basic', 'family', 'health'] : ['basic'];
        return seen.join() === expected.join();
      }),
    );
  });

  it('closes everything to whoever is kept from the child, whatever else she is', () => {
    const position = fc.record({
      school: fc.constantFrom(school, elsewhere),
      role: fc.constantFrom(...keysOf(staffRoles)),
      classroomId: fc.constantFrom(3, 4, null),
    });
    fc.assert(
      fc.property(fc.array(position, { maxLength: 6 }), (positions) => {
        expect(fieldsOf({ ...nobody, positions, keptFrom: [7] }, child)).toEqual([]);
        const seen = fieldsOf({ ...nobody, positions }, child);
        // Several roles see what each of them sees, and no more.
        const each = positions.flatMap((one) => fieldsOf({ ...nobody, positions: [one] }, child));
        expect([...new Set(each)].sort()).toEqual([...seen].sort());
      }),
    );
  });

  /** By hand: what each role may open for a reason, of a child of its own classroom. */
  const meantForReason: Readonly<Record<StaffRole, string>> = {
    principal: 'protection',
    school_admin: 'health',
    class_teacher: 'protection',
    subject_teacher: 'family health protection',
    logistics: '',
    health: 'family protection',
    canteen: '',
    security: '',
    safeguarding_lead: '',
    safeguarding_deputy: '',
    counsellor: 'family health protection',
  };
  it.each(Object.entries(meantForReason))('%s opens for a reason: %s', (role, meant) => {
    const held = { school, role: role as StaffRole, classroomId: 3 };
    expect(openableFields({ ...nobody, positions: [held] }, child).join(' ')).toBe(meant);
    expect(Object.keys(emergencyFields).sort()).toEqual(Object.keys(staffRoles).sort());
  });

  const position = fc.record({
    school: fc.constantFrom(school, elsewhere),
    role: fc.constantFrom(...keysOf(staffRoles)),
    classroomId: fc.constantFrom(3, 4, null),
  });
  const anybody = fc.record({
    positions: fc.array(position, { maxLength: 5 }),
    isGuardian: fc.boolean(),
    isKept: fc.boolean(),
    opened: fc.subarray(keysOf(fieldClasses)),
  });

  it('opens for a reason only to who sees the child by office, never to a guardian of hers, nor who is kept from her', () => {
    fc.assert(
      fc.property(anybody, ({ positions, isGuardian, isKept, opened }) => {
        const mine = { school, childId: 7, token: 'token', classroomId: 3, relation: 'mother' as const };
        const actor: Affiliations = {
          ...nobody,
          positions,
          children: isGuardian ? [{ ...mine, rights: ['authority'] }] : [],
          keptFrom: isKept ? [7] : [],
        };
        const before = fieldsOf(actor, child);
        const may = openableFields(actor, child);
        const seen = fieldsOf(actor, child, opened);
        if (isKept) expect(seen).toEqual([]);
        if (isKept || isGuardian) expect(may).toEqual([]);
        if (!isGuardian && before.length === 0) expect(may).toEqual([]);
        expect(may.filter((one) => before.includes(one))).toEqual([]);
        // What stands open adds what may be opened, and takes nothing away.
        const added = opened.filter((one) => may.includes(one));
        expect([...seen].sort()).toEqual([...before, ...added].sort());
        for (const one of added)
          expect(positions.some(({ role }) => emergencyFields[role].includes(one))).toBe(true);
      }),
    );
  });

  it('lets an opening be reviewed by the closed room or the office it was handed to, never by who opened it', () => {
    const opening = { schoolId: school.id, childId: 7, openedById: 1, officeRegionId: 9 };
    fc.assert(
      fc.property(anybody, fc.constantFrom(1, 2), fc.constantFrom(8, 9), (who, personId, regionId) => {
        const actor = {
          ...nobody,
          personId,
          positions: who.positions,
          regionRoles: who.isGuardian ? [{ regionId, role: 'county_safeguarding' as const }] : [],
          keptFrom: who.isKept ? [7] : [],
        };
        const inRoom = who.positions.some((one) => one.school === school && /^safeguarding/.test(one.role));
        const above = who.isGuardian && regionId === 9;
        expect(mayReviewOpening(actor, opening)).toBe(personId === 2 && !who.isKept && (inRoom || above));
      }),
    );
  });
});
