import type { IssueSummary } from '#shared/issues/contract.js';
import type { IssueState } from '#shared/issues/workflow.js';

type Reading = Pick<IssueSummary, 'state' | 'stateLabel' | 'waitingFor' | 'mine'>;

/** Said to the one who has to act; elsewhere the state's own label is clear enough. */
const toYou: Partial<Record<IssueState, string>> = {
  assigned: '等您接下',
  accepted: '您在办',
  in_progress: '您在办',
  waiting_family: '等您回话',
  resolved: '等您说一声',
  reopened: '没修好，等您再办',
};
const toReporter: Partial<Record<IssueState, string>> = {
  confirmed: '您说好了',
  unconfirmed: '办了，您还没说',
};
const toOthers: Partial<Record<IssueState, string>> = { resolved: '等家长说一声' };

/** The state of an issue in the words that fit the reader: nobody is told "you" who is not meant. */
export function stateWords(issue: Reading): string {
  const words = issue.waitingFor === 'you' ? toYou : issue.mine ? toReporter : toOthers;
  return words[issue.state] ?? issue.stateLabel;
}

/** Whether the reader should be called to it: a word is asked of the family, or a step that staff has not begun. */
export function callsReader(issue: Reading): boolean {
  return issue.waitingFor === 'you' && issue.state !== 'accepted' && issue.state !== 'in_progress';
}
