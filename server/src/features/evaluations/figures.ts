import type { MonthFigures } from '#shared/evaluations/contract.js';
import type { Dimension, EvaluationTally, Tallies } from './evaluation.entity.js';

type Figures = Omit<MonthFigures, 'month' | 'places'>;

/** Figures of several batches taken together. A dimension that nobody was asked about is left out. */
export function figuresOf(
  rows: readonly Pick<EvaluationTally, 'count' | 'tallies'>[],
  dimensions: readonly Dimension[],
): Figures {
  const all = added(rows.map(({ tallies }) => tallies));
  const asked = dimensions.flatMap(({ key, name }) => {
    const tally = all[key];
    return tally ? [{ key, name, tally, count: sumOf(tally), mean: meanOf(tally) }] : [];
  });
  const every = asked.reduce((sum, { tally }) => sum.map((n, at) => n + (tally[at] ?? 0)), [0, 0, 0, 0, 0]);
  return { count: rows.reduce((sum, { count }) => sum + count, 0), mean: meanOf(every), dimensions: asked };
}

function added(all: readonly Tallies[]): Tallies {
  const sums: Tallies = {};
  for (const tallies of all)
    for (const [key, tally] of Object.entries(tallies))
      sums[key] = tally.map((count, at) => count + (sums[key]?.[at] ?? 0));
  return sums;
}

const sumOf = (tally: readonly number[]): number => tally.reduce((sum, count) => sum + count, 0);

/** To two places; 0 where there is nothing. */
function meanOf(tally: readonly number[]): number {
  const count = sumOf(tally);
  const stars = tally.reduce((sum, times, at) => sum + times * (at + 1), 0);
  return count === 0 ? 0 : Math.round((stars / count) * 100) / 100;
}
