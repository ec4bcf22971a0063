import { createHash } from 'node:crypto';
import { trainBayes } from './bayes.js';
import { dealFolds, fitTemperature, softmax, type HeldOutScores } from './calibration.js';
import { explain, type DecidingWord } from './explain.js';
import { readText, type ReadText } from './features.js';
import { scoreRow } from './linear-algebra.js';
import { trainMargin } from './margin.js';
import { buildVocabulary, vectorise, type SparseRow, type Vocabulary } from './vocabulary.js';

/** Changes whenever the same examples would give another model. */
export const ALGORITHM = 'margin-bayes-1';

/** A text and the category a person gave it. */
export interface Example {
  text: string;
  label: string;
}

/** What training may be told; every field has a default that suits 50 to 50,000 examples. */
export interface TrainOptions {
  seed?: number;
  /** Features in fewer texts than this are left out. */
  minDocuments?: number;
  /** Inverse strength of the margin's penalty. */
  cost?: number;
  /** How much the Bayes score counts beside the margin. */
  bayesShare?: number;
  /** Parts for the held-out scores from which confidence is calibrated. */
  folds?: number;
  /** Single words with their category. They teach, but confidence is not measured on them: nobody reports one word. */
  lexicon?: readonly Example[];
}

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

type Scorer = Pick<ModelParts, 'labels' | 'vocabulary' | 'margin' | 'bayes' | 'longest'>;

const DEFAULTS = { seed: 20, cost: 1, bayesShare: 0.5 };
const SMOOTHING = 0.3;
const EPOCHS = 30;
/** The share of the training texts that count as of ordinary length. */
const ORDINARY = 0.9;
const TOLERANCE = 0.05;
/** From here on a feature that occurs in one text only is left out (it costs memory and may be a name). */
const MANY_EXAMPLES = 1000;

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
    const probabilities = softmax(scores(this.parts, row), this.parts.temperature);
    const ranked = this.parts.labels
      .map((label, k) => ({ label, k, confidence: probabilities[k] as number }))
      .sort((a, b) => b.confidence - a.confidence || a.k - b.k);
    const words = explain(this.parts, text, read, row, ranked[0]?.k ?? 0);
    return { ranked: ranked.map(({ label, confidence }) => ({ label, confidence })), words };
  }
}

/**
 * Trains a classifier: linear support vector machines on TF-IDF of characters and words, plus complement naive Bayes
 * on counts, mixed with a fixed share, and a temperature fitted on held-out parts so that confidence means the share
 * of such answers that are right. The same examples in the same order give the same model.
 * Throws RangeError for fewer than two categories.
 */
export function train(examples: readonly Example[], options: TrainOptions = {}): Model {
  const { lexicon = [], ...chosenSettings } = options;
  const taught = [...examples, ...lexicon];
  const labels = [...new Set(taught.map((example) => example.label))].sort();
  if (labels.length < 2) throw new RangeError('A classifier needs examples of at least two categories.');
  const many = examples.length >= MANY_EXAMPLES;
  const settings = { ...DEFAULTS, folds: many ? 3 : 5, minDocuments: many ? 2 : 1, ...chosenSettings };
  const version = versionOf(examples, lexicon, settings);
  const targets = Int32Array.from(taught, (example) => labels.indexOf(example.label));
  const reads = taught.map((example) => readText(example.text));
  const fold = dealFolds(targets.subarray(0, examples.length), settings.folds);
  const fitWithout = (part: number | undefined): Omit<ModelParts, 'temperature'> => {
    const positions = reads.map((_, at) => at).filter((at) => part === undefined || fold[at] !== part);
    const chosen = positions.map((at) => reads[at] as ReadText);
    const chosenTargets = Int32Array.from(positions, (at) => targets[at] as number);
    return { version, labels, ...fitWeights(chosen, chosenTargets, labels.length, settings) };
  };
  const temperature = fitTemperature(heldOutScores(reads, targets, fold, fitWithout));
  return new Model({ ...fitWithout(undefined), temperature });
}

/** Scores every example by a model that has not seen its fold. */
function heldOutScores(
  reads: readonly ReadText[],
  targets: Int32Array,
  fold: Int32Array,
  fitWithout: (part: number) => Scorer,
): HeldOutScores {
  const scored: Float64Array[] = [];
  const labels: number[] = [];
  for (const part of new Set(fold)) {
    const scorer = fitWithout(part);
    fold.forEach((itsPart, at) => {
      if (itsPart !== part) return;
      scored.push(scores(scorer, vectorise(scorer.vocabulary, (reads[at] as ReadText).counts)));
      labels.push(targets[at] as number);
    });
  }
  return { scores: scored, labels: Int32Array.from(labels) };
}

function fitWeights(
  reads: readonly ReadText[],
  targets: Int32Array,
  classes: number,
  settings: { seed: number; cost: number; bayesShare: number; minDocuments: number },
): Pick<ModelParts, 'vocabulary' | 'margin' | 'bayes' | 'longest'> {
  const documents = reads.map((read) => read.counts);
  const vocabulary = buildVocabulary(documents, settings.minDocuments);
  const rows = documents.map((counts) => vectorise(vocabulary, counts));
  const features = vocabulary.keys.length;
  const { seed, cost, bayesShare } = settings;
  const marginOptions = { cost, seed, epochs: EPOCHS, tolerance: TOLERANCE };
  const margin = trainMargin(rows, targets, classes, features, marginOptions);
  const bayes = trainBayes(rows, targets, classes, features, SMOOTHING);
  return {
    vocabulary,
    margin: Float32Array.from(margin),
    bayes: Float32Array.from(bayes, (weight) => weight * bayesShare),
    longest: quantile(rows.map(featureCount), ORDINARY),
  };
}

function scores(parts: Scorer, row: SparseRow): Float64Array {
  const margin = new Float64Array(parts.labels.length);
  const bayes = new Float64Array(parts.labels.length);
  scoreRow(row.indices, row.values, parts.margin, margin);
  scoreRow(row.indices, row.counts, parts.bayes, bayes);
  const damping = parts.longest / Math.max(featureCount(row), parts.longest, 1);
  return margin.map((value, k) => value + (bayes[k] as number) * damping);
}

function featureCount(row: SparseRow): number {
  return row.counts.reduce((sum, count) => sum + count, 0);
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

function versionOf(examples: readonly Example[], lexicon: readonly Example[], settings: object): string {
  const hash = createHash('sha256').update(JSON.stringify([ALGORITHM, settings, examples.length]));
  for (const { label, text } of [...examples, ...lexicon]) hash.update(JSON.stringify([label, text]));
  return `${ALGORITHM}-${hash.digest('hex').slice(0, 12)}`;
}
