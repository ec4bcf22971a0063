import type { QueryRunner } from 'typeorm';
import { createTable, id, ref, token, code, line, flag, at, day, nullable } from '../table.js';

/** Regions, schools, classrooms, children, families, staff. */
export async function peopleTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'child',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      name: line(60),
      birthDay: nullable(day()),
      classroomId: nullable(ref()),
      votingFamilyId: nullable(ref()),
      enrolledDay: day(),
      leftDay: nullable(day()),
    },
    [
      { name: 'child_school', columns: ['schoolId', 'classroomId'] },
      { name: 'child_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'classroom',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      name: line(30),
      active: flag(),
    },
    [
      { name: 'classroom_school', columns: ['schoolId', 'name'] },
      { name: 'classroom_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'family',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [{ name: 'family_school', columns: ['schoolId', 'id'] }],
  );
  await createTable(
    runner,
    'family_member',
    {
      id: id(),
      schoolId: ref(),
      familyId: ref(),
      personId: nullable(ref()),
      childId: nullable(ref()),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'family_member_person', columns: ['schoolId', 'personId'] },
      { name: 'family_member_family', columns: ['schoolId', 'familyId'] },
    ],
  );
  await createTable(
    runner,
    'guardianship',
    {
      id: id(),
      schoolId: ref(),
      childId: ref(),
      personId: ref(),
      relation: code(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'guardianship_person', columns: ['personId'] },
      { name: 'guardianship_child', columns: ['schoolId', 'childId'] },
    ],
  );
  await createTable(
    runner,
    'guardianship_right',
    {
      id: id(),
      schoolId: ref(),
      guardianshipId: ref(),
      kind: code(),
      evidence: nullable(line(120)),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [{ name: 'guardianship_right_of', columns: ['schoolId', 'guardianshipId'] }],
  );
  await createTable(
    runner,
    'place',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      name: line(30),
      active: flag(),
    },
    [
      { name: 'place_name', columns: ['schoolId', 'name'], unique: true },
      { name: 'place_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'region',
    {
      id: id(),
      parentId: nullable(ref()),
      token: token(),
      name: line(60),
    },
    [],
  );
  await createTable(
    runner,
    'region_role',
    {
      id: id(),
      regionId: ref(),
      personId: ref(),
      role: code(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [{ name: 'region_role_person', columns: ['personId'] }],
  );
  await createTable(
    runner,
    'school',
    {
      id: id(),
      token: token(),
      regionId: ref(),
      name: line(60),
      kind: code(),
      createdAt: at(),
    },
    [
      { name: 'school_region', columns: ['regionId'] },
      { name: 'school_token', columns: ['token'], unique: true },
    ],
  );
  await createTable(
    runner,
    'staff_member',
    {
      id: id(),
      schoolId: ref(),
      personId: ref(),
      active: flag(),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'staff_member_list', columns: ['schoolId', 'active', 'id'] },
      { name: 'staff_member_person', columns: ['schoolId', 'personId'], unique: true },
    ],
  );
  await createTable(
    runner,
    'staff_role',
    {
      id: id(),
      schoolId: ref(),
      personId: ref(),
      role: code(),
      classroomId: nullable(ref()),
      fromDay: day(),
      toDay: nullable(day()),
    },
    [
      { name: 'staff_role_school', columns: ['schoolId', 'role', 'classroomId'] },
      { name: 'staff_role_person', columns: ['personId'] },
    ],
  );
}
