import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldClasses, guardianFields, regionFields, staffFields } from '#shared/people/field-classes.js';
import type { FieldClass } from '#shared/people/field-classes.js';
import { guardianshipRights, regionRoles, staffRoles } from '#shared/people/vocabulary.js';
import type { GuardianshipRight, StaffRole } from '#shared/people/vocabulary.js';
import { keysOf } from '#shared/platform/keys.js';
import { fieldsOf } from '../../server/src/features/people/child.policy.js';
import type { Affiliations } from '../../server/src/platform/auth/actor.js';
import { asSchoolId } from '../../server/src/platform/database/ids.js';

const school = { id: asSchoolId(1), token: 's' };
const elsewhere = { id: asSchoolId(2), token: 't' };
const child = { id: 7, schoolId: school.id, classroomId: 3 };
const nobody: Affiliations = { positions: [], regionRoles: [], children: [], keptFrom: [] };

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

  it('gives guardians what their rights open, and never the protection class', () => {
    const rights = fc.subarray(keysOf(guardianshipRights));
    fc.assert(
      fc.property(rights, fc.boolean(), fc.boolean(), (held, isKept, isOther) => {
        const mine = { school, childId: isOther ? 8 : 7, classroomId: 3, relation: 'mother' as const };
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
});
