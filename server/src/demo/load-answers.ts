import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { Tx } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import { indexedGrams } from '../platform/search/search-index.js';
import { SearchGram } from '../platform/timeline/timeline.entity.js';
import {
  ConsultationCount,
  PublishedAnswer,
  PublishedAnswerVersion,
} from '../features/consultations/consultation.entity.js';
import { demoAnswers, demoUnanswered } from './answers.js';
import type { DemoAnswer } from './answers.js';
import type { DemoCalendar } from './demo-calendar.js';
import type { DemoSchool } from './demo.types.js';
import { Chance } from './history/chance.js';
import { found } from './loaded-county.js';
import type { LoadedCounty } from './loaded-county.js';

type Mark = Pick<ConsultationCount, 'kind' | 'day' | 'topic' | 'answerId' | 'count'>;

/** How long the answers have been public. */
const publicDaysAgo = 55;
/** Of ten who begin to ask, so many find it among the answers. */
const settledOfTen = 7;

/** What a school answers to everybody, and how often it was asked. */
export async function loadAnswers(
  tx: Tx,
  county: LoadedCounty,
  given: DemoSchool,
  calendar: DemoCalendar,
): Promise<void> {
  const head = county.person(
    found(
      given.staff.find(({ roles }) => roles.some(({ role }) => role === 'principal')),
      '园长',
    ).key,
  ).id;
  const chance = new Chance(47);
  for (const answer of demoAnswers[given.key]) await loadAnswer(tx, county, given, calendar, answer, head);
  const rows = await tx.of(PublishedAnswer, county.school(given.key).id).find({ order: { id: 'ASC' } });
  const marks: Mark[] = [];
  for (let ago = publicDaysAgo; ago >= 0; ago--) {
    const day = calendar.day(-ago);
    const asked = new Map<ConsultationTopic, number>();
    const add = (topic: ConsultationTopic, count: number) =>
      asked.set(topic, (asked.get(topic) ?? 0) + count);
    for (const [at, { id: answerId, topic }] of rows.entries()) {
      const count = Math.round(chance.between(0, (demoAnswers[given.key][at]?.often ?? 0) / 3));
      marks.push({ kind: 'settled', day, topic, answerId, count });
      add(topic, Math.ceil((10 * count) / settledOfTen));
    }
    for (const { topic, often } of demoUnanswered) add(topic, Math.round(chance.between(0, often)));
    for (const [topic, count] of asked) marks.push({ kind: 'asked', day, topic, answerId: 0, count });
  }
  const counts = tx.of(ConsultationCount, county.school(given.key).id);
  const some = marks.filter(({ count }) => count > 0);
  for (let at = 0; at < some.length; at += 100) await counts.insertMany(some.slice(at, at + 100));
}

async function loadAnswer(
  tx: Tx,
  county: LoadedCounty,
  given: DemoSchool,
  calendar: DemoCalendar,
  { question, text, topic, keywords, place }: DemoAnswer,
  personId: number,
): Promise<void> {
  const school = county.school(given.key);
  const at = calendar.at(publicDaysAgo, '16:30');
  const words = { question, text, topic, keywords: [...keywords] };
  const { id } = await tx.of(PublishedAnswer, school.id).insert({
    ...words,
    token: newToken(),
    state: 'published',
    placeId: (place === undefined ? undefined : school.places.get(place)?.id) ?? null,
    categoryId: null,
    voiceSeq: null,
    // Fees and hours change with the school year.
    reviewBy: ['fees', 'pickup', 'schedule'].includes(topic)
      ? calendar.day(topic === 'fees' ? -3 : 120)
      : null,
    version: 1,
    issueId: null,
    createdById: personId,
    createdAt: at,
    publishedById: personId,
    publishedAt: at,
    changedAt: at,
  });
  for (const what of ['drafted', 'published'] as const)
    await tx
      .of(PublishedAnswerVersion, school.id)
      .insert({ ...words, answerId: id, version: 1, what, personId, at, confirmed: null });
  const grams = indexedGrams([question, ...keywords, text].join('\n'));
  for (let i = 0; i < grams.length; i += 100)
    await tx
      .of(SearchGram, school.id)
      .insertMany(
        grams.slice(i, i + 100).map((gram) => ({ subjectType: 'published_answer', subjectId: id, gram })),
      );
}
