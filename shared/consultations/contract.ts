import { z } from 'zod';
import { CategoryView } from '../issues/contract.js';
import { VoiceView } from '../media/contract.js';
import { PlaceView } from '../people/contract.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Day, Instant, lineOfText, personalText, Token } from '../platform/primitives.js';
import { answerLimits, answerStates, consultationTopics, personalDetails } from './vocabulary.js';

export const ConsultationTopicName = z.enum(keysOf(consultationTopics)).meta({ id: 'ConsultationTopicName' });

/** What somebody is asking. Nothing of it is kept: `begins` alone makes a mark in the day's count. */
export const AskForAnswers = z
  .strictObject({
    text: personalText(answerLimits.asked).default(''),
    topic: ConsultationTopicName.nullable().default(null),
    /** The first words or the first picture of this asking. */
    begins: z.boolean().default(false),
  })
  .meta({ id: 'AskForAnswers' });
export type AskForAnswers = z.input<typeof AskForAnswers>;

/** A published answer as anybody may read and hear it. */
export const OfferedAnswer = z
  .object({
    token: Token,
    question: z.string(),
    text: z.string(),
    topic: ConsultationTopicName,
    place: PlaceView.nullable(),
    voice: VoiceView.nullable(),
    /** Day on which the school last said so. */
    saidOn: Day,
  })
  .meta({ id: 'OfferedAnswer' });
export type OfferedAnswer = z.infer<typeof OfferedAnswer>;

export const OfferedAnswers = z
  .object({
    /** Best first. */
    items: z.array(OfferedAnswer),
    /** Topics that have an answer. */
    topics: z.array(ConsultationTopicName),
  })
  .meta({ id: 'OfferedAnswers' });
export type OfferedAnswers = z.infer<typeof OfferedAnswers>;

const AnswerPlain = z.object({
  token: Token,
  state: z.enum(keysOf(answerStates)),
  question: z.string(),
  text: z.string(),
  topic: ConsultationTopicName,
  keywords: z.array(z.string()),
  place: PlaceView.nullable(),
  category: CategoryView.nullable(),
  voice: VoiceView.nullable(),
  reviewBy: Day.nullable(),
  /** The day to look at it again has come. */
  reviewDue: z.boolean(),
  version: z.int(),
  /** Written from what somebody asked. */
  fromIssue: z.boolean(),
  createdBy: z.string(),
  publishedBy: z.string().nullable(),
  publishedAt: Instant.nullable(),
  changedAt: Instant,
  /** How often it ended a question, in the last thirty days and ever. */
  settled: z.object({ month: z.int(), all: z.int() }),
  abilities: z.object({ edit: z.boolean(), publish: z.boolean(), retire: z.boolean() }),
});

/** A published answer or a draft as the school administers it. */
export const PublishedAnswerView = AnswerPlain.meta({ id: 'PublishedAnswerView' });
export type PublishedAnswerView = z.infer<typeof PublishedAnswerView>;
export const PublishedAnswerPage = pageOf(PublishedAnswerView, 'PublishedAnswerPage');
export const PublishedAnswerQuery = PageQuery.extend({
  school: Token.optional(),
  state: z.enum(keysOf(answerStates)).optional(),
  topic: ConsultationTopicName.optional(),
});

export const AnswerVersionView = z
  .object({
    version: z.int(),
    what: z.enum(['drafted', 'changed', 'published', 'retired']),
    question: z.string(),
    text: z.string(),
    by: z.string(),
    at: Instant,
    /** What was found in it that looked like a personal detail, and was said to be none. */
    confirmed: z.array(z.enum(keysOf(personalDetails))),
  })
  .meta({ id: 'AnswerVersionView' });
export type AnswerVersionView = z.infer<typeof AnswerVersionView>;
export const PublishedAnswerDetail = AnswerPlain.extend({ versions: z.array(AnswerVersionView) }).meta({
  id: 'PublishedAnswerDetail',
});
export type PublishedAnswerDetail = z.infer<typeof PublishedAnswerDetail>;

const question = lineOfText(answerLimits.question);
const text = personalText(answerLimits.text).refine((value) => value.trim() !== '', '请写几个字');
const keywords = z
  .array(lineOfText(answerLimits.keyword))
  .max(answerLimits.keywords, `最多 ${answerLimits.keywords} 种问法`);

export const CreateAnswer = z
  .strictObject({
    question,
    text,
    topic: ConsultationTopicName,
    /** Other ways to ask it. */
    keywords: keywords.default([]),
    place: Token.nullable().default(null),
    category: Token.nullable().default(null),
    /** A recording of the answer, uploaded before. */
    voice: Token.nullable().default(null),
    reviewBy: Day.nullable().default(null),
    /** The issue whose question and answer it is written from. */
    fromIssue: Token.nullable().default(null),
  })
  .meta({ id: 'CreateAnswer' });
export type CreateAnswer = z.input<typeof CreateAnswer>;

/** What is left out stays. A recording of other words goes with them, unless a new one comes along. */
export const UpdateAnswer = z
  .strictObject({
    question: question.optional(),
    text: text.optional(),
    topic: ConsultationTopicName.optional(),
    keywords: keywords.optional(),
    place: Token.nullable().optional(),
    category: Token.nullable().optional(),
    voice: Token.nullable().optional(),
    reviewBy: Day.nullable().optional(),
    /** For what is public already: somebody has looked, and what was found leads to nobody. */
    confirmed: z.boolean().default(false),
  })
  .meta({ id: 'UpdateAnswer' });
export type UpdateAnswer = z.input<typeof UpdateAnswer>;

export const PublishAnswer = z
  .strictObject({
    /** Somebody has looked at what was found, and it leads to nobody. */
    confirmed: z.boolean().default(false),
  })
  .meta({ id: 'PublishAnswer' });
export type PublishAnswer = z.input<typeof PublishAnswer>;

/** What an answer is written from: the question, and what the school replied. */
export const AnswerFromIssue = z
  .object({
    question: z.string(),
    text: z.string(),
    topic: ConsultationTopicName,
    place: PlaceView.nullable(),
    category: CategoryView.nullable(),
    /** Asked without a name: the words of the question are not handed on. */
    sealed: z.boolean(),
  })
  .meta({ id: 'AnswerFromIssue' });
export type AnswerFromIssue = z.infer<typeof AnswerFromIssue>;

/** How askings ended. Counted by day, topic and answer; never by person, never by words. */
export const ConsultationFigures = z
  .object({
    days: z.int(),
    asked: z.int(),
    settled: z.int(),
    sent: z.int(),
    /** Topics in which at least five askings found no answer; how many answers the school has there. */
    unanswered: z.array(z.object({ topic: ConsultationTopicName, askings: z.int(), answers: z.int() })),
  })
  .meta({ id: 'ConsultationFigures' });
export type ConsultationFigures = z.infer<typeof ConsultationFigures>;
export const FiguresQuery = z.object({
  school: Token.optional(),
  days: z.coerce.number().int().min(1).max(366).default(30),
});
