import type { IssueDetail } from '#shared/issues/contract.js';
import type { OutboxDraft } from '../../../api/outbox/outbox-entry.js';

/** A step in an issue, as the outbox keeps it. */
export interface StepToKeep {
  /** Last part of the address: `/issues/{token}/{action}`. */
  action: string;
  /** In the list of undelivered work: `修好了：楼梯扶手松了`. */
  title: string;
  body: Record<string, unknown>;
}

type Subject = Pick<IssueDetail, 'token' | 'sealed' | 'mine'> & { school: { token: string } };

/** What is written down of a step. Steps of one issue share a lane, so that they arrive in the order they were taken. */
export function stepDraft(issue: Subject, step: StepToKeep, files: OutboxDraft['files']): OutboxDraft {
  return {
    kind: 'step',
    subject: issue.token,
    title: step.title,
    path: `/issues/${issue.token}/${step.action}`,
    body: step.body,
    school: issue.school.token,
    sealed: issue.sealed && issue.mine,
    files: files ?? [],
  };
}
