import { softmax } from './calibration.js';
import { explain, type DecidingWord } from './explain.js';
import { readText } from './features.js';
import { scoreRow } from './linear-algebra.js';
import { vectorise, type SparseRow, type Vocabulary } from './vocabulary.js';

/** A category with the probability that it is the right one. */
export interface RankedLabel {
  label: string;
  confidence: number;
}

/** All categories, likeliest first, and the one to four words that decided for the first. */
export interface Prediction {
  ranked: RankedLabel[];
  words: DecidingWord[];
}

/** What a model consists of; `weights` are interleaved per feature and class, with the bias last. */
export interface ModelParts {
  version: string;
  labels: string[];
  vocabulary: Vocabulary;
  margin: Float32Array;
  bayes: Float32Array;
  /**
   * Bayes adds up evidence with every word and would be ever surer of a long text; from this many features on it takes
   * the average instead, so that a text longer than what was trained on is judged with care.
   */
  longest: number;
  temperature: number;
}

/** A trained classifier: pure, and quick enough to run inside a request. */
export class Model {
  constructor(readonly parts: ModelParts) {}

  /** Identifies algorithm and training data; stored beside each proposal. */
  get version(): string {
    return this.parts.version;
  }

  /** Ranks the categories for a text. A text without a single letter or digit gets an empty answer. */
  predict(text: string): Prediction {
    const read = readText(text);
    if (read.counts.size === 0) return { ranked: [], words: [] };
    const row = vectorise(this.parts.vocabulary, read.counts);
    const probabilities = softmax(
      scoresOf(this.parts, row, this.parts.labels.length),
      this.parts.temperature,
    );
    const ranked = this.parts.labels
      .map((label, k) => ({ label, k, confidence: probabilities[k] as number }))
      .sort((a, b) => b.confidence - a.confidence || a.k - b.k);
    const words = explain(this.parts, text, read, row, ranked[0]?.k ?? 0);
    return { ranked: ranked.map(({ label, confidence }) => ({ label, confidence })), words };
  }
}

/** The score of every class for a row: the margin's plus Bayes'. */
export function scoresOf(
  parts: Pick<ModelParts, 'margin' | 'bayes' | 'longest'>,
  row: SparseRow,
  classes: number,
): Float64Array {
  const margin = new Float64Array(classes);
  const bayes = new Float64Array(classes);
  scoreRow(row.indices, row.values, parts.margin, margin);
  scoreRow(row.indices, row.counts, parts.bayes, bayes);
  const damping = parts.longest / Math.max(featureCount(row), parts.longest, 1);
  return margin.map((value, k) => value + (bayes[k] as number) * damping);
}

/** How many features a text has, each as often as it occurs. */
export function featureCount(row: SparseRow): number {
  return row.counts.reduce((sum, count) => sum + count, 0);
}
