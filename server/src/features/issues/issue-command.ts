import type { IssueAction } from '#shared/issues/workflow.js';
import type { Tx } from '../../platform/database/database.js';
import type { Issue } from './issue.entity.js';
import type { SeenIssue } from './issue.policy.js';

/** One action on an issue with what it carries. */
export interface IssueCommand {
  action: IssueAction;
  text?: string;
  photos?: readonly string[];
  /** A recording beside the words, or instead of them. */
  voice?: string | null;
  payload?: Record<string, unknown>;
  /** Further words beside `text`, by kind. */
  content?: readonly { kind: string; body: string }[];
  change?: Partial<Omit<Issue, 'id' | 'schoolId' | 'state' | 'lastSeq' | 'changedAt'>>;
}

/** Says what a command carries, once it is known that its sender may give it. */
export type Prepare = (seen: SeenIssue, tx: Tx) => IssueCommand | Promise<IssueCommand>;
