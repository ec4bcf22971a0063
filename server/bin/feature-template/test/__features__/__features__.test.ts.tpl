import { describe, expect, it } from '@jest/globals';
import { Create__Feature__ } from '#shared/__features__/contract.js';
import type { Affiliations } from '../../server/src/platform/auth/actor.js';
import { asSchoolId } from '../../server/src/platform/database/ids.js';
import { mayCreate, maySee } from '../../server/src/features/__features__/__feature__.policy.js';

const here = { id: asSchoolId(1), token: 'a'.repeat(22) };
const elsewhere = asSchoolId(2);

function staff(role: Affiliations['positions'][number]['role']): Affiliations {
  return { positions: [{ school: here, role, classroomId: null }], regionRoles: [], children: [], given: [], keptFrom: [] };
}

describe('the contract', () => {
  it('takes a title and nothing it does not know', () => {
    expect(Create__Feature__.safeParse({ title: '开学通知' }).success).toBe(true);
    expect(Create__Feature__.safeParse({ title: '  ' }).success).toBe(false);
    expect(Create__Feature__.safeParse({ title: '开学通知', id: 7 }).success).toBe(false);
  });
});

describe('the policy', () => {
  it('lets principals and administrators write, and everybody of the school read', () => {
    expect(mayCreate(staff('principal'), here.id)).toBe(true);
    expect(mayCreate(staff('class_teacher'), here.id)).toBe(false);
    expect(maySee(staff('class_teacher'), here.id)).toBe(true);
  });

  it('ends at the wall of the school', () => {
    expect(mayCreate(staff('principal'), elsewhere)).toBe(false);
    expect(maySee(staff('principal'), elsewhere)).toBe(false);
  });
});
