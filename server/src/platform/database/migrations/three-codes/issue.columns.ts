import type { QueryRunner } from 'typeorm';
import { addColumns, at, code, dropColumns, flag, nullable, ref, whole } from '../table.js';

const issue = {
  codeId: nullable(ref()),
  filedById: nullable(ref()),
  picture: nullable(code()),
  hasVoice: { ...flag(), fill: '0' },
  unheard: { ...flag(), fill: '0' },
  conflictOpen: { ...flag(), fill: '0' },
  officeId: nullable(ref()),
  primaryId: nullable(ref()),
  endedAs: nullable(code()),
  declinedById: nullable(ref()),
  appealed: { ...flag(), fill: '0' },
  reopens: { ...whole(), fill: '0' },
  responseDueAt: nullable(at()),
  respondedAt: nullable(at()),
  resolutionDueAt: nullable(at()),
  resolvedAt: nullable(at()),
  pausedSince: nullable(at()),
  nextDueAt: nullable(at()),
  nextDue: nullable(code()),
};

const issueIndexes = [
  { name: 'issue_primary', columns: ['schoolId', 'primaryId'] },
  { name: 'issue_due', columns: ['schoolId', 'diverted', 'nextDueAt'] },
  { name: 'issue_office', columns: ['officeId', 'id'] },
];

/** What an issue and a stored file have come to know. */
export async function issueColumns(runner: QueryRunner): Promise<void> {
  await addColumns(runner, 'issue', issue, issueIndexes);
  await addColumns(runner, 'media', { seconds: nullable(whole()) });
}

export async function withoutIssueColumns(runner: QueryRunner): Promise<void> {
  await dropColumns(
    runner,
    'issue',
    Object.keys(issue),
    issueIndexes.map(({ name }) => name),
  );
  await dropColumns(runner, 'media', ['seconds']);
}
