import type { IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import type { Issue } from '../issue.entity.js';

/** The running clock of an issue as a screen shows it; null while it stands still or is merged, and after the end. */
export function dueOf(issue: Issue, now: Date): IssueSummary['due'] {
  const hasNone = issueWorkflow.states[issue.state].type !== 'open' || issue.state === 'merged';
  if (hasNone || issue.pausedSince !== null) return null;
  const clock = issue.respondedAt === null ? 'response' : 'resolution';
  const at = clock === 'response' ? issue.responseDueAt : issue.resolutionDueAt;
  return at === null ? null : { clock, at: at.toISOString(), late: at < now };
}

/** Why the clock stands still, one sentence to its reader: because the family is waited for, and never for another reason. */
export function pauseReasonOf(state: IssueState, isReporter: boolean): string {
  const family = isReporter ? '您' : '家长';
  switch (state) {
    case 'resolved':
    case 'declined':
      return `等${family}说一声，时间先停着。`;
    default:
      return `等${family}回话，时间先停着。`;
  }
}
