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
  reopened: '等您再办',
  declined: '没能办，等您说一声',
  appealed: '换您再看看',
};
const toReporter: Partial<Record<IssueState, string>> = {
  confirmed: '您说好了',
  settled: '您接受了答复',
};
const toOthers: Partial<Record<IssueState, string>> = {
  resolved: '等家长说一声',
  declined: '没能办，等家长说一声',
};

/** The state of an issue in the words that fit the reader: nobody is told "you" who is not meant. */
export function stateWords(issue: Reading): string {
  const words = issue.waitingFor === 'you' ? toYou : issue.mine ? toReporter : toOthers;
  const label = issue.mine ? issue.stateLabel.replace('家长没说', '您还没说') : issue.stateLabel;
  return words[issue.state] ?? label;
}

/** Whether the reader should be called to it: a word is asked of the family, or a step that staff has not begun. */
export function callsReader(issue: Reading): boolean {
  return issue.waitingFor === 'you' && issue.state !== 'accepted' && issue.state !== 'in_progress';
}
