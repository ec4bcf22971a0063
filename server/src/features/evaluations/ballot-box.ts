import { randomInt } from 'node:crypto';
import { smallestBatch } from '#shared/evaluations/vocabulary.js';
import type { Tallies } from './evaluation.entity.js';

/** One family's answer about a service. */
export interface Ballot {
  /** YYYY-MM: a family answers once a month, so ballots of one month come from as many families. */
  month: string;
  /** Where the code hangs, for services that are about things. */
  placeId: number | null;
  /** One to five, by key of the dimension. */
  stars: Readonly<Record<string, number>>;
}

export interface KeptWords {
  month: string;
  text: string;
}

/** What lies in the box of a service. Ballots and words lie apart: nothing says which belong together. */
export interface BoxContent {
  serviceId: number;
  /** Which dimensions the ballots are about; see `EvaluatedService.form`. */
  form: number;
  ballots: readonly Ballot[];
  words: readonly KeptWords[];
}

/** Ballots that are counted together. */
export interface Batch {
  /** null: for the whole school. */
  placeId: number | null;
  ballots: readonly Ballot[];
}

/** Once something of a month is known, ballots of several places wait a little, so that places can be told apart. */
const mixedBatch = 2 * smallestBatch;
/** Months after which what has found no company is forgotten. */
const patience = 6;

export const emptyBox = (serviceId: number, form: number): BoxContent => ({
  serviceId,
  form,
  ballots: [],
  words: [],
});

/** The box with one more answer in it, shuffled. Ballots about other dimensions than today's leave it uncounted. */
export function putIn(box: BoxContent, form: number, ballot: Ballot, text: string): BoxContent {
  const young = ({ month }: { month: string }) => monthsBetween(month, ballot.month) < patience;
  const ballots = box.form === form ? box.ballots.filter(young) : [];
  const words = box.words.filter(young);
  return {
    serviceId: box.serviceId,
    form,
    ballots: shuffled([...ballots, ballot]),
    words: text === '' ? words : shuffled([...words, { month: ballot.month, text }]),
  };
}

/**
 * What may be counted now, and what stays. A batch holds the ballots of at least five families. Batches have no ballot
 * in common, and every figure is a sum of batches, so the difference of any two figures is one, too.
 * @param known whether anything of this month has been counted before
 */
export function takeOut(
  box: BoxContent,
  month: string,
  known: boolean,
): { batches: Batch[]; words: string[]; left: BoxContent } {
  const places = [...new Set(box.ballots.map(({ placeId }) => placeId))];
  const batches = places
    .map((placeId) => ({ placeId, ballots: box.ballots.filter((one) => one.placeId === placeId) }))
    .filter(({ ballots }) => isEnough(ballots, month));
  const counted = new Set(batches.flatMap(({ ballots }) => ballots));
  let left = box.ballots.filter((ballot) => !counted.has(ballot));
  const isFirst = !known && batches.length === 0;
  if (isEnough(left, month) && (isFirst || left.length >= mixedBatch)) {
    batches.push({ placeId: null, ballots: left });
    left = [];
  }
  const spoken = isEnough(box.words, month);
  return {
    batches,
    words: spoken ? shuffled(box.words.map(({ text }) => text)) : [],
    left: { ...box, ballots: left, words: spoken ? [] : box.words },
  };
}

const isEnough = (rows: readonly { month: string }[], month: string): boolean =>
  rows.filter((one) => one.month === month).length >= smallestBatch;

/** Adds ballots to what was counted before. */
export function counted(before: Tallies, ballots: readonly Ballot[]): Tallies {
  const after: Tallies = structuredClone(before);
  for (const { stars } of ballots)
    for (const [key, given] of Object.entries(stars)) {
      const tally = (after[key] ??= [0, 0, 0, 0, 0]);
      tally[given - 1] = (tally[given - 1] ?? 0) + 1;
    }
  return after;
}

/** In an order that nobody can foresee (Fisher and Yates, with the system's random numbers). */
export function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(randomInt(rest.length), 1)[0] as T);
}

/** Whole months from one to another, both YYYY-MM. */
export function monthsBetween(from: string, to: string): number {
  const [count, until] = [from, to].map((month) => {
    const [year = 0, of = 0] = month.split('-').map(Number);
    return 12 * year + of;
  });
  return (until ?? 0) - (count ?? 0);
}
