import { describe, expect, it } from '@jest/globals';
import { demoAnswers } from '../../server/src/demo/answers.js';
import { rankAnswers, topicHeard } from '../../server/src/features/consultations/ranking.js';
import type { Candidate } from '../../server/src/features/consultations/ranking.js';
import { paraphrases, unanswerable, villageParaphrases } from './paraphrases.js';

const candidatesOf = (school: keyof typeof demoAnswers): Candidate[] =>
  demoAnswers[school].map(({ question, keywords, text, topic }, at) => ({
    id: at + 1,
    question,
    keywords,
    text,
    topic,
    placeId: null,
  }));
const answers = candidatesOf('kindergarten');
const questionOf = (id: number | undefined): string | undefined =>
  answers.find((one) => one.id === id)?.question;
const ranked = (text: string, more: object = {}, among = answers): (string | undefined)[] =>
  rankAnswers({ text, topic: null, placeId: null, ...more }, among).map(
    ({ id }) => among.find((one) => one.id === id)?.question,
  );
/** Ways to ask whose answer is not among the first three. */
const missedOf = (ways: typeof paraphrases, among = answers): string[] =>
  ways
    .filter(([asked, meant]) => !ranked(asked, {}, among).slice(0, 3).includes(meant))
    .map(([asked]) => asked);

describe('ranking of published answers', () => {
  it('has the right one among the first three for at least nine of ten ways to ask', () => {
    // Named, so that a failure shows which.
    expect(missedOf(paraphrases).slice(Math.floor(paraphrases.length / 10))).toEqual([]);
  });

  it('does so for another school, with answers and questions that it was not made for', () => {
    const missed = missedOf(villageParaphrases, candidatesOf('primary'));
    expect(missed.slice(Math.floor(villageParaphrases.length / 10))).toEqual([]);
  });

  it('has the right one first for most', () => {
    const first = paraphrases.filter(([asked, meant]) => ranked(asked)[0] === meant).length;
    expect(first / paraphrases.length).toBeGreaterThanOrEqual(0.75);
  });

  it('offers nothing to who asks something else', () => {
    expect(unanswerable.filter((asked) => ranked(asked).length > 0)).toEqual([]);
  });

  it('finds the answer by its own question, first', () => {
    for (const { question } of answers) expect(ranked(question)[0]).toBe(question);
  });

  it('puts the topic that was tapped, and the place of the code, before others', () => {
    const both: Candidate[] = [
      { id: 1, question: '几点开饭？', keywords: [], text: '十一点半。', topic: 'meals', placeId: 7 },
      { id: 2, question: '几点开门？', keywords: [], text: '七点四十。', topic: 'pickup', placeId: 8 },
    ];
    const order = (more: object): number[] =>
      rankAnswers({ text: '几点开', topic: null, placeId: null, ...more }, both).map(({ id }) => id);
    expect(order({ topic: 'meals' })[0]).toBe(1);
    expect(order({ topic: 'pickup' })[0]).toBe(2);
    expect(order({ placeId: 7 })[0]).toBe(1);
    expect(order({ placeId: 8 })[0]).toBe(2);
  });

  it('answers a topic without words with all of its answers, and no other', () => {
    const shown = rankAnswers({ text: '', topic: 'nap', placeId: null }, answers).map(({ id }) => id);
    expect(shown.map(questionOf)).toEqual(['午睡的被子要自己带吗？', '孩子睡不着怎么办？']);
  });

  it('hears the topic', () => {
    expect(topicHeard('他发烧了要吃药')).toBe('illness');
    expect(topicHeard('校车几点来接')).toBe('pickup');
    expect(topicHeard('你好')).toBeNull();
  });

  it('does not depend on the order of what it is given', () => {
    const scores = (from: Candidate[]) =>
      new Map(
        rankAnswers({ text: '几点接', topic: null, placeId: null }, from).map((one) => [one.id, one.score]),
      );
    expect(scores([...answers].reverse())).toEqual(scores(answers));
  });
});
