import type { IssueState } from '#shared/issues/workflow.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { calledBy } from '#shared/people/vocabulary.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import type { TimelineStep } from '#shared/platform/timeline.js';
import type { MediaView } from '#shared/media/contract.js';
import type { TimelineEntry } from '../../platform/timeline/timeline-reader.js';

/** What the sentences of a timeline need to know besides the events. */
export interface TimelineContext {
  state: IssueState;
  /** The reader is the one who reported. */
  isReporter: boolean;
  sealed: boolean;
  /** e.g. `后勤王建国`, by person id. */
  nameOf(personId: unknown): string;
  categoryName(code: unknown): string;
  photos(seq: number): MediaView[];
}

interface Sentence {
  picture: TimelineStep['picture'];
  title: string;
  /** Name of who did it; null where that is the reporter, the system or sealed. */
  who: string | null;
}

/** Kinds of content that are shown beside the event that carries them. */
const shownWords = ['report', 'words'];

/** The picture strip: each event as a step, and what is still to come. */
export function stepsOf(entries: readonly TimelineEntry[], context: TimelineContext): TimelineStep[] {
  const steps = entries.map((entry): TimelineStep => {
    const { event, words } = entry;
    const text = shownWords.map((kind) => words[kind]).find((body) => body !== undefined) ?? null;
    return {
      seq: event.seq,
      event: event.name,
      state: 'done',
      ...sentence(entry, context),
      at: event.at.toISOString(),
      by: null,
      spoken: '',
      text: event.name === 'submitted' ? null : text,
      photos: event.name === 'submitted' ? [] : context.photos(event.seq),
    };
  });
  const last = steps.at(-1);
  if (last) last.state = 'now';
  const upcoming = nextSentence(context.state, context.isReporter, null);
  if (last && issueWorkflow.states[context.state].type === 'open') {
    const step = { event: 'next', picture: 'verdict', who: null, at: null, by: null, text: null } as const;
    steps.push({ ...step, photos: [], seq: last.seq + 1, state: 'next', title: upcoming, spoken: upcoming });
  }
  for (const step of steps) step.spoken ||= spokenOf(step);
  return steps;
}

/** A step as one sentence: when, what, and the words that go with it. */
function spokenOf({ title, at, text }: TimelineStep): string {
  const when = at === null ? '' : `${spokenDay(at)}，`;
  return `${when}${title}。${text ?? ''}`;
}

function spokenDay(at: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
  }).format(new Date(at));
}

function sentence({ event }: TimelineEntry, context: TimelineContext): Sentence {
  const actor = event.actorId === null ? null : context.nameOf(event.actorId);
  const family = context.isReporter ? '您' : context.sealed ? '家长（不具名）' : '家长';
  const who = event.actorSeal === null ? actor : null;
  switch (event.name) {
    case 'submitted':
      return { picture: 'said', title: `${family}说了这件事`, who: null };
    case 'classify':
      return { picture: 'sorted', title: `归到「${context.categoryName(event.payload['category'])}」`, who };
    case 'recategorise':
      return {
        picture: 'sorted',
        title: `改归到「${context.categoryName(event.payload['category'])}」`,
        who,
      };
    case 'assign':
      return { picture: 'handed', title: `交给${ownerOf(event.payload, context)}`, who };
    case 'reassign':
      return { picture: 'handed', title: `转给${ownerOf(event.payload, context)}`, who };
    case 'accept':
      return { picture: 'working', title: `${actor ?? '工作人员'}接下了`, who };
    case 'answer':
      return { picture: 'answered', title: `${actor ?? '工作人员'}答复`, who };
    case 'ask':
      return {
        picture: 'asked',
        title: `${actor ?? '工作人员'}想问${context.isReporter ? '您' : '家长'}一句`,
        who,
      };
    case 'reply':
      return { picture: 'said', title: `${family}回了话`, who: null };
    case 'resolve':
      return { picture: 'fixed', title: `${actor ?? '工作人员'}说办好了`, who };
    case 'confirm':
      return { picture: 'verdict', title: `${family}说：修好了`, who: null };
    case 'reject':
      return { picture: 'again', title: `${family}说：没修好`, who: null };
    case 'fall_silent':
      return { picture: 'ended', title: '没等到家长的话，先这样收着', who: null };
    case 'divert':
      return { picture: 'ended', title: '转交给专人了', who: context.isReporter ? null : who };
    default:
      return { picture: 'ended', title: '有新进展', who };
  }
}

function ownerOf(payload: TimelineEntry['event']['payload'], context: TimelineContext): string {
  const { assigneeId, role } = payload as { assigneeId?: number; role?: StaffRole | null };
  return calledBy(role ?? null, context.nameOf(assigneeId));
}

/** What happens next, one sentence that can be read aloud. */
export function nextSentence(state: IssueState, isReporter: boolean, assignee: string | null): string {
  const hand = assignee ?? '负责的人';
  switch (state) {
    case 'submitted':
    case 'classified':
      return '接下来：学校会交给合适的人来办。';
    case 'assigned':
      return isReporter ? `接下来：${hand}会看到并接下。` : `接下来：${hand}接下这件事。`;
    case 'accepted':
    case 'in_progress':
      return isReporter ? `接下来：${hand}办好了会请您看看。` : '接下来：办好了，拍张照片请家长看看。';
    case 'waiting_family':
      return isReporter ? '接下来：等您回句话。' : '接下来：等家长回话。';
    case 'resolved':
      return isReporter ? '接下来：请您看看，说了才算。' : '接下来：等家长说修好了没有。';
    case 'reopened':
      return isReporter ? `接下来：${hand}再去办，园长也知道了。` : '接下来：再去办一次。';
    case 'confirmed':
      return '已经办好了。';
    case 'declined':
      return isReporter ? '接下来：请您看看这个答复，同意不同意都可以说。' : '接下来：等家长看了答复说一声。';
    case 'appealed':
      return isReporter ? `接下来：换${hand}再看一遍。` : '接下来：换一位再看一遍，接下或说明。';
    case 'merged':
      return '接下来：和同一件事一起办，办好了会请您看看。';
    case 'settled':
      return isReporter ? '您接受了答复。有新情况随时再说。' : '家长接受了答复。';
    case 'unconfirmed':
      return isReporter ? '要是还没好，随时可以说。' : '家长没有说话，随时可以重开。';
    case 'diverted':
      return '已转交专人，会直接和您联系。';
  }
}

/** Who has to act now, seen from the reader. */
export function waitingFor(
  state: IssueState,
  isReporter: boolean,
  isAssignee: boolean,
): 'you' | 'staff' | 'family' | 'nobody' {
  if (issueWorkflow.states[state].type !== 'open') return 'nobody';
  if (state === 'resolved' || state === 'waiting_family') return isReporter ? 'you' : 'family';
  return isAssignee ? 'you' : 'staff';
}
