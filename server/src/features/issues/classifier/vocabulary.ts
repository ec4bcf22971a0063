import { FAMILY_COUNT, familyOf } from './features.js';

/** A sparse row: `indices` into the vocabulary; TF-IDF `values` for the margin, plain `counts` for Bayes. */
export interface SparseRow {
  indices: Int32Array;
  values: Float64Array;
  counts: Float64Array;
}

/** The known features with their inverse document frequencies; `unseenIdf` weighs what was never seen. */
export interface Vocabulary {
  keys: string[];
  index: Map<string, number>;
  idf: Float32Array;
  unseenIdf: number;
}

/**
 * What each family may contribute at most (one, two, three characters, words, pairs of words). Chosen by
 * cross-validation on citizens' messages: short pieces carry more, above all when there are few examples.
 */
const FAMILY_SCALES = [1.2, 1.3, 0.6, 1.1, 0.5];

/** The features of one text: a number each (−1: unknown), the family each belongs to, and how often it occurs. */
export interface CountedText {
  numbers: Int32Array;
  families: Uint8Array;
  counts: Float64Array;
}

/** Numbers the features of the training texts once, so that the folds compare numbers and not strings. */
export class FeatureBook {
  readonly keys: string[] = [];
  private readonly numbers = new Map<string, number>();

  count(features: ReadonlyMap<string, number>): CountedText {
    return countText(features, (key) => {
      const known = this.numbers.get(key);
      if (known !== undefined) return known;
      this.numbers.set(key, this.keys.length);
      return this.keys.push(key) - 1;
    });
  }
}

/** The features of a book that a model uses: their numbers, and of every number its position among them (−1: left out). */
export interface ChosenFeatures {
  numbers: Int32Array;
  positions: Int32Array;
  idf: Float32Array;
  unseenIdf: number;
}

/**
 * Chooses the features that occur in at least `minDocuments` of the texts and weighs them by smoothed inverse
 * document frequency, ln((1 + n) / (1 + df)) + 1.
 * @param known how many features the book holds
 */
export function chooseFeatures(
  documents: readonly CountedText[],
  known: number,
  minDocuments: number,
): ChosenFeatures {
  const frequency = new Int32Array(known);
  for (const { numbers } of documents) {
    for (const number of numbers) frequency[number] = (frequency[number] as number) + 1;
  }
  const positions = new Int32Array(known).fill(-1);
  const chosen: number[] = [];
  frequency.forEach((seen, number) => {
    if (seen >= Math.max(minDocuments, 1)) positions[number] = chosen.push(number) - 1;
  });
  const numbers = Int32Array.from(chosen);
  const idf = Float32Array.from(
    numbers,
    (number) => Math.log((1 + documents.length) / (1 + (frequency[number] as number))) + 1,
  );
  return { numbers, positions, idf, unseenIdf: Math.log(1 + documents.length) + 1 };
}

/** The row of a text of the book. */
export function rowOf(chosen: ChosenFeatures, text: CountedText): SparseRow {
  const numbers = text.numbers.map((number) => chosen.positions[number] as number);
  return weigh(chosen, { ...text, numbers });
}

/** What stays of the book when training is over. */
export function vocabularyOf(book: FeatureBook, chosen: ChosenFeatures): Vocabulary {
  const keys = Array.from(chosen.numbers, (number) => book.keys[number] as string);
  return { keys, index: indexOf(keys), idf: chosen.idf, unseenIdf: chosen.unseenIdf };
}

/** The position of each key. */
export function indexOf(keys: readonly string[]): Map<string, number> {
  return new Map(keys.map((key, position) => [key, position]));
}

/** The row of a text that the training has not seen. */
export function vectorise(vocabulary: Vocabulary, features: ReadonlyMap<string, number>): SparseRow {
  return weigh(
    vocabulary,
    countText(features, (key) => vocabulary.index.get(key) ?? -1),
  );
}

function countText(features: ReadonlyMap<string, number>, numberOf: (key: string) => number): CountedText {
  const numbers = new Int32Array(features.size);
  const families = new Uint8Array(features.size);
  const counts = new Float64Array(features.size);
  let at = 0;
  for (const [key, count] of features) {
    numbers[at] = numberOf(key);
    families[at] = familyOf(key);
    counts[at] = count;
    at++;
  }
  return { numbers, families, counts };
}

/**
 * Turns feature counts into a row: (1 + ln count) × idf, each family brought to its own fixed length. Features that
 * the model does not know count into that length, so a text that speaks of unknown things gets a faint row and with
 * it a low confidence, not a loud one made of the few words it shares.
 */
function weigh(known: Pick<Vocabulary, 'idf' | 'unseenIdf'>, text: CountedText): SparseRow {
  const { numbers, families, counts } = text;
  const weights = new Float64Array(numbers.length);
  const squares = new Float64Array(FAMILY_COUNT);
  let found = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    const family = families[at] as number;
    const idf = number < 0 ? known.unseenIdf : (known.idf[number] as number);
    const weight = (1 + Math.log(counts[at] as number)) * idf;
    weights[at] = weight;
    squares[family] = (squares[family] as number) + weight * weight;
    if (number >= 0) found++;
  }
  const scales = FAMILY_SCALES.map((scale, family) => scale / Math.sqrt(squares[family] || 1));
  const row = {
    indices: new Int32Array(found),
    values: new Float64Array(found),
    counts: new Float64Array(found),
  };
  let to = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (number < 0) continue;
    row.indices[to] = number;
    row.values[to] = (weights[at] as number) * (scales[families[at] as number] as number);
    row.counts[to] = counts[at] as number;
    to++;
  }
  return row;
}
