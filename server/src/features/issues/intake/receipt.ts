import { issueWorkflow } from '#shared/issues/workflow.js';
import type { Issue } from '../issue.entity.js';

/** A report as it was when it was sent: what became of it since is not told to who may not see it. */
export function asSent(issue: Issue): Issue {
  return {
    ...issue,
    state: issueWorkflow.initial,
    categoryId: null,
    assigneeId: null,
    assigneeRole: null,
    diverted: false,
    conflictOpen: false,
    officeId: null,
    primaryId: null,
    endedAs: null,
    responseDueAt: null,
    respondedAt: null,
    resolutionDueAt: null,
    resolvedAt: null,
    pausedSince: null,
    changedAt: issue.createdAt,
  };
}
