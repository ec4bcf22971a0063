import type { Model, Prediction } from './linear-model.js';
import { keptModel } from './kept-model.js';
import { startingSentences, startingWords } from './starting-set.js';
import { train, versionOf } from './train.js';

/** A category code with the probability that it is the right one. */
export interface CategoryGuess {
  category: string;
  confidence: number;
}

/** What the classifier says about a report. */
export interface Classification {
  /** Which model said it. */
  version: string;
  /** The proposed category; null when a person must decide. */
  category: string | null;
  /** Probability of the first alternative, 0 to 1; 0 when there was no text. */
  confidence: number;
  /** The two likeliest categories, the first included; empty when there was no text. */
  alternatives: CategoryGuess[];
  /** The words of the report that spoke for the first alternative, strongest first, as the person wrote them. */
  words: string[];
}

/**
 * Below this probability a person decides. On held-out tenths of the starting set nine of ten proposals at or above it
 * are right, and nine of ten reports get a proposal.
 */
export const CONFIDENCE_THRESHOLD = 0.5;

let fromStartingSet: Classifier | undefined;

/** Proposes a category for a report. Pure and synchronous: well under a millisecond for a usual report. */
export class Classifier {
  /** @param version what stands in every classification; the name of a school's version, or the model's own */
  constructor(
    readonly model: Model,
    readonly version: string = model.version,
  ) {}

  /** The classifier a school begins with: as the build has trained it, otherwise trained now, once per process. */
  static trainFromStartingSet(): Classifier {
    if (fromStartingSet) return fromStartingSet;
    const sentences = startingSentences();
    const options = { lexicon: startingWords() };
    const model = keptModel(versionOf(sentences, options)) ?? train(sentences, options);
    return (fromStartingSet = new Classifier(model));
  }

  /** The classifier a school begins with, if this process has trained it already. */
  static readyFromStartingSet(): Classifier | null {
    return fromStartingSet ?? null;
  }

  /** Takes what another process learned from the starting set, instead of training once more. */
  static startWith(model: Model): void {
    fromStartingSet = new Classifier(model);
  }

  /** Classifies the text of a report; an empty one (a photo only) is left to a person. */
  classify(text: string): Classification {
    return toClassification(this.version, this.model.predict(text));
  }
}

function toClassification(version: string, prediction: Prediction): Classification {
  const alternatives = prediction.ranked
    .slice(0, 2)
    .map(({ label, confidence }) => ({ category: label, confidence }));
  const first = alternatives[0];
  const sure = first !== undefined && first.confidence >= CONFIDENCE_THRESHOLD;
  return {
    version,
    category: sure ? first.category : null,
    confidence: first?.confidence ?? 0,
    alternatives,
    words: prediction.words.map((deciding) => deciding.word),
  };
}
