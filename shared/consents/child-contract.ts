import { z } from 'zod';
import { VoiceView } from '../media/contract.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Day, Instant, lineOfText, Token } from '../platform/primitives.js';
import { ClassroomView } from '../people/contract.js';
import { fieldClasses } from '../people/field-classes.js';
import { relations } from '../people/vocabulary.js';
import { childConsentStates, childPurposes, consentChannels } from './child-purposes.js';
import { linePictures } from './purposes.js';

export const ChildPurposeName = z.enum(keysOf(childPurposes)).meta({ id: 'ChildPurposeName' });
const StateName = z.enum(keysOf(childConsentStates));
const RelationName = z.enum(keysOf(relations));
const Decision = z.enum(['given', 'refused', 'withdrawn']);

const Line = z.strictObject({ picture: z.enum(linePictures), words: lineOfText(60) });
const TextWords = {
  lines: z.array(Line).min(1, '至少写一句').max(8, '最多 8 句'),
  yes: lineOfText(60),
  no: lineOfText(60),
};

/** The words of one version, and the school's own recording of them. */
export const ConsentText = z
  .object({
    purpose: ChildPurposeName,
    version: z.int(),
    ...TextWords,
    /** Whether who had said yes to earlier words is asked again. */
    asksAgain: z.boolean(),
    voice: VoiceView.nullable(),
    /** Null for the words that every school begins with. */
    publishedAt: Instant.nullable(),
    publishedBy: z.string().nullable(),
  })
  .meta({ id: 'ConsentText' });
export type ConsentText = z.infer<typeof ConsentText>;
/** Newest first, purpose by purpose. */
export const ConsentTextList = z.object({ items: z.array(ConsentText) }).meta({ id: 'ConsentTextList' });
export type ConsentTextList = z.infer<typeof ConsentTextList>;

export const PublishConsentText = z
  .strictObject({
    purpose: ChildPurposeName,
    /** The version that it follows: two who write at once do not overtake each other. */
    after: z.int().min(1),
    ...TextWords,
    asksAgain: z.boolean(),
    voice: Token.nullable().default(null),
  })
  .meta({ id: 'PublishConsentText' });
export type PublishConsentText = z.input<typeof PublishConsentText>;

/** What somebody has said, and how. */
export const ConsentWord = z
  .object({
    purpose: ChildPurposeName,
    version: z.int(),
    decision: Decision,
    at: Instant,
    by: z.object({ name: z.string(), relation: RelationName.nullable() }),
    channel: z.enum(keysOf(consentChannels)),
    /** Who of the school wrote it down and was there. */
    witness: z.string().nullable(),
    note: z.string().nullable(),
    /** Whether it counts today: it is the last word of somebody who may still decide. */
    counts: z.boolean(),
  })
  .meta({ id: 'ConsentWord' });
export type ConsentWord = z.infer<typeof ConsentWord>;

/** Where a child stands with one purpose. */
export const ChildConsentView = z
  .object({
    purpose: ChildPurposeName,
    state: StateName,
    /** Whether anything rests on it today; if not, nobody is asked for a yes. */
    inUse: z.boolean(),
    /** The words of today. */
    text: ConsentText,
    /** What the reader said last; null: she has not been asked, or may not decide. */
    mine: Decision.nullable(),
    /** The words have changed so much since she said yes that she is asked again. */
    changed: z.boolean(),
    /** Everybody who may decide, with what counts of each. */
    says: z.array(
      z.object({ name: z.string(), relation: RelationName, answer: z.enum(['yes', 'no', 'none']) }),
    ),
  })
  .meta({ id: 'ChildConsentView' });
export type ChildConsentView = z.infer<typeof ChildConsentView>;

/** All purposes for one child, what was said so far (newest first), and what the reader may do. */
export const ChildConsents = z
  .object({
    child: z.object({ token: Token, name: z.string() }),
    items: z.array(ChildConsentView),
    history: z.array(ConsentWord),
    /** Guardians for whom the reader may write down what they say face to face. */
    mayWitnessFor: z.array(z.object({ token: Token, name: z.string(), relation: RelationName })),
    abilities: z.object({ decide: z.boolean(), witness: z.boolean() }),
  })
  .meta({ id: 'ChildConsents' });
export type ChildConsents = z.infer<typeof ChildConsents>;

/** A yes or a no to the words of one version; a no after a yes takes it back. `guardian`: said face to face by her. */
export const DecideForChild = z
  .strictObject({
    purpose: ChildPurposeName,
    version: z.int().min(1),
    decision: z.enum(['given', 'refused']),
    guardian: Token.nullable().default(null),
    note: lineOfText(100).nullable().default(null),
  })
  .meta({ id: 'DecideForChild' });
export type DecideForChild = z.input<typeof DecideForChild>;

/** A child with where she stands, purpose by purpose. */
export const ConsentRow = z
  .object({
    token: Token,
    name: z.string(),
    classroom: ClassroomView.nullable(),
    states: z.record(ChildPurposeName, StateName),
  })
  .meta({ id: 'ConsentRow' });
export type ConsentRow = z.infer<typeof ConsentRow>;
export const ConsentBoard = pageOf(ConsentRow, 'ConsentBoard');
export type ConsentBoard = z.infer<typeof ConsentBoard>;
export const ConsentBoardQuery = PageQuery.extend({
  school: Token.optional(),
  classroom: Token.optional(),
  /** Together: only children who stand so with this purpose. A state alone: with any purpose. */
  purpose: ChildPurposeName.optional(),
  state: StateName.optional(),
});

/** How many stand where. A small group is not told apart by anything but consent: numbers of children only. */
export const ConsentFigures = z
  .object({
    children: z.int(),
    states: z.array(
      z.object({
        purpose: ChildPurposeName,
        given: z.int(),
        refused: z.int(),
        disagreed: z.int(),
        not_yet: z.int(),
      }),
    ),
    /** Of the children who may be counted: how many are left behind. `null`: too few to say. */
    leftBehind: z.object({ counted: z.int(), notCounted: z.int(), leftBehind: z.int().nullable() }),
  })
  .meta({ id: 'ConsentFigures' });
export type ConsentFigures = z.infer<typeof ConsentFigures>;
export const ConsentFiguresQuery = z.object({ school: Token.optional() });

/** Somebody who looked at what is kept of a child, on one day. */
export const ReaderLine = z
  .object({
    day: Day,
    /** A name of the school's people; of the family only how she is related. */
    who: z.string(),
    /** What she is: 班主任, 妈妈. */
    role: z.string(),
    /** Classes of what was shown. */
    fields: z.array(z.enum(keysOf(fieldClasses))),
    what: z.string(),
    times: z.int(),
  })
  .meta({ id: 'ReaderLine' });
export type ReaderLine = z.infer<typeof ReaderLine>;
export const ChildReaders = z
  .object({ items: z.array(ReaderLine), nextCursor: z.string().nullable() })
  .meta({ id: 'ChildReaders' });
export type ChildReaders = z.infer<typeof ChildReaders>;
