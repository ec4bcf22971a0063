import { z } from 'zod';
import { mediaLimits } from '../media/limits.js';
import { MediaView } from '../media/contract.js';
import { ClassroomView, PlaceView, SchoolView, StaffRoleName } from '../people/contract.js';
import { PersonCard } from '../session/contract.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { ClientId, Instant, lineOfText, personalText, Token } from '../platform/primitives.js';
import { TimelineStep } from '../platform/timeline.js';
import { diversionReasons, issueLimits } from './vocabulary.js';
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

/**
 * A report as the phone makes it. Nothing is compulsory but one of text and photo. `sealed`: the name is hidden from
 * staff, the reporter can still follow it and gives the verdict.
 */
export const CreateIssue = z
  .strictObject({
    clientId: ClientId,
    /** The school; may be left out by who belongs to exactly one. */
    school: Token.optional(),
    text: Text.default(''),
    photos: Photos.default([]),
    sealed: z.boolean().default(false),
    place: Token.nullable().default(null),
    /** The child it is about; must be one of the reporter's own. */
    child: Token.nullable().default(null),
    /** Chosen by the reporter; wins over the classifier. */
    category: Token.nullable().default(null),
  })
  .refine((report) => report.text.trim() !== '' || report.photos.length > 0, {
    message: '请写几个字，或拍一张照片',
    path: ['text'],
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
  })
  .meta({ id: 'IssueAbilities' });
export type IssueAbilities = z.infer<typeof IssueAbilities>;

export const IssueDetail = IssueSummary.extend({
  text: z.string(),
  photos: z.array(MediaView),
  child: z.object({ token: Token, name: z.string() }).nullable(),
  /** Only for staff. */
  classification: ClassificationView.nullable(),
  timeline: z.array(TimelineStep),
  abilities: IssueAbilities,
}).meta({ id: 'IssueDetail' });
export type IssueDetail = z.infer<typeof IssueDetail>;

/** Commands; each is a POST to /issues/{token}/{action} with an `Idempotency-Key` header. */
export const WordsAndPhotos = z
  .strictObject({
    text: personalText(issueLimits.answerLength).refine((value) => value.trim() !== '', '请写几个字'),
    photos: Photos.default([]),
  })
  .meta({ id: 'WordsAndPhotos' });
export type WordsAndPhotos = z.input<typeof WordsAndPhotos>;
export const Verdict = z
  .strictObject({ text: personalText(issueLimits.answerLength).default(''), photos: Photos.default([]) })
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
