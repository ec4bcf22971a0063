import type { QueryRunner } from 'typeorm';
import {
  addColumns,
  at,
  code,
  createTable,
  day,
  dropColumns,
  flag,
  id,
  line,
  nullable,
  ref,
  text,
  token,
  whole,
} from '../table.js';

/** Orders, entrusted care, findings of left-behind children, and on what a right rests. */
export async function familyTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'bar_order',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      childId: ref(),
      personId: ref(),
      evidenceKind: code(),
      evidence: line(200),
      fromDay: day(),
      toDay: nullable(day()),
      placedById: ref(),
      placedAt: at(),
      liftedById: nullable(ref()),
      liftedAt: nullable(at()),
      liftedBecause: nullable(line(200)),
    },
    [
      { name: 'bar_order_token', columns: ['token'], unique: true },
      { name: 'bar_order_child', columns: ['schoolId', 'childId'] },
      { name: 'bar_order_person', columns: ['personId'] },
    ],
  );
  await createTable(
    runner,
    'entrusted_care',
    {
      id: id(),
      schoolId: ref(),
      childId: ref(),
      entrustedById: ref(),
      carerId: ref(),
      fromDay: day(),
      toDay: nullable(day()),
      toldSchoolOn: nullable(day()),
      toldVillageOn: nullable(day()),
      recordedById: ref(),
      recordedAt: at(),
    },
    [{ name: 'entrusted_care_child', columns: ['schoolId', 'childId'] }],
  );
  await createTable(
    runner,
    'left_behind_finding',
    {
      id: id(),
      schoolId: ref(),
      childId: ref(),
      definition: code(),
      version: whole(),
      facts: text(),
      leftBehind: flag(),
      decidedById: ref(),
      decidedOn: day(),
      reviewOn: day(),
    },
    [{ name: 'left_behind_finding_child', columns: ['schoolId', 'childId', 'id'] }],
  );
  await addColumns(runner, 'guardianship_right', { evidenceKind: nullable(code()) });
}

export async function withoutEvidenceKind(runner: QueryRunner): Promise<void> {
  await dropColumns(runner, 'guardianship_right', ['evidenceKind']);
}
