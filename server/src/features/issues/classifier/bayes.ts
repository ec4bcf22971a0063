import { scoreRow } from './linear-algebra.js';
import type { SparseRow } from './vocabulary.js';

/**
 * Complement naive Bayes as linear weights: how much more a feature belongs to the class than to all the others,
 * with additive smoothing (Rennie, Shih, Teevan, Karger, "Tackling the Poor Assumptions of Naive Bayes Text
 * Classifiers", ICML 2003, without its weight normalisation). With a handful of examples per class it errs in other
 * places than a margin does. Scaled so that the scores of the training rows have mean square 1. Takes the rows'
 * counts, not their TF-IDF values. Returns interleaved weights with a bias of zero.
 */
export function trainBayes(
  rows: readonly SparseRow[],
  labels: Int32Array,
  classes: number,
  features: number,
  smoothing: number,
): Float64Array {
  const mass = new Float64Array(features * classes);
  const totals = new Float64Array(classes);
  const perFeature = new Float64Array(features);
  let total = 0;
  rows.forEach((row, at) => {
    const label = labels[at] as number;
    row.indices.forEach((feature, position) => {
      const count = row.counts[position] as number;
      mass[feature * classes + label] = (mass[feature * classes + label] as number) + count;
      perFeature[feature] = (perFeature[feature] as number) + count;
      totals[label] = (totals[label] as number) + count;
      total += count;
    });
  });
  const weights = new Float64Array((features + 1) * classes);
  for (let k = 0; k < classes; k++) {
    const outside = Math.log(total - (totals[k] as number) + smoothing * features);
    for (let feature = 0; feature < features; feature++) {
      const rest = (perFeature[feature] as number) - (mass[feature * classes + k] as number) + smoothing;
      weights[feature * classes + k] = outside - Math.log(rest);
    }
  }
  centre(weights, classes, features);
  return scaled(weights, rows, classes);
}

/** Takes the mean over classes out of each feature: it moves every class alike and would only cost precision. */
function centre(weights: Float64Array, classes: number, features: number): void {
  for (let feature = 0; feature < features; feature++) {
    let mean = 0;
    for (let k = 0; k < classes; k++) mean += (weights[feature * classes + k] as number) / classes;
    for (let k = 0; k < classes; k++) {
      weights[feature * classes + k] = (weights[feature * classes + k] as number) - mean;
    }
  }
}

function scaled(weights: Float64Array, rows: readonly SparseRow[], classes: number): Float64Array {
  const scores = new Float64Array(classes);
  let squares = 0;
  for (const row of rows) {
    scoreRow(row.indices, row.counts, weights, scores);
    for (const value of scores) squares += value * value;
  }
  const deviation = Math.sqrt(squares / Math.max(rows.length * classes, 1));
  return deviation > 0 ? weights.map((weight) => weight / deviation) : weights;
}
