import type { IssueSummary } from './contract.js';
import type { IssueState } from './workflow.js';

/** The labels of the workflow speak to the reporter; where "you" would be the wrong person, staff read other words. */
const staffLabels: Partial<Record<IssueState, string>> = {
  resolved: '等家长说一声',
  declined: '办不了，等家长说一声',
};

/** What the state of an issue is called among staff. */
export function staffLabel({ state, stateLabel }: Pick<IssueSummary, 'state' | 'stateLabel'>): string {
  return staffLabels[state] ?? stateLabel;
}
