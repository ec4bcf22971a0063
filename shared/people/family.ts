import { z } from 'zod';
import { MediaView } from '../media/contract.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Day, Instant, lineOfText, Token } from '../platform/primitives.js';
import { ComingMove } from './classrooms.js';
import { OpenedFields } from './break-glass.js';
import { ChildCard, ClassroomView, Preferences } from './contract.js';
import { fieldClasses } from './field-classes.js';
import { ChildHealth } from './health.js';
import { leftBehindDefinitions } from './left-behind.js';
import { VillageOfficerView } from './village.js';
import { evidenceKinds, guardianshipRights, relations } from './vocabulary.js';

const RelationName = z.enum(keysOf(relations));
const RightName = z.enum(keysOf(guardianshipRights));
const PersonName = z.object({ token: Token, name: z.string() });
/** An adult of the family; the token only for who may name her in a command, see `GuardianView`. */
const AdultName = z.object({ token: Token.nullable(), name: z.string() });

/** What something rests on: the kind of paper, a few words, photos of it. */
export const Evidence = z
  .strictObject({
    kind: z.enum(keysOf(evidenceKinds)),
    words: lineOfText(100),
    photos: z.array(Token).max(3, '最多 3 张').default([]),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.output<typeof Evidence>;

const Span = { fromDay: Day, toDay: Day.nullable().default(null) };
const inOrder = <T extends { fromDay: string; toDay: string | null }>({ fromDay, toDay }: T): boolean =>
  toDay === null || toDay >= fromDay;
const order = { message: '结束的日子要在开始以后', path: ['toDay'] };

/** One of the four things that a guardian holds today, or that begins later. */
export const RightView = z
  .object({ right: RightName, fromDay: Day, toDay: Day.nullable(), evidence: z.string().nullable() })
  .meta({ id: 'RightView' });

/** A guardian of a child. */
export const GuardianView = z
  .object({
    /** The token only for who may act on the guardianship: a guardian with authority, and who keeps the family in order. */
    person: z.object({ token: Token.nullable(), name: z.string() }),
    /** How the program behaves for her; only for who keeps the family in order. */
    preferences: Preferences.nullable(),
    relation: RelationName,
    rights: z.array(RightView),
    livesWithChild: z.boolean(),
    mayCollect: z.boolean(),
    /** She reads on a phone of her own or a shared one. */
    bound: z.boolean(),
  })
  .meta({ id: 'GuardianView' });
export type GuardianView = z.infer<typeof GuardianView>;

/** A household of the child. Separated parents are two; one of them votes. */
export const HouseholdView = z
  .object({
    token: Token,
    fromDay: Day,
    votes: z.boolean(),
    adults: z.array(AdultName),
    /** Those of whom the reader may know. */
    children: z.array(PersonName),
  })
  .meta({ id: 'HouseholdView' });

export const EntrustedCareView = z
  .object({
    entrustedBy: AdultName,
    carer: AdultName,
    fromDay: Day,
    toDay: Day.nullable(),
    toldSchoolOn: Day.nullable(),
    toldVillageOn: Day.nullable(),
  })
  .meta({ id: 'EntrustedCareView' });

/** Under which words somebody found whether the child is left behind. */
export const LeftBehindView = z
  .object({
    definition: z.enum(keysOf(leftBehindDefinitions)),
    version: z.int(),
    leftBehind: z.boolean(),
    decidedBy: z.string(),
    decidedOn: Day,
    reviewOn: Day,
  })
  .meta({ id: 'LeftBehindView' });

/** The family class of a child's fields. */
export const ChildFamily = z
  .object({
    guardians: z.array(GuardianView),
    households: z.array(HouseholdView),
    entrustedCare: z.array(EntrustedCareView),
    leftBehind: LeftBehindView.nullable(),
    villageOfficers: z.array(VillageOfficerView),
  })
  .meta({ id: 'ChildFamily' });
export type ChildFamily = z.infer<typeof ChildFamily>;

/** An order that keeps an adult away. */
export const BarView = z
  .object({
    person: PersonName,
    evidence: z.string(),
    fromDay: Day,
    toDay: Day.nullable(),
    placedBy: z.string(),
    liftedAt: Instant.nullable(),
    holds: z.boolean(),
  })
  .meta({ id: 'BarView' });

/** The protection class of a child's fields. */
export const ChildProtection = z.object({ bars: z.array(BarView) }).meta({ id: 'ChildProtection' });
export type ChildProtection = z.infer<typeof ChildProtection>;

/**
 * A child's own page; each read is recorded. Classes of fields that the reader may not see are absent, not empty.
 */
export const ChildDetail = ChildCard.extend({
  birthDay: Day.nullable(),
  /** Another classroom from a day to come; only for who keeps the family in order. */
  comingMove: ComingMove.nullable(),
  family: ChildFamily.optional(),
  /** null: nothing is written down. */
  health: ChildHealth.nullable().optional(),
  protection: ChildProtection.optional(),
  /** Classes that the reader's office would open and that no consent of the family opens. */
  withheld: z.array(z.enum(keysOf(fieldClasses))),
  /** Classes that stand open to the reader for a reason she gave; null: she sees what her office sees. */
  opening: OpenedFields.nullable(),
  /** What the reader may do here, so that no screen works out roles. */
  abilities: z.object({
    manageFamily: z.boolean(),
    manageBars: z.boolean(),
    moveClassroom: z.boolean(),
    giveToVillage: z.boolean(),
    keepHealth: z.boolean(),
    bindFaceToFace: z.boolean(),
    invite: z.boolean(),
    unbind: z.boolean(),
    /** Classes that she may open for a reason. */
    openFields: z.array(z.enum(keysOf(fieldClasses))),
  }),
}).meta({ id: 'ChildDetail' });
export type ChildDetail = z.infer<typeof ChildDetail>;

/** A child in a list of the school's. */
export const RosterChild = z
  .object({
    token: Token,
    name: z.string(),
    classroom: ClassroomView.nullable(),
    birthDay: Day.nullable(),
    /** Only for who may see the family class. */
    guardians: z.int().optional(),
    bound: z.int().optional(),
    leftBehind: z.boolean().optional(),
  })
  .meta({ id: 'RosterChild' });
export type RosterChild = z.infer<typeof RosterChild>;
export const RosterPage = pageOf(RosterChild, 'RosterPage');
export const RosterQuery = PageQuery.extend({
  school: Token.optional(),
  classroom: Token.optional(),
  /** Part of a name. */
  q: z.string().trim().min(1).max(20).optional(),
});

/** What happened to a child's guardianships, households, orders. Rows of the protection class are absent for others. */
export const ChildHistoryItem = z
  .object({
    seq: z.int(),
    event: z.string(),
    fields: z.enum(keysOf(fieldClasses)),
    at: Instant,
    by: z.string().nullable(),
    person: z.string().nullable(),
    relation: RelationName.nullable(),
    right: RightName.nullable(),
    fromDay: Day.nullable(),
    toDay: Day.nullable(),
    /** The classroom that she came into. */
    classroom: z.string().nullable(),
    words: z.string().nullable(),
    photos: z.array(MediaView),
  })
  .meta({ id: 'ChildHistoryItem' });
export type ChildHistoryItem = z.infer<typeof ChildHistoryItem>;
export const ChildHistory = z.object({ items: z.array(ChildHistoryItem) }).meta({ id: 'ChildHistory' });

/** Somebody becomes a guardian: a person who is known, or a new one by name. */
export const AddGuardian = z
  .strictObject({
    person: Token.nullable().default(null),
    name: lineOfText(30).nullable().default(null),
    relation: RelationName,
  })
  .refine(({ person, name }) => (person === null) !== (name === null), {
    message: '请选一位已登记的人，或者填一个名字',
    path: ['name'],
  })
  .meta({ id: 'AddGuardian' });
export const GiveRight = z
  .strictObject({ person: Token, right: RightName, evidence: Evidence, ...Span })
  .refine(inOrder, order)
  .meta({ id: 'GiveRight' });
/** Ends one right, or the whole guardianship; `toDay` is the last day on which it holds. */
export const EndRight = z
  .strictObject({ person: Token, right: RightName.nullable().default(null), toDay: Day, evidence: Evidence })
  .meta({ id: 'EndRight' });

/** Puts the child, with adults of hers, into a household: a new one, or one that is there. */
export const JoinHousehold = z
  .strictObject({
    household: Token.nullable().default(null),
    adults: z.array(Token).max(8).default([]),
    votes: z.boolean(),
  })
  .meta({ id: 'JoinHousehold' });
/** Takes an adult, or the child herself, out of a household from tomorrow on. */
export const LeaveHousehold = z
  .strictObject({ household: Token, person: Token.nullable().default(null) })
  .meta({ id: 'LeaveHousehold' });

export const RecordEntrustedCare = z
  .strictObject({
    entrustedBy: Token,
    carer: Token,
    ...Span,
    toldSchoolOn: Day.nullable().default(null),
    toldVillageOn: Day.nullable().default(null),
    photos: z.array(Token).max(3, '最多 3 张').default([]),
  })
  .refine(inOrder, order)
  .meta({ id: 'RecordEntrustedCare' });
export const EndEntrustedCare = z.strictObject({ carer: Token, toDay: Day }).meta({ id: 'EndEntrustedCare' });

export const FindLeftBehind = z
  .strictObject({
    definition: z.enum(keysOf(leftBehindDefinitions)),
    facts: z.strictObject({
      motherAway: z.boolean(),
      fatherAway: z.boolean(),
      monthsAway: z.int().min(0).max(240),
      stayingParentUnable: z.boolean(),
    }),
    reviewOn: Day,
  })
  .meta({ id: 'FindLeftBehind' });

export const PlaceBar = z
  .strictObject({ person: Token, evidence: Evidence, ...Span })
  .refine(inOrder, order)
  .meta({ id: 'PlaceBar' });
export const LiftBar = z.strictObject({ person: Token, because: lineOfText(100) }).meta({ id: 'LiftBar' });
