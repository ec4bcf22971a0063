import type { IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import type { TimelineStep } from '#shared/platform/timeline.js';
import type { Issue } from '../issue.entity.js';
import { mayAppeal, wasResolved } from '../issue.policy.js';
import { spokenDay, spokenInstant } from './spoken-time.js';

/** What decides the sentence about the step that is still to come. */
export interface Upcoming {
  issue: Pick<Issue, 'state' | 'endedAs' | 'appealed' | 'reopens' | 'pausedSince'>;
  isReporter: boolean;
  /** Who has it, as she is called: 后勤王建国. */
  assignee: string | null;
  due: IssueSummary['due'];
  /** When it closes if the reporter, who is asked, says nothing; null where that is not known or not so. */
  silentAt: Date | null;
  now: Date;
}

/** What happens next and by when, one sentence that can be read aloud. */
export function nextSentence(upcoming: Upcoming): string {
  const { issue, isReporter, assignee } = upcoming;
  const hand = assignee ?? '负责的人';
  const by = byWhen(upcoming);
  const still = issue.pausedSince === null ? '' : `，时间先停着${untilSilence(upcoming)}`;
  switch (issue.state) {
    case 'submitted':
    case 'classified':
      return `接下来：学校会交给合适的人来办${by}。`;
    case 'assigned':
      return isReporter ? `接下来：${hand}会看到并接下${by}。` : `接下来：${hand}接下这件事${by}。`;
    case 'accepted':
    case 'in_progress':
      return isReporter
        ? `接下来：${hand}办好了会请您看看${by}。`
        : `接下来：办好了，拍张照片请家长看看${by}。`;
    case 'waiting_family':
      return isReporter ? `接下来：等您回话${still}。` : `接下来：等家长回话${still}。`;
    case 'resolved':
      return isReporter ? `接下来：请您看看，说了才算${still}。` : `接下来：等家长说修好了没有${still}。`;
    case 'reopened':
      return reopenedSentence(upcoming, hand, by);
    case 'declined':
      return `${declinedSentence(upcoming)}${still}。`;
    case 'appealed':
      return isReporter ? `接下来：换${hand}再看一遍${by}。` : `接下来：${hand}再看一遍，接下或说明${by}。`;
    case 'merged':
      return isReporter
        ? `接下来：和别人说的同一件事一起，由${hand}来办，办好了会请您看看。`
        : '接下来：和同一件事一起办，时间看那一件。';
    case 'confirmed':
      return '已经办好了。';
    case 'settled':
      return isReporter ? '您接受了答复。有新情况随时再说。' : '家长接受了答复。';
    case 'unconfirmed':
      return silentSentence(upcoming);
    case 'diverted':
      return '已转交专人，会直接和您联系。';
  }
}

/** By when it should have been done; honest where that has passed. */
function byWhen({ due, now }: Upcoming): string {
  if (due === null) return '';
  return due.late ? '，已经比说好的晚了' : `，最晚${spokenInstant(new Date(due.at), now)}`;
}

function untilSilence({ silentAt, now }: Upcoming): string {
  return silentAt === null ? '' : `；到${spokenDay(silentAt, now)}还没说话，就先收着`;
}

function reopenedSentence({ issue, isReporter }: Upcoming, hand: string, by: string): string {
  if (issue.reopens === 0) return `接下来：${hand}单独来办${by}。`;
  return isReporter ? `接下来：${hand}再去办，园长也知道了${by}。` : `接下来：再去办一次${by}。`;
}

function declinedSentence({ issue, isReporter }: Upcoming): string {
  if (!isReporter) return '接下来：等家长看了答复说一声';
  return mayAppeal(issue)
    ? '接下来：请您看看这个答复，同意不同意都可以说'
    : '接下来：已经换人看过了，请您看看这个答复，同意就说一声';
}

function silentSentence({ issue, isReporter }: Upcoming): string {
  if (wasResolved(issue)) return isReporter ? '要是还没好，随时可以说。' : '家长没有说话，随时可以重开。';
  if (!mayAppeal(issue)) return isReporter ? '有新情况随时再说。' : '家长没有说话。';
  return isReporter ? '要是不同意，还可以请另一位再看看。' : '家长没有说话，还可以请另一位再看。';
}

const drawings: Readonly<Record<IssueState, TimelineStep['picture']>> = {
  submitted: 'handed',
  classified: 'handed',
  assigned: 'working',
  accepted: 'fixed',
  in_progress: 'fixed',
  waiting_family: 'said',
  resolved: 'verdict',
  reopened: 'working',
  declined: 'verdict',
  appealed: 'heard',
  merged: 'fixed',
  confirmed: 'verdict',
  settled: 'verdict',
  unconfirmed: 'ended',
  diverted: 'ended',
};

/** The drawing of the step that is still to come. */
export const upcomingPicture = (state: IssueState): TimelineStep['picture'] => drawings[state];

/** What a state is called; some say more than one thing, and a family must not read the wrong one. */
export function labelOf(issue: Pick<Issue, 'state' | 'endedAs' | 'reopens'>): string {
  if (issue.state === 'unconfirmed' && !wasResolved(issue)) return '没能办，家长没说';
  if (issue.state === 'reopened' && issue.reopens === 0) return '单独来办';
  return issueWorkflow.states[issue.state].label;
}

/** Who has to act now, seen from the reader. */
export function waitingFor(
  state: IssueState,
  isReporter: boolean,
  isAssignee: boolean,
): 'you' | 'staff' | 'family' | 'nobody' {
  if (issueWorkflow.states[state].type !== 'open') return 'nobody';
  if (state === 'resolved' || state === 'declined' || state === 'waiting_family')
    return isReporter ? 'you' : 'family';
  return isAssignee && state !== 'merged' ? 'you' : 'staff';
}
