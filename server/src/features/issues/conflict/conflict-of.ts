import type { IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { Tables } from '../../../platform/database/database.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import type { TimelineEntry } from '../../../platform/timeline/timeline-reader.js';
import type { PeopleDirectory } from '../../people/people.port.js';
import type { SeenIssue } from '../issue.policy.js';

/**
 * Everybody who may be meant by a surname, for who may decide; null for everybody else, and where all is clear.
 * @param entries the whole timeline of the issue
 */
export async function conflictOf(
  read: Tables,
  people: PeopleDirectory,
  { issue, standing }: SeenIssue,
  entries: readonly TimelineEntry[],
): Promise<IssueDetail['conflict']> {
  if (!issueWorkflow.transitions.settle_conflict.by.some((who) => standing.includes(who))) return null;
  const candidates = issue.conflictOpen
    ? await undecided(read, issue)
    : entries.flatMap(({ event }) =>
        event.name === 'settle_conflict' ? (event.payload['candidates'] as number[]) : [],
      );
  if (candidates.length === 0) return null;
  const names = await people.people(candidates);
  return {
    candidates: [...names.values()].map(({ token, name }) => ({ token, name })),
    decided: !issue.conflictOpen,
  };
}

async function undecided(read: Tables, { id, schoolId }: SeenIssue['issue']): Promise<number[]> {
  const where = { subjectType: 'issue', subjectId: id, reason: 'surname' };
  return (await read.of(Exclusion, schoolId).find({ where })).map(({ personId }) => personId);
}
