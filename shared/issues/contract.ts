import { z } from 'zod';
import { consultationTopics } from '../consultations/vocabulary.js';
import { mediaLimits } from '../media/limits.js';
import { MediaView, VoiceView } from '../media/contract.js';
import { ClassroomView, PlaceView, SchoolView, StaffRoleName } from '../people/contract.js';
import { PersonCard } from '../session/contract.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { ClientId, Instant, lineOfText, personalText, Token } from '../platform/primitives.js';
import { TimelineStep } from '../platform/timeline.js';
import { declineReasons, diversionReasons, issueLimits, reportPictures } from './vocabulary.js';
import { issueWorkflow } from './workflow.js';

export const IssueStateName = z.enum(keysOf(issueWorkflow.states)).meta({ id: 'IssueStateName' });
const Text = personalText(issueLimits.textLength);
const Photos = z.array(Token).max(mediaLimits.photosPerReport, `最多 ${mediaLimits.photosPerReport} 张照片`);

export const CategoryView = z
  .object({ token: Token, code: z.string(), name: z.string(), active: z.boolean() })
  .meta({ id: 'CategoryView' });
export type CategoryView = z.infer<typeof CategoryView>;
export const CategoryList = z.object({ items: z.array(CategoryView) }).meta({ id: 'CategoryList' });
export const CreateCategory = z.strictObject({ name: lineOfText(20) }).meta({ id: 'CreateCategory' });
export const UpdateCategory = z
  .strictObject({ name: lineOfText(20).optional(), active: z.boolean().optional() })
  .meta({ id: 'UpdateCategory' });

export const ReportPictureName = z.enum(keysOf(reportPictures)).meta({ id: 'ReportPictureName' });

/**
 * A report as the phone makes it. Nothing is compulsory but one of text, photo and voice. `sealed`: the name is hidden
 * from staff, the reporter can still follow it and gives the verdict.
 */
export const CreateIssue = z
  .strictObject({
    clientId: ClientId,
    /** The school; may be left out by who belongs to exactly one. */
    school: Token.optional(),
    text: Text.default(''),
    photos: Photos.default([]),
    /** A recording, uploaded before. Without words beside it, `picture` says what it is about. */
    voice: Token.nullable().default(null),
    picture: ReportPictureName.nullable().default(null),
    sealed: z.boolean().default(false),
    /** The printed code that was scanned: fills in school, place, classroom and category where they are left out. */
    code: Token.nullable().default(null),
    place: Token.nullable().default(null),
    /** The child it is about; must be one of the reporter's own. */
    child: Token.nullable().default(null),
    /** Chosen by the reporter; wins over the classifier. */
    category: Token.nullable().default(null),
    /** Staff whom it is about, ticked by the reporter: they never see it. */
    about: z.array(Token).max(issueLimits.peopleNamed, `最多选 ${issueLimits.peopleNamed} 位`).default([]),
    /** The guardian for whom a member of staff writes this down; the issue is hers, the verdict too. */
    onBehalfOf: Token.nullable().default(null),
    /** "The same with us": handle of a suggestion from `/issues/similar`. */
    joins: Token.nullable().default(null),
    /** A question to the school, about this; what comes through a consultation code is one anyway. */
    asks: z.enum(keysOf(consultationTopics)).nullable().default(null),
  })
  .refine((report) => report.text.trim() !== '' || report.photos.length > 0 || report.voice !== null, {
    message: '请说几句、写几个字，或拍一张照片',
    path: ['text'],
  })
  .refine((report) => report.voice === null || report.text.trim() !== '' || report.picture !== null, {
    message: '请点一下图：说的是哪一样？',
    path: ['picture'],
  })
  .refine((report) => !report.sealed || report.onBehalfOf === null, {
    message: '代别人说的，请写上是替谁说的，不能不具名',
    path: ['sealed'],
  })
  .meta({ id: 'CreateIssue' });
/** What a client sends (defaults may be left out). */
export type CreateIssue = z.input<typeof CreateIssue>;

export const IssueQuery = PageQuery.extend({
  /** mine: reported by me · assigned: mine to work on · board: all that my roles show · safeguarding: the closed room. */
  scope: z.enum(['mine', 'assigned', 'board', 'safeguarding']).default('mine'),
  school: Token.optional(),
  /** One state, or a group of them. */
  state: z.union([IssueStateName, z.enum(['open', 'ended'])]).optional(),
  category: Token.optional(),
  place: Token.optional(),
  classroom: Token.optional(),
  assignee: Token.optional(),
  /** What needs somebody: nobody has it · late · nobody has sorted it · whom it names is open · not listened to · appealed. */
  attention: z.enum(['unowned', 'overdue', 'unsorted', 'conflict', 'unheard', 'appealed']).optional(),
  /** Words to look for, Chinese without spaces too. */
  q: z.string().trim().min(1).max(50).optional(),
});

const WhoIsOnIt = z.object({ token: Token, name: z.string(), role: StaffRoleName.nullable() });

export const IssueSummary = z
  .object({
    token: Token,
    clientId: z.string().nullable(),
    title: z.string(),
    state: IssueStateName,
    stateLabel: z.string(),
    progress: z.int().min(1).max(5),
    /** Who has to do something now, seen from the reader. */
    waitingFor: z.enum(['you', 'staff', 'family', 'nobody']),
    /** What happens next, one sentence. */
    next: z.string(),
    school: SchoolView,
    category: CategoryView.nullable(),
    place: PlaceView.nullable(),
    classroom: ClassroomView.nullable(),
    assignee: WhoIsOnIt.nullable(),
    sealed: z.boolean(),
    /** null: sealed, or the reader may not know. */
    reporter: PersonCard.nullable(),
    mine: z.boolean(),
    /** Next due instant of the running clock; null while it stands still or after the end. */
    due: z.object({ clock: z.enum(['response', 'resolution']), at: Instant, late: z.boolean() }).nullable(),
    /** Why the clock stands still, one sentence; null while it runs. */
    paused: z.string().nullable(),
    /**
     * Distinct families that said the same, this one among them; 0 where the reporter belongs to none. A sealed report
     * counts as a family of its own, so that the number leads to nobody.
     */
    families: z.int(),
    hasVoice: z.boolean(),
    /** A recording that nobody has listened to and written down yet. */
    unheard: z.boolean(),
    reportedAt: Instant,
    changedAt: Instant,
  })
  .meta({ id: 'IssueSummary' });
export type IssueSummary = z.infer<typeof IssueSummary>;
export const IssuePage = pageOf(IssueSummary, 'IssuePage');

export const ClassificationView = z
  .object({
    version: z.string(),
    confidence: z.number(),
    alternatives: z.array(z.object({ category: CategoryView, confidence: z.number() })),
    /** The words of the text that decided. */
    words: z.array(z.string()),
    /** classifier: as proposed · reporter, staff: chosen by a person. */
    decidedBy: z.enum(['classifier', 'reporter', 'staff', 'nobody']),
  })
  .meta({ id: 'ClassificationView' });

export const IssueAbilities = z
  .object({
    accept: z.boolean(),
    answer: z.boolean(),
    ask: z.boolean(),
    reply: z.boolean(),
    resolve: z.boolean(),
    confirm: z.boolean(),
    reject: z.boolean(),
    assign: z.boolean(),
    recategorise: z.boolean(),
    divert: z.boolean(),
    transcribe: z.boolean(),
    decline: z.boolean(),
    agree: z.boolean(),
    appeal: z.boolean(),
    merge: z.boolean(),
    separate: z.boolean(),
    settleConflict: z.boolean(),
  })
  .meta({ id: 'IssueAbilities' });
export type IssueAbilities = z.infer<typeof IssueAbilities>;

export const DeclineView = z
  .object({
    reason: z.enum(keysOf(declineReasons)),
    reasonLabel: z.string(),
    text: z.string(),
    /** Who else can help. */
    elsewhere: z.string(),
    by: z.string().nullable(),
    at: Instant,
    /** Whether somebody else has looked at it again already. */
    final: z.boolean(),
  })
  .meta({ id: 'DeclineView' });
export type DeclineView = z.infer<typeof DeclineView>;

export const IssueDetail = IssueSummary.extend({
  text: z.string(),
  photos: z.array(MediaView),
  voice: VoiceView.nullable(),
  /** How many files the reader is not shown because the child's family has not agreed. */
  withheld: z.object({ photos: z.int(), voices: z.int() }),
  /** Whether its words may go to a service outside that reads them aloud. */
  readOutside: z.boolean(),
  picture: ReportPictureName.nullable(),
  /** What a listener wrote down of the recording: a hint, never the record. */
  transcript: z.string().nullable(),
  /** Who wrote it down for the reporter. */
  filedBy: PersonCard.nullable(),
  /** The last refusal, with who else can help. */
  decline: DeclineView.nullable(),
  /** Only for staff who may decide: everybody who bears the surname that was named. */
  conflict: z.object({ candidates: z.array(PersonCard), decided: z.boolean() }).nullable(),
  /** The issue that this one was merged into, for staff who see that one too. */
  primary: z.object({ token: Token, title: z.string() }).nullable(),
  /** What was merged into this one, for staff. */
  merged: z.array(z.object({ token: Token, title: z.string() })),
  child: z.object({ token: Token, name: z.string() }).nullable(),
  /** For staff: it is a question, and whether an answer for everybody may be written from it. */
  asked: z.object({ topic: z.enum(keysOf(consultationTopics)), mayDraft: z.boolean() }).nullable(),
  /** Only for staff. */
  classification: ClassificationView.nullable(),
  timeline: z.array(TimelineStep),
  abilities: IssueAbilities,
}).meta({ id: 'IssueDetail' });
export type IssueDetail = z.infer<typeof IssueDetail>;

/** What goes along with words: photos, and a recording that was uploaded before. */
const Files = { photos: Photos.default([]), voice: Token.nullable().default(null) };

/** Commands; each is a POST to /issues/{token}/{action} with an `Idempotency-Key` header. Said or written is the same. */
export const WordsAndPhotos = z
  .strictObject({ text: personalText(issueLimits.answerLength).default(''), ...Files })
  .refine(({ text, voice }) => text.trim() !== '' || voice !== null, {
    message: '请说几句，或写几个字',
    path: ['text'],
  })
  .meta({ id: 'WordsAndPhotos' });
export type WordsAndPhotos = z.input<typeof WordsAndPhotos>;
export const Verdict = z
  .strictObject({ text: personalText(issueLimits.answerLength).default(''), ...Files })
  .meta({ id: 'Verdict' });
export type Verdict = z.input<typeof Verdict>;
export const AssignIssue = z.strictObject({ assignee: Token }).meta({ id: 'AssignIssue' });
export const RecategoriseIssue = z.strictObject({ category: Token }).meta({ id: 'RecategoriseIssue' });
export const DivertIssue = z
  .strictObject({
    reason: z.enum(keysOf(diversionReasons)),
    text: personalText(issueLimits.answerLength).default(''),
  })
  .meta({ id: 'DivertIssue' });

const plainWords = personalText(issueLimits.answerLength).refine(
  (value) => value.trim() !== '',
  '请写几个字',
);
/** Declining needs a reason, a sentence that a family understands, and who else can help. */
export const DeclineIssue = z
  .strictObject({
    reason: z.enum(keysOf(declineReasons)),
    text: plainWords,
    elsewhere: personalText(200).refine((value) => value.trim() !== '', '请写一句：还可以找谁'),
  })
  .meta({ id: 'DeclineIssue' });
export type DeclineIssue = z.input<typeof DeclineIssue>;
export const MergeIssue = z.strictObject({ into: Token }).meta({ id: 'MergeIssue' });
export const TranscribeIssue = z.strictObject({ text: plainWords }).meta({ id: 'TranscribeIssue' });
/** Whom the named surname means; none of them is an answer too. */
export const SettleConflict = z
  .strictObject({ about: z.array(Token).max(issueLimits.peopleNamed) })
  .meta({ id: 'SettleConflict' });

/** Answer to a diversion: who diverts an issue no longer sees it, unless the closed room is theirs. */
export const Diverted = z.object({ diverted: z.literal(true) }).meta({ id: 'Diverted' });

/** Assignment rule: the most specific rule wins; then the backup; then the principal. Exactly one of person and role. */
const RuleFields = {
  category: Token.nullable().default(null),
  place: Token.nullable().default(null),
  classroom: Token.nullable().default(null),
  person: Token.nullable().default(null),
  role: StaffRoleName.nullable().default(null),
  backupPerson: Token.nullable().default(null),
  backupRole: StaffRoleName.nullable().default(null),
};
const oneOwner = (rule: { person: string | null; role: string | null }) =>
  (rule.person === null) !== (rule.role === null);
export const WriteRoutingRule = z
  .strictObject(RuleFields)
  .refine(oneOwner, { message: '请选一个人，或者一个岗位', path: ['person'] })
  .meta({ id: 'WriteRoutingRule' });
export const RoutingRuleView = z
  .object({
    token: Token,
    category: CategoryView.nullable(),
    place: PlaceView.nullable(),
    classroom: ClassroomView.nullable(),
    person: PersonCard.nullable(),
    role: StaffRoleName.nullable(),
    backupPerson: PersonCard.nullable(),
    backupRole: StaffRoleName.nullable(),
  })
  .meta({ id: 'RoutingRuleView' });
export type RoutingRuleView = z.infer<typeof RoutingRuleView>;
export const RoutingRuleList = z.object({ items: z.array(RoutingRuleView) }).meta({ id: 'RoutingRuleList' });
