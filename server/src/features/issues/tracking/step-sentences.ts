import { declineReasons } from '#shared/issues/vocabulary.js';
import type { DeclineReason, EndedAs } from '#shared/issues/vocabulary.js';
import { calledBy } from '#shared/people/vocabulary.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import type { TimelineStep } from '#shared/platform/timeline.js';
import type { TimelineEntry } from '../../../platform/timeline/timeline-reader.js';

/** What the sentences of a timeline need to know besides the events. */
export interface SentenceContext {
  /** The reader is the one who reported. */
  isReporter: boolean;
  sealed: boolean;
  /** Who wrote it down for the reporter. */
  filer: string | null;
  /** e.g. `王建国`, by person id. */
  nameOf(personId: unknown): string;
  categoryName(code: unknown): string;
}

export interface Sentence {
  picture: TimelineStep['picture'];
  title: string;
  /** Name of who did it; null where that is the reporter, the system or sealed. */
  who: string | null;
}

/** One event as a short title with its drawing. */
export function sentenceOf({ event }: TimelineEntry, context: SentenceContext): Sentence {
  const actor = event.actorId === null ? null : context.nameOf(event.actorId);
  const family = context.isReporter ? '您' : context.sealed ? '家长（不具名）' : '家长';
  const who = event.actorSeal === null ? actor : null;
  const somebody = actor ?? '工作人员';
  const { payload } = event;
  switch (event.name) {
    case 'submitted': {
      const title = context.filer ? `${context.filer}替${family}记下了这件事` : `${family}说了这件事`;
      return { picture: 'said', title, who: context.filer };
    }
    case 'classify':
      return { picture: 'sorted', title: `归到「${context.categoryName(payload['category'])}」`, who };
    case 'recategorise':
      return { picture: 'sorted', title: `改归到「${context.categoryName(payload['category'])}」`, who };
    case 'transcribe':
      return { picture: 'heard', title: `${somebody}听了录音，写下了大意`, who };
    case 'settle_conflict':
      return { picture: 'sorted', title: `${somebody}定下了说的是哪一位`, who };
    case 'assign':
      return { picture: 'handed', title: `交给${ownerOf(payload, context)}`, who };
    case 'reassign':
      return { picture: 'handed', title: reassigned(payload, context), who };
    case 'accept':
      return { picture: 'working', title: `${somebody}接下了`, who };
    case 'answer':
      return { picture: 'answered', title: `${somebody}答复`, who };
    case 'ask':
      return { picture: 'asked', title: `${somebody}想问${context.isReporter ? '您' : '家长'}一句`, who };
    case 'reply':
      return { picture: 'said', title: `${family}回了话`, who: null };
    case 'escalate':
      return { picture: 'late', title: lateTitle(payload, context), who: null };
    default:
      return endSentence(event, { ...context, family, who, somebody });
  }
}

/** The ends, and what the reporter says of them. */
function endSentence(
  { name, payload }: TimelineEntry['event'],
  {
    family,
    who,
    somebody,
    ...context
  }: SentenceContext & Pick<Sentence, 'who'> & Record<'family' | 'somebody', string>,
): Sentence {
  // Carried out by the system for whoever ended the issue that this one was merged into.
  const decider = typeof payload['byId'] === 'number' ? context.nameOf(payload['byId']) : somebody;
  switch (name) {
    case 'resolve':
    case 'resolve_along':
      return { picture: 'fixed', title: `${decider}说办好了`, who: who ?? decider };
    case 'decline':
    case 'decline_along':
      return { picture: 'declined', title: `${decider}说：这件事没能办`, who: who ?? decider };
    case 'confirm':
      return { picture: 'verdict', title: `${family}说：修好了`, who: null };
    case 'reject':
      return { picture: 'again', title: `${family}说：没修好`, who: null };
    case 'agree':
      return { picture: 'verdict', title: `${family}接受了这个答复`, who: null };
    case 'appeal':
      return { picture: 'again', title: `${family}想换一位再看看${appealedTo(payload, context)}`, who: null };
    case 'merge':
      return { picture: 'together', title: '和同一件事一起办', who };
    case 'joined':
      return { picture: 'together', title: '又有一家说了同样的事', who: null };
    case 'separate': {
      const title = payload['by'] === 'reporter' ? `${family}说是另一件事，单独来办` : '分开单独办';
      return { picture: 'again', title, who: payload['by'] === 'reporter' ? null : who };
    }
    case 'fall_silent':
      return {
        picture: 'ended',
        title: silentTitle(payload['ended'] as EndedAs | undefined, context),
        who: null,
      };
    case 'divert':
      return { picture: 'ended', title: '转交给专人了', who: context.isReporter ? null : who };
    default:
      return { picture: 'ended', title: '有新进展', who: null };
  }
}

type Payload = TimelineEntry['event']['payload'];

function ownerOf(payload: Payload, context: SentenceContext): string {
  const { assigneeId, role } = payload as { assigneeId?: number; role?: StaffRole | null };
  return calledBy(role ?? null, context.nameOf(assigneeId));
}

function reassigned(payload: Payload, context: SentenceContext): string {
  return typeof payload['assigneeId'] === 'number' ? `转给${ownerOf(payload, context)}` : '等合适的人来接';
}

function appealedTo(payload: Payload, context: SentenceContext): string {
  return typeof payload['assigneeId'] === 'number' ? `，请${ownerOf(payload, context)}来看` : '';
}

function silentTitle(ended: EndedAs | undefined, { isReporter }: SentenceContext): string {
  const waited = `没等到${isReporter ? '您' : '家长'}的话，先这样收着`;
  return ended === 'declined' ? `没能办，${waited}` : `办了，${waited}`;
}

function lateTitle(payload: Payload, { isReporter }: SentenceContext): string {
  if (toldHead(payload)) return '比说好的晚了，园长已经知道了';
  return isReporter ? '比说好的晚了' : '到时间了，已经提醒';
}

/** Whether whoever leads the school was told that a clock has run out. */
export function toldHead(payload: Payload): boolean {
  return payload['head'] === true && Number(payload['afterMinutes']) >= 0;
}

/** The words beside an event; of a refusal also its reason and who else can help. */
export function textOf({ event, words }: TimelineEntry): string | null {
  if (event.name === 'submitted') return null;
  const text = words['words'] ?? null;
  if (event.name !== 'decline' && event.name !== 'decline_along') return text;
  const reason = declineReasons[event.payload['reason'] as DeclineReason];
  return `${reason}：${text ?? ''}\n还可以找：${words['elsewhere'] ?? ''}`;
}
