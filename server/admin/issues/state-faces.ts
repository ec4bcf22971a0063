import { staffLabel } from '#shared/issues/staff-labels.js';
import { issueWorkflow, type IssueState } from '#shared/issues/workflow.js';

/** new: nobody has it yet · work: on its way · wait: with the family · again: did not hold · ok: the family is content · ended */
export type Tone = 'new' | 'work' | 'wait' | 'again' | 'ok' | 'ended';

/** Tone of a state as staff see it. */
export const toneOf: Readonly<Record<IssueState, Tone>> = {
  submitted: 'new',
  classified: 'new',
  assigned: 'work',
  accepted: 'work',
  in_progress: 'work',
  waiting_family: 'wait',
  resolved: 'wait',
  reopened: 'again',
  declined: 'wait',
  appealed: 'again',
  merged: 'work',
  confirmed: 'ok',
  settled: 'ended',
  unconfirmed: 'ended',
  diverted: 'ended',
};

/** Choices of the state filter: the two groups first, then every state that an ordinary view can hold. */
export const stateChoices = [
  { value: 'open', label: '还没办完' },
  { value: 'ended', label: '已经结束' },
  ...(Object.keys(issueWorkflow.states) as IssueState[])
    .filter((state) => state !== 'diverted')
    .map((state) => ({
      value: state,
      label: staffLabel({ state, stateLabel: issueWorkflow.states[state].label }),
    })),
];
