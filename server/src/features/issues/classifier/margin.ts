import { addRow, scoreRow } from './linear-algebra.js';
import { seededRandom, shuffle } from './random.js';
import type { SparseRow } from './vocabulary.js';

/** By name: inside Jest each look-up of a global costs more than the arithmetic, and this loop makes millions. */
const { abs, max, min } = Math;

/** How the margin classifier is trained. */
export interface MarginOptions {
  /** Inverse strength of the L2 penalty. */
  cost: number;
  /** Passes over the data at most. */
  epochs: number;
  /** Training stops when no projected gradient of a pass is larger. */
  tolerance: number;
  seed: number;
}

/**
 * Trains one linear support vector machine per class (squared hinge loss, L2 penalty) by dual coordinate descent:
 * Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM",
 * ICML 2008, algorithm 1. All classes share one pass over the rows, which is what makes it fast here.
 * The bias is an extra feature of value 1. Returns interleaved weights; yields between rows.
 */
export function* marginSteps(
  rows: readonly SparseRow[],
  labels: Int32Array,
  classes: number,
  features: number,
  options: MarginOptions,
): Generator<undefined, Float64Array> {
  const weights = new Float64Array((features + 1) * classes);
  const alphas = new Float64Array(rows.length * classes);
  const diagonal = 0.5 / options.cost;
  const lengths = rows.map((row) => 1 + row.values.reduce((sum, value) => sum + value * value, 0));
  const order = Int32Array.from(rows, (_, position) => position);
  const random = seededRandom(options.seed);
  const scores = new Float64Array(classes);
  const steps = new Float64Array(classes);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    let largest = 0;
    for (const at of order) {
      const row = rows[at] as SparseRow;
      scoreRow(row.indices, row.values, weights, scores);
      let moved = false;
      for (let k = 0; k < classes; k++) {
        const sign = labels[at] === k ? 1 : -1;
        const alpha = alphas[at * classes + k] as number;
        const gradient = sign * (scores[k] as number) - 1 + diagonal * alpha;
        const projected = alpha === 0 ? min(gradient, 0) : gradient;
        steps[k] = 0;
        if (projected === 0) continue;
        largest = max(largest, abs(projected));
        const next = max(alpha - gradient / ((lengths[at] as number) + diagonal), 0);
        steps[k] = (next - alpha) * sign;
        alphas[at * classes + k] = next;
        moved = true;
      }
      if (moved) addRow(row.indices, row.values, weights, steps);
      yield;
    }
    if (largest < options.tolerance) break;
  }
  return weights;
}
