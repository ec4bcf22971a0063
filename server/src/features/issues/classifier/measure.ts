import type { Model } from './linear-model.js';
import type { Example } from './train.js';

/** How a model does on examples that it has not seen. */
export interface Measured {
  examples: number;
  right: number;
  /** Share of right answers, 0 to 1; 0 without examples. */
  accuracy: number;
  /**
   * Mean over categories of F1 = 2·TP / (2·TP + FP + FN). Counts every category that occurs in the examples or in an
   * answer, as scikit-learn's `f1_score(average="macro")` does.
   */
  macroF1: number;
}

/** Asks a model for the category of every example. No answer, for a text without words, is a wrong one. */
export function measure(model: Model, examples: readonly Example[]): Measured {
  const hits = new Map<string, number>();
  const occurrences = new Map<string, number>();
  const add = (counts: Map<string, number>, label: string) => counts.set(label, (counts.get(label) ?? 0) + 1);
  let right = 0;
  for (const { text, label } of examples) {
    const answer = model.predict(text).ranked[0]?.label;
    add(occurrences, label);
    if (answer !== undefined) add(occurrences, answer);
    if (answer !== label) continue;
    add(hits, label);
    right++;
  }
  // TP + FN is how often a category occurs, TP + FP how often it is the answer.
  const scores = [...occurrences].map(([label, times]) => (2 * (hits.get(label) ?? 0)) / times);
  const share = (sum: number, of: number): number => (of === 0 ? 0 : sum / of);
  return {
    examples: examples.length,
    right,
    accuracy: share(right, examples.length),
    macroF1: share(
      scores.reduce((sum, score) => sum + score, 0),
      scores.length,
    ),
  };
}
