/** Scores of held-out examples beside their true class. */
export interface HeldOutScores {
  scores: Float64Array[];
  labels: number[];
}

/** Probabilities from scores: softmax of score / temperature. */
export function softmax(scores: Float64Array, temperature: number): Float64Array {
  const highest = scores.reduce((best, value) => Math.max(best, value), -Infinity);
  const powers = scores.map((value) => Math.exp((value - highest) / temperature));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/**
 * The temperature under which the held-out labels are likeliest (Guo, Pleiss, Sun, Weinberger, "On Calibration of
 * Modern Neural Networks", ICML 2017). The likelihood has one peak in the logarithm of the temperature, so a
 * golden-section search between 0.02 and 20 finds it. Without held-out examples the scores stay as they are.
 */
export function fitTemperature(heldOut: HeldOutScores): number {
  if (heldOut.scores.length === 0) return 1;
  const loss = (exponent: number): number => negativeLogLikelihood(heldOut, Math.exp(exponent));
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.02);
  let high = Math.log(20);
  while (high - low > 0.01) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function negativeLogLikelihood(heldOut: HeldOutScores, temperature: number): number {
  let loss = 0;
  heldOut.scores.forEach((scores, at) => {
    const probability = softmax(scores, temperature)[heldOut.labels[at] as number] ?? 0;
    loss -= Math.log(Math.max(probability, 1e-12));
  });
  return loss;
}

/**
 * Deals examples to folds so that every class is spread evenly: the n-th text of a class goes to fold n mod `folds`.
 * A text that occurs again stays with its first, or a model would be examined on what it has learned by heart.
 * Returns the fold of each example.
 */
export function dealFolds(examples: readonly { text: string; label: string }[], folds: number): Int32Array {
  const places = new Map<string, number>();
  const seen = new Map<string, number>();
  return Int32Array.from(examples, ({ text, label }) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    const count = seen.get(label) ?? 0;
    seen.set(label, count + 1);
    places.set(text, count % folds);
    return count % folds;
  });
}
