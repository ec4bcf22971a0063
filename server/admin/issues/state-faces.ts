import { issueWorkflow, type IssueState } from '#shared/issues/workflow.js';

/** new: nobody has it yet · work: on its way · wait: with the family · again: did not hold · ok: the family is content · ended */
export type Tone = 'new' | 'work' | 'wait' | 'again' | 'ok' | 'ended';

const toneOf: Readonly<Record<IssueState, Tone>> = {
  submitted: 'new',
  classified: 'new',
  assigned: 'work',
  accepted: 'work',
  in_progress: 'work',
  waiting_family: 'wait',
  resolved: 'wait',
  reopened: 'again',
  confirmed: 'ok',
  unconfirmed: 'ended',
  diverted: 'ended',
};

// The labels of the workflow speak to the reporter; where "you" would be the wrong person, staff read other words.
const staffLabels: Partial<Record<IssueState, string>> = { resolved: '等家长说一声' };

/** Label and tone of a state as staff see it. */
export function stateFace(state: IssueState): { label: string; tone: Tone } {
  return { label: staffLabels[state] ?? issueWorkflow.states[state].label, tone: toneOf[state] };
}

/** Choices of the state filter: the two groups first, then every state that an ordinary view can hold. */
export const stateChoices = [
  { value: 'open', label: '还没办完的' },
  { value: 'ended', label: '已经结束的' },
  ...(Object.keys(issueWorkflow.states) as IssueState[])
    .filter((state) => state !== 'diverted')
    .map((state) => ({ value: state, label: stateFace(state).label })),
];
