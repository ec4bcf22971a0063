import { defineWorkflow } from '../platform/workflow.js';

/** How somebody can stand to an issue. `coordinator` is whoever may hand issues out (principal, school administrator). */
export type IssueActor = 'reporter' | 'assignee' | 'coordinator' | 'staff' | 'safeguarding' | 'system';

/**
 * The life of an issue. The verdict belongs to the reporter: nobody else can lead to `confirmed`, and silence has a
 * state of its own. A diverted issue has left the ordinary system; what happens to it then is the safeguarding room's.
 */
export const issueWorkflow = defineWorkflow({
  initial: 'submitted',
  states: {
    submitted: { type: 'open', label: '刚收到' },
    classified: { type: 'open', label: '分好类了' },
    assigned: { type: 'open', label: '交给人了' },
    accepted: { type: 'open', label: '接下了' },
    in_progress: { type: 'open', label: '正在办' },
    waiting_family: { type: 'open', label: '等家里回话' },
    resolved: { type: 'open', label: '等您说一声' },
    reopened: { type: 'open', label: '没修好，再办' },
    confirmed: { type: 'fixed', label: '家长说好了' },
    unconfirmed: { type: 'closed', label: '办了，家长没说' },
    diverted: { type: 'closed', label: '已转交专人' },
  },
  transitions: {
    classify: { from: ['submitted'], to: 'classified', by: ['system', 'coordinator'] },
    assign: { from: ['submitted', 'classified'], to: 'assigned', by: ['system', 'coordinator'] },
    reassign: {
      from: ['assigned', 'accepted', 'in_progress', 'waiting_family', 'reopened'],
      to: 'assigned',
      by: ['system', 'coordinator', 'assignee'],
      requires: ['assignee'],
    },
    recategorise: {
      from: [
        'submitted',
        'classified',
        'assigned',
        'accepted',
        'in_progress',
        'waiting_family',
        'reopened',
        'resolved',
      ],
      to: null,
      by: ['coordinator', 'assignee'],
      requires: ['category'],
    },
    accept: { from: ['assigned'], to: 'accepted', by: ['assignee'] },
    answer: {
      from: ['accepted', 'in_progress', 'waiting_family', 'reopened'],
      to: 'in_progress',
      by: ['assignee'],
      requires: ['text'],
    },
    ask: {
      from: ['accepted', 'in_progress', 'reopened'],
      to: 'waiting_family',
      by: ['assignee'],
      requires: ['text'],
    },
    reply: { from: ['waiting_family'], to: 'in_progress', by: ['reporter'], requires: ['text'] },
    resolve: {
      from: ['accepted', 'in_progress', 'waiting_family', 'reopened'],
      to: 'resolved',
      by: ['assignee'],
      requires: ['text'],
    },
    confirm: { from: ['resolved', 'unconfirmed'], to: 'confirmed', by: ['reporter'] },
    reject: { from: ['resolved', 'unconfirmed', 'confirmed'], to: 'reopened', by: ['reporter'] },
    fall_silent: { from: ['resolved'], to: 'unconfirmed', by: ['system'] },
    divert: {
      from: [
        'submitted',
        'classified',
        'assigned',
        'accepted',
        'in_progress',
        'waiting_family',
        'resolved',
        'reopened',
        'confirmed',
        'unconfirmed',
      ],
      to: 'diverted',
      by: ['coordinator', 'assignee', 'staff', 'safeguarding'],
      requires: ['reason'],
    },
  },
});

export type IssueState = keyof typeof issueWorkflow.states;
export type IssueAction = keyof typeof issueWorkflow.transitions;

/** How far the picture strip of a card is filled: 1 said, 2 handed, 3 working, 4 done, 5 verdict. */
export const progressOf: Readonly<Record<IssueState, 1 | 2 | 3 | 4 | 5>> = {
  submitted: 1,
  classified: 1,
  assigned: 2,
  accepted: 3,
  in_progress: 3,
  waiting_family: 3,
  resolved: 4,
  reopened: 3,
  confirmed: 5,
  unconfirmed: 5,
  diverted: 2,
};
