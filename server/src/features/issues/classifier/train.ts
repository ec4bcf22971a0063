import { createHash } from 'node:crypto';
import { trainBayes } from './bayes.js';
import { dealFolds, fitTemperature, type HeldOutScores } from './calibration.js';
import { readText } from './features.js';
import { featureCount, Model, scoresOf, type ModelParts } from './linear-model.js';
import { marginSteps } from './margin.js';
import {
  chooseFeatures,
  FeatureBook,
  rowOf,
  vocabularyOf,
  type ChosenFeatures,
  type CountedText,
  type SparseRow,
} from './vocabulary.js';

/** Changes whenever the same examples would give another model. */
export const ALGORITHM = 'margin-bayes-3';

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
  /** Parts for the held-out scores from which confidence is calibrated; 0: it is not, only the ranking counts. */
  folds?: number;
  /** Single words with their category. They teach, but confidence is not measured on them: nobody reports one word. */
  lexicon?: readonly Example[];
}

/** Weights over the features that one fit has chosen. */
interface Fit extends Pick<ModelParts, 'margin' | 'bayes' | 'longest'> {
  chosen: ChosenFeatures;
}

const DEFAULTS = { seed: 20, cost: 1, bayesShare: 0.5 };
const SMOOTHING = 0.3;
/** On held-out fifths of the starting set more of them change nothing that is said, and take twice as long. */
const EPOCHS = 10;
/** The share of the training texts that count as of ordinary length. */
const ORDINARY = 0.9;
const TOLERANCE = 0.05;
/** From here on three folds tell as much about confidence as five, … */
const MANY_EXAMPLES = 1000;
/** … and from here on a feature that occurs in one text only is left out: it costs memory and may be a name. */
const VERY_MANY_EXAMPLES = 2000;

/** The work of a training in pieces of a few milliseconds; between two of them others may have their turn. */
type Steps<R> = Generator<undefined, R>;

/**
 * Trains a classifier: linear support vector machines on TF-IDF of characters and words, plus complement naive Bayes
 * on counts, mixed with a fixed share, and a temperature fitted on held-out parts so that confidence means the share
 * of such answers that are right. The same examples in the same order give the same model.
 * With one category only there is but one answer. Throws RangeError without any example.
 */
export function train(examples: readonly Example[], options: TrainOptions = {}): Model {
  const steps = trainingSteps(examples, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** How long others wait at most (milliseconds) before they have their turn, give or take one step. */
const PATIENCE = 10;

/**
 * Trains the same classifier in the background of a running server: takes a little longer, and nobody waits for it.
 * A thread of its own would have to load dictionary and program once more for every training.
 */
export async function trainGently(examples: readonly Example[], options: TrainOptions = {}): Promise<Model> {
  const steps = trainingSteps(examples, options);
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < PATIENCE) continue;
    await new Promise(setImmediate);
    began = performance.now();
  }
}

function* trainingSteps(examples: readonly Example[], options: TrainOptions): Steps<Model> {
  const { lexicon = [] } = options;
  const taught = [...examples, ...lexicon];
  const labels = [...new Set(taught.map((example) => example.label))].sort();
  if (labels.length === 0) throw new RangeError('A classifier needs examples.');
  const settings = settingsFor(examples, options);
  const numbers = new Map(labels.map((label, k) => [label, k]));
  const targets = Int32Array.from(taught, (example) => numbers.get(example.label) as number);
  const book = new FeatureBook();
  const texts: CountedText[] = [];
  for (const { text } of taught) {
    texts.push(book.count(readText(text).counts));
    yield;
  }
  const fold = dealFolds(examples, settings.folds);
  const fitWithout = (part: number | undefined): Steps<Fit> => {
    const positions = texts.map((_, at) => at).filter((at) => part === undefined || fold[at] !== part);
    const used = positions.map((at) => texts[at] as CountedText);
    const usedTargets = Int32Array.from(positions, (at) => targets[at] as number);
    return fitSteps(used, usedTargets, { ...settings, classes: labels.length, known: book.keys.length });
  };
  const heldOut: HeldOutScores = { scores: [], labels: [] };
  for (const part of settings.folds === 0 ? [] : new Set(fold)) {
    const fit = yield* fitWithout(part);
    for (const [at, itsPart] of fold.entries()) {
      if (itsPart !== part) continue;
      heldOut.scores.push(scoresOf(fit, rowOf(fit.chosen, texts[at] as CountedText), labels.length));
      heldOut.labels.push(targets[at] as number);
      yield;
    }
  }
  const temperature = fitTemperature(heldOut);
  yield;
  const { chosen, ...weights } = yield* fitWithout(undefined);
  const version = versionOf(examples, options);
  return new Model({ version, labels, vocabulary: vocabularyOf(book, chosen), ...weights, temperature });
}

function* fitSteps(
  texts: readonly CountedText[],
  targets: Int32Array,
  settings: Omit<Settings, 'folds'> & { classes: number; known: number },
): Steps<Fit> {
  const { seed, cost, bayesShare, classes } = settings;
  const chosen = chooseFeatures(texts, settings.known, settings.minDocuments);
  const rows: SparseRow[] = [];
  for (const text of texts) {
    rows.push(rowOf(chosen, text));
    yield;
  }
  const features = chosen.numbers.length;
  const marginOptions = { cost, seed, epochs: EPOCHS, tolerance: TOLERANCE };
  const margin = yield* marginSteps(rows, targets, classes, features, marginOptions);
  const bayes = trainBayes(rows, targets, classes, features, SMOOTHING);
  yield;
  return {
    chosen,
    margin: Float32Array.from(margin),
    bayes: Float32Array.from(bayes, (weight) => weight * bayesShare),
    longest: quantile(rows.map(featureCount), ORDINARY),
  };
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

type Settings = Required<Omit<TrainOptions, 'lexicon'>>;

function settingsFor(examples: readonly Example[], { lexicon: _, ...chosen }: TrainOptions): Settings {
  const folds = examples.length >= MANY_EXAMPLES ? 3 : 5;
  const minDocuments = examples.length >= VERY_MANY_EXAMPLES ? 2 : 1;
  return { ...DEFAULTS, folds, minDocuments, ...chosen };
}

/** The version that `train` gives a model of these examples, known without training it. */
export function versionOf(examples: readonly Example[], options: TrainOptions = {}): string {
  const { lexicon = [] } = options;
  const settings = settingsFor(examples, options);
  const hash = createHash('sha256').update(JSON.stringify([ALGORITHM, settings, examples.length]));
  for (const { label, text } of [...examples, ...lexicon]) hash.update(JSON.stringify([label, text]));
  return `${ALGORITHM}-${hash.digest('hex').slice(0, 12)}`;
}
