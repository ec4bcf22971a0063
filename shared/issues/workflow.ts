import { defineWorkflow } from '../platform/workflow.js';

/**
 * How somebody can stand to an issue. `coordinator` is whoever may hand issues out (principal, school administrator);
 * `office` is the county's, for what nobody of the school may handle; `filer` wrote it down for somebody else.
 */
export type IssueActor =
  'reporter' | 'filer' | 'assignee' | 'coordinator' | 'staff' | 'office' | 'safeguarding' | 'system';

/** Somebody of the school has it in hand, or should. */
const inHand = ['assigned', 'accepted', 'in_progress', 'waiting_family', 'reopened', 'appealed'] as const;
const beforeHand = ['submitted', 'classified'] as const;
/** An end was named and the reporter is asked. */
const asked = ['resolved', 'declined'] as const;

/**
 * The life of an issue. The verdict belongs to the reporter: nobody else can lead to `confirmed` or `settled`, and
 * silence has a state of its own. Every end asks: what was resolved, what was declined, and what was merged, once its
 * primary ends. A diverted issue has left the ordinary system; what happens to it then is the safeguarding room's.
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
    declined: { type: 'open', label: '办不了，等您说一声' },
    appealed: { type: 'open', label: '换一位再看看' },
    merged: { type: 'open', label: '和同一件事一起办' },
    confirmed: { type: 'fixed', label: '家长说好了' },
    settled: { type: 'closed', label: '家长接受了答复' },
    unconfirmed: { type: 'closed', label: '办了，家长没说' },
    diverted: { type: 'closed', label: '已转交专人' },
  },
  transitions: {
    classify: { from: ['submitted'], to: 'classified', by: ['system', 'coordinator'] },
    assign: { from: ['submitted', 'classified'], to: 'assigned', by: ['system', 'coordinator'] },
    reassign: {
      from: [...inHand],
      to: 'assigned',
      by: ['system', 'coordinator', 'assignee'],
      requires: ['assignee'],
    },
    recategorise: {
      from: [...beforeHand, ...inHand, 'resolved'],
      to: null,
      by: ['coordinator', 'assignee', 'system'],
      requires: ['category'],
    },
    /** Writes down what was said in a recording; the recording stays the record. */
    transcribe: {
      from: [...beforeHand, ...inHand],
      to: null,
      by: ['coordinator', 'assignee'],
      requires: ['text'],
    },
    /** Several bear the surname that was named: a person decides whom it means. */
    settle_conflict: {
      from: [...beforeHand, ...inHand, ...asked, 'merged', 'confirmed', 'settled', 'unconfirmed', 'diverted'],
      to: null,
      by: ['coordinator', 'office', 'safeguarding'],
    },
    accept: { from: ['assigned', 'appealed'], to: 'accepted', by: ['assignee'] },
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
    decline: {
      from: ['assigned', 'accepted', 'in_progress', 'waiting_family', 'reopened', 'appealed'],
      to: 'declined',
      by: ['assignee', 'coordinator'],
      requires: ['reason', 'text'],
    },
    agree: { from: ['declined'], to: 'settled', by: ['reporter'] },
    /** Once, and to somebody else than who declined. */
    appeal: { from: ['declined', 'settled', 'unconfirmed'], to: 'appealed', by: ['reporter'] },
    merge: {
      from: [...beforeHand, ...inHand],
      to: 'merged',
      by: ['system', 'coordinator', 'assignee'],
      requires: ['into'],
    },
    /** It was another matter after all: the reporter says so, or the primary has left the ordinary system. */
    separate: { from: ['merged'], to: 'reopened', by: ['reporter', 'coordinator', 'system'] },
    /** The primary was resolved or declined: whoever reported the same is asked too. */
    resolve_along: { from: ['merged'], to: 'resolved', by: ['system'] },
    decline_along: { from: ['merged'], to: 'declined', by: ['system'] },
    /** Another family has said the same. */
    joined: { from: [...beforeHand, ...inHand], to: null, by: ['system'] },
    /** A clock has run out and the next level was told. */
    escalate: { from: [...beforeHand, ...inHand], to: null, by: ['system'] },
    fall_silent: { from: [...asked], to: 'unconfirmed', by: ['system'] },
    divert: {
      from: [...beforeHand, ...inHand, ...asked, 'merged', 'confirmed', 'settled', 'unconfirmed'],
      to: 'diverted',
      by: ['coordinator', 'assignee', 'staff', 'safeguarding', 'office', 'system'],
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
  declined: 4,
  appealed: 3,
  merged: 3,
  confirmed: 5,
  settled: 5,
  unconfirmed: 5,
  diverted: 2,
};
